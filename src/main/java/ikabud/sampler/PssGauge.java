package ikabud.sampler;

import ikabud.os.ProcFs;
import java.util.OptionalLong;

/** The proportional memory of one process, with the time of its last reading. Confined to the sampler thread. */
final class PssGauge {
    private static final long WORK_NANOS = 20_000_000_000L;
    // Only processes elsewhere that share the same files can have changed it meanwhile.
    private static final long REST_NANOS = 300_000_000_000L;

    private final int pid;
    private OptionalLong bytes = OptionalLong.empty();
    private boolean read;
    private long readAt;

    private long seenMark;
    private long readMark;

    PssGauge(int pid) {
        this.pid = pid;
    }

    /**
     * Takes what is known at every tick, so that a process at rest is not read again and again.
     *
     * @param mark a number that changes when the process works, or the number of processes it shares pages with does
     */
    void mark(long mark) {
        seenMark = mark;
    }

    /** Reads it now: some 0.2 ms, since the kernel walks the whole address space. */
    void read(ProcFs proc, long nanos) {
        bytes = proc.pssBytes(pid);
        read = true;
        readAt = nanos;
        readMark = seenMark;
    }

    /** Whether it was read at all, with or without success. */
    boolean isRead() {
        return read;
    }

    /** Whether it was read too long ago: sooner for a process that works than for one at rest. */
    boolean isStale(long nanos) {
        return nanos - readAt > (seenMark == readMark ? REST_NANOS : WORK_NANOS);
    }

    /** The last reading; empty before the first one, and where the kernel refused it. */
    OptionalLong bytes() {
        return bytes;
    }
}
