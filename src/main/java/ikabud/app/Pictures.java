package ikabud.app;

import ikabud.model.Alarm;
import ikabud.model.IkabudException;
import ikabud.model.Lookout;
import ikabud.model.Snapshot;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Snapshots one by one, for whoever prints them. Confined to one thread at a time. */
final class Pictures implements AutoCloseable {
    private final Ikabud ikabud;
    private final Observatory observatory;
    private @Nullable Snapshot last;

    /** None was taken yet. */
    Pictures(Ikabud ikabud) {
        this.ikabud = ikabud;
        this.observatory = new Observatory(ikabud, new Lookout(Alarm.NONE, () -> {}));
    }

    /** The next one, that long after the one before; before the first there is one that nobody sees. */
    Snapshot next(Duration between) {
        Snapshot before = last;
        if (before == null) {
            before = observatory.read();
            observatory.ask(before);
        }
        if (!between.isZero()) {
            pause(between);
            observatory.ask(before);
        }
        Snapshot now = observatory.read();
        last = now;
        return now;
    }

    private void pause(Duration time) {
        try {
            ikabud.clock().pause(time.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw IkabudException.failed("waiting for the next reading", "interrupted", "", interrupted);
        }
    }

    @Override
    public void close() {
        observatory.close();
    }
}
