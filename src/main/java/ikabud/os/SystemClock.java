package ikabud.os;

import ikabud.model.Clock;
import java.time.Instant;

/** The machine's own clock. */
public final class SystemClock implements Clock {
    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void pause(long millis) throws InterruptedException {
        Thread.sleep(millis);
    }
}
