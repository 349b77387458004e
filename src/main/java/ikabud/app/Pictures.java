package ikabud.app;

import ikabud.model.Alarm;
import ikabud.model.IkabudException;
import ikabud.model.Lookout;
import ikabud.model.Snapshot;
import java.time.Duration;

/** Snapshots one by one, for whoever prints them. Confined to one thread at a time. */
final class Pictures implements AutoCloseable {
    private final Ikabud ikabud;
    private final Observatory observatory;
    private Snapshot last;

    /** Takes the first one, which nobody sees. */
    Pictures(Ikabud ikabud) {
        this.ikabud = ikabud;
        this.observatory = new Observatory(ikabud, new Lookout(Alarm.NONE, () -> {}));
        this.last = observatory.read();
        observatory.ask(last);
    }

    /** The next one, that long after the one before. */
    Snapshot next(Duration between) {
        if (!between.isZero()) {
            pause(between);
            observatory.ask(last);
        }
        last = observatory.read();
        return last;
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
