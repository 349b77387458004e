package ikabud.model;

import java.time.Instant;

/** Tells both times; a fake one makes tests instant. */
public interface Clock {
    /** Wall-clock time, for people; may jump. */
    Instant now();

    /** Nanoseconds that only grow, for durations and deadlines. */
    long nanoTime();

    /** Returns after {@code millis}, or earlier with {@link InterruptedException}. */
    void pause(long millis) throws InterruptedException;
}
