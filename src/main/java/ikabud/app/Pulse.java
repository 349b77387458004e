package ikabud.app;

import ikabud.model.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Beats at every interval, and at once when it is asked to or when something changed.
 *
 * <p>{@link #run} belongs to one thread; the other methods may be called from any.
 */
final class Pulse {
    /** CPU needs two readings and a rate three, so the first ones come soon. */
    private static final int SOON = 2;

    /** As long as something is expected, so do some more. */
    private static final int MOST_SOON = 8;

    /** Counted from the end of a beat: the very first one takes long, and what it began is to be ready. */
    private static final long SOON_MILLIS = 200;

    /** How soon a change by another process is seen, and how often at most. */
    private static final long GLANCE_MILLIS = 500;

    private final Clock clock;
    private final long soonMillis;
    private final Object monitor = new Object();
    private long intervalMillis;
    private boolean asked;
    private boolean closed;

    Pulse(Clock clock, Duration interval) {
        this(clock, interval, SOON_MILLIS);
    }

    Pulse(Clock clock, Duration interval, long soonMillis) {
        this.clock = clock;
        this.soonMillis = soonMillis;
        this.intervalMillis = interval.toMillis();
    }

    /** Beats now. */
    void beat() {
        synchronized (monitor) {
            asked = true;
            monitor.notifyAll();
        }
    }

    /** Has it look for changes soon. */
    void stir() {
        synchronized (monitor) {
            monitor.notifyAll();
        }
    }

    /** Changes the time between two beats. */
    void every(Duration interval) {
        synchronized (monitor) {
            intervalMillis = interval.toMillis();
            monitor.notifyAll();
        }
    }

    /** Ends {@link #run} and {@link #pause} soon. */
    void close() {
        synchronized (monitor) {
            closed = true;
            monitor.notifyAll();
        }
    }

    boolean isClosed() {
        synchronized (monitor) {
            return closed;
        }
    }

    /**
     * Calls {@code beat} until closed; {@code changed} is asked in between.
     *
     * @param beat returns whether something is still expected that the next one may bring
     * @param quiet whether nothing can have changed, until {@link #stir} is called
     */
    void run(BooleanSupplier beat, BooleanSupplier changed, BooleanSupplier quiet) throws InterruptedException {
        for (long beats = 1; !isClosed(); beats++) {
            long start = clock.nanoTime();
            boolean expectant = beat.getAsBoolean();
            boolean soon = beats <= SOON || (expectant && beats <= MOST_SOON);
            await(soon ? clock.nanoTime() : start, soon, changed, quiet);
        }
    }

    private void await(long start, boolean soon, BooleanSupplier changed, BooleanSupplier quiet)
            throws InterruptedException {
        long looked = start;
        while (true) {
            synchronized (monitor) {
                long interval = soon ? Math.min(soonMillis, intervalMillis) : intervalMillis;
                long left = interval - millisSince(start);
                if (closed || asked || left <= 0) {
                    asked = false;
                    return;
                }
                long untilLook = quiet.getAsBoolean() ? left : Math.min(left, GLANCE_MILLIS - millisSince(looked));
                if (untilLook > 0) {
                    monitor.wait(untilLook);
                    continue;
                }
            }
            looked = clock.nanoTime();
            if (changed.getAsBoolean()) {
                return;
            }
        }
    }

    private long millisSince(long nanos) {
        return (clock.nanoTime() - nanos) / 1_000_000;
    }

    /** Waits so long, or until closed or asked to beat. */
    void pause(long millis) throws InterruptedException {
        long start = clock.nanoTime();
        synchronized (monitor) {
            long left = millis;
            while (left > 0 && !closed && !asked) {
                monitor.wait(left);
                left = millis - millisSince(start);
            }
            asked = false;
        }
    }
}
