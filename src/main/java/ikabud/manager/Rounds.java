package ikabud.manager;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * When which round comes next. One that is nearly due begins with whatever else there is to do, so that rounds of one
 * period fall together: each wake-up costs more than most of them. Confined to one thread, but for the work itself.
 */
final class Rounds {
    // Less than the half second after which the loop wakes up anyway.
    private static final long SLACK_NANOS = Duration.ofMillis(400).toNanos();

    private final List<Planned> planned = new ArrayList<>();
    private final Queue<Done> done = new ConcurrentLinkedQueue<>();

    private record Done(Planned round, @Nullable Throwable failure) {}

    private static final class Planned {
        private final Round round;
        private long at;
        private boolean underWay;

        Planned(Round round, long now) {
            this.round = round;
            this.at = now + round.every().toNanos();
        }
    }

    Rounds(List<Round> rounds, long now) {
        rounds.forEach(round -> planned.add(new Planned(round, now)));
    }

    /** Begins those whose time has come; {@code ended} is called by their thread when each is over. */
    void begin(long now, Executor threads, Runnable ended) {
        for (Planned each : planned) {
            if (!each.underWay && each.at - now <= SLACK_NANOS) {
                each.underWay = true;
                each.at = now + each.round.every().toNanos();
                threads.execute(() -> work(each, ended));
            }
        }
    }

    private void work(Planned each, Runnable ended) {
        Throwable failure = null;
        try {
            each.round.work().run();
        } catch (RuntimeException | LinkageError unexpected) {
            failure = unexpected;
        }
        done.add(new Done(each, failure));
        ended.run();
    }

    /** Plans those that are over anew; returns what failed. */
    List<String> takeBack(long now) {
        List<String> failures = new ArrayList<>();
        for (Done each = done.poll(); each != null; each = done.poll()) {
            each.round().underWay = false;
            if (each.round().at - now < 0) {
                each.round().at = now + each.round().round.every().toNanos();
            }
            if (each.failure() != null) {
                failures.add(each.round().round.name() + ": " + Supervisor.words(each.failure()));
            }
        }
        return failures;
    }

    boolean areUnderWay() {
        return planned.stream().anyMatch(each -> each.underWay);
    }

    /** Nanoseconds until the next one, at most {@code most}; not negative. */
    long untilNext(long now, long most) {
        long least = most;
        for (Planned each : planned) {
            if (!each.underWay) {
                least = Math.min(least, each.at - now);
            }
        }
        return Math.max(0, least);
    }
}
