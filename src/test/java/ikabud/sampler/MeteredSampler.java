package ikabud.sampler;

import com.sun.management.ThreadMXBean;
import ikabud.model.Clock;
import ikabud.model.Layout;
import ikabud.model.Roster;
import ikabud.model.Snapshot;
import ikabud.os.ProcFs;
import ikabud.os.ProcStat;
import ikabud.os.UnixSockets;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A real sampler that knows how much of its ticks was OSHI's reading of masters. Lives on one thread. */
public final class MeteredSampler implements AutoCloseable {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Sampler sampler;
    private long ticks;
    private long readings;
    private long nanos;
    private long bytes;

    /**
     * What OSHI's readings of masters came to since the last time this was asked, per tick.
     *
     * @param masters how many masters were read
     * @param millis CPU time
     * @param megabytes what was allocated for them
     */
    public record Share(double masters, double millis, double megabytes) {}

    /** A sampler that has seen nothing, of pools of that many workers. */
    public MeteredSampler(Clock clock, Layout layout, int workers) {
        this.sampler = new Sampler(
                clock,
                new ProcFs(),
                layout,
                instance -> OptionalInt.of(workers),
                Map::of,
                this::read,
                UnixSockets::isAt);
    }

    private Optional<ProcStat> read(int pid) {
        long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
        long nanosBefore = THREADS.getCurrentThreadCpuTime();
        Optional<ProcStat> seen = MasterReader.read(pid);
        nanos += THREADS.getCurrentThreadCpuTime() - nanosBefore;
        bytes += THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
        readings++;
        return seen;
    }

    /** Reads everything once. */
    public Snapshot tick(Roster roster) {
        ticks++;
        return sampler.tick(roster);
    }

    /** OSHI's share since the last time this was asked. */
    public Share takeShare() {
        double count = Math.max(1, ticks);
        Share share = new Share(readings / count, nanos / 1e6 / count, bytes / 1e6 / count);
        ticks = 0;
        readings = 0;
        nanos = 0;
        bytes = 0;
        return share;
    }

    @Override
    public void close() {
        sampler.close();
    }
}
