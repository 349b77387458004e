package ikabud.support;

import ikabud.model.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that moves only when told to, or by the pauses taken on it. Safe to use from any thread. */
public final class FakeClock implements Clock {
    private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");

    private final AtomicLong nanos = new AtomicLong(1_000_000_000L);
    private final AtomicLong wallOffset = new AtomicLong();

    @Override
    public Instant now() {
        return START.plusNanos(nanos.get() + wallOffset.get());
    }

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    public void pause(long millis) {
        advance(Duration.ofMillis(millis));
    }

    /** Lets time pass on both clocks. */
    public void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Moves the wall clock alone, as an administrator or NTP does. */
    public void jump(Duration time) {
        wallOffset.addAndGet(time.toNanos());
    }
}
