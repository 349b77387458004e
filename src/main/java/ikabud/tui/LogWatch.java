package ikabud.tui;

import ikabud.model.InstanceId;
import java.util.Optional;

/**
 * Lets the log pane go with the selection, once that has rested a moment: running down the table opens no logs on the way.
 * Confined to the ui thread.
 */
final class LogWatch {
    private static final long REST_MILLIS = 150;

    private final LogFeed feed;
    private final Alarm rested = new Alarm();
    private Optional<InstanceId> watched = Optional.empty();
    private Optional<InstanceId> wanted = Optional.empty();
    private int number = -1;

    LogWatch(LogFeed feed) {
        this.feed = feed;
    }

    /** This instance is looked at now, or none. The first is watched at once. */
    void look(Optional<InstanceId> selected, long now) {
        if (selected.equals(wanted)) {
            return;
        }
        wanted = selected;
        if (wanted.equals(watched)) {
            rested.clear();
        } else {
            rested.set(now, watched.isEmpty() ? 0 : REST_MILLIS);
        }
    }

    /** Whether another instance is watched from now on. */
    boolean changes(long now) {
        if (!rested.rings(now)) {
            return false;
        }
        watched = wanted;
        number = feed.watch(watched);
        return true;
    }

    Optional<InstanceId> watched() {
        return watched;
    }

    /** Whether the lines are of the log that is watched, and not of one before. */
    boolean isCurrent(Message.Logged logged) {
        return logged.watch() == number;
    }

    /** The lines have arrived, so that the next may come. */
    void taken() {
        feed.taken();
    }

    long remaining(long now, long otherwise) {
        return rested.remaining(now, otherwise);
    }
}
