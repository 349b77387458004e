package ikabud.sampler;

import java.util.OptionalDouble;

/** Turns a growing count of CPU ticks into a share of one core between two readings. Confined to the sampler thread. */
final class CpuMeter {
    // A tick is 10 ms: over a shorter time than this, one tick more or less would be a jump of several percent.
    private static final long LEAST_NANOS = 200_000_000;
    private static final double NANOS = 1e9;
    private static final int HUNDRED = 100;

    private final double ticksPerSecond;
    private final double most;
    private boolean started;
    private long ticks;
    private long at;
    private OptionalDouble percent = OptionalDouble.empty();

    /**
     * A meter that has seen nothing.
     *
     * @param cores what no reading can exceed. A command run by a worker is counted when it ends, all at once
     */
    CpuMeter(int ticksPerSecond, int cores) {
        this.ticksPerSecond = ticksPerSecond;
        this.most = cores > 0 ? cores * (double) HUNDRED : Double.MAX_VALUE;
    }

    /**
     * The share since the reading before; empty for the first one, and where the count went backwards.
     *
     * @param nanos monotonic time of this reading
     */
    OptionalDouble update(long total, long nanos) {
        long elapsed = nanos - at;
        if (started && elapsed < LEAST_NANOS && total >= ticks) {
            return percent;
        }
        percent = started && total >= ticks
                ? OptionalDouble.of(Math.min(most, HUNDRED * NANOS * (total - ticks) / (ticksPerSecond * elapsed)))
                : OptionalDouble.empty();
        started = true;
        ticks = total;
        at = nanos;
        return percent;
    }

    /** The share of the last reading. */
    OptionalDouble percent() {
        return percent;
    }
}
