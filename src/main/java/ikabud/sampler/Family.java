package ikabud.sampler;

import ikabud.model.InstanceSample.Liveness;
import ikabud.model.ProcessIdentity;
import ikabud.model.WorkerSample;
import ikabud.os.ProcFile;
import ikabud.os.ProcStat;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One master and its workers, followed from tick to tick. Another master is another family, so a restart begins anew.
 *
 * <p>CPU is the growth of one sum: the master's own time, the time of the children it has reaped, and the time of those
 * that live, each with what it reaped itself. When a worker ends, the kernel moves its time from the third part to the
 * second and the sum stays, so nothing is counted twice or lost. That holds if no worker is reaped between reading the
 * master and reading the workers; where one is missing, both are read again.
 *
 * <p>Confined to the sampler thread.
 */
final class Family implements AutoCloseable {
    private static final int TRIES = 3;
    private static final long MIX = 1_000_003;

    private final ProcessIdentity identity;
    private final FamilyReader reader;
    private final Master watched;
    private final Map<Integer, Worker> workers = new LinkedHashMap<>();
    private final CpuMeter meter;
    private final PssGauge pss;
    private final PssSum pssSum = new PssSum();
    private @Nullable ProcFile children;
    private @Nullable ProcStat master;
    private List<PssGauge> gauges = List.of();
    private boolean steady;
    private boolean oldBinary;
    private boolean binaryChecked;
    private long probeTicks;

    Family(ProcessIdentity identity, FamilyReader reader) {
        this.identity = identity;
        this.reader = reader;
        this.watched = new Master(identity, reader);
        this.meter = reader.meter();
        this.pss = new PssGauge(identity.pid());
    }

    ProcessIdentity identity() {
        return identity;
    }

    /** Reads all of it again. */
    Liveness refresh() {
        if (!reader.canTell()) {
            return Liveness.UNKNOWN;
        }
        steady = false;
        for (int i = 0; i < TRIES && !steady; i++) {
            master = watched.read().filter(seen -> !seen.dead()).orElse(null);
            if (master == null) {
                close();
                gauges = List.of();
                return Liveness.GONE;
            }
            steady = refreshWorkers();
        }
        gauges = master == null ? List.of() : markedGauges(master);
        return master != null && master.state() == 'T' ? Liveness.FROZEN : Liveness.ALIVE;
    }

    /** Whether the master lived at the last reading. */
    boolean lives() {
        return master != null;
    }

    /** Whether every worker that was known is still there. */
    private boolean refreshWorkers() {
        if (children == null) {
            children = reader.openChildren(identity.pid()).orElse(null);
        }
        for (int pid : reader.children(identity.pid(), children)) {
            if (!workers.containsKey(pid)) {
                reader.follow(pid, identity.pid()).ifPresent(worker -> workers.put(pid, worker));
            }
        }
        // Those not listed are asked too: the kernel may leave one out while another exits.
        boolean complete = true;
        for (Iterator<Worker> all = workers.values().iterator(); all.hasNext(); ) {
            Worker worker = all.next();
            if (!reader.refresh(worker)) {
                probeTicks += worker.part() == Worker.Part.STATUS ? worker.ticks() : 0;
                worker.close();
                all.remove();
                complete = false;
            }
        }
        return complete;
    }

    /** CPU time of a process and of the children it has reaped. */
    static long ticks(ProcStat stat) {
        return stat.userTicks() + stat.systemTicks() + stat.childUserTicks() + stat.childSystemTicks();
    }

    /** CPU since the reading before, less that of the child that answers our own questions. */
    OptionalDouble cpuPercent(long nanos) {
        if (master == null || !steady) {
            return OptionalDouble.empty();
        }
        long total = ticks(master) - probeTicks;
        for (Worker worker : workers.values()) {
            total += worker.part() == Worker.Part.WORKER ? worker.ticks() : 0;
        }
        return meter.update(total, nanos);
    }

    /** The living workers by age, without the one that answers status requests. */
    List<WorkerSample> samples(long nanos, long pageSize) {
        List<WorkerSample> samples = new ArrayList<>(workers.size());
        for (Worker worker : workers.values()) {
            if (counts(worker)) {
                samples.add(worker.sample(nanos, pageSize));
            }
        }
        return samples;
    }

    /** Resident memory of master and workers, shared pages counted each time. */
    OptionalLong rssBytes(long pageSize) {
        if (master == null) {
            return OptionalLong.empty();
        }
        long pages = Math.max(0, master.residentPages());
        for (Worker worker : workers.values()) {
            pages += counts(worker) ? worker.residentPages() : 0;
        }
        return OptionalLong.of(pages * pageSize);
    }

    /** Proportional memory of master and workers, as far as it was read lately. */
    OptionalLong pssBytes(long nanos) {
        return pssSum.of(gauges, nanos);
    }

    /** The gauges of master and workers, each told whether its process did anything. */
    List<PssGauge> gauges() {
        return gauges;
    }

    private List<PssGauge> markedGauges(ProcStat seen) {
        List<PssGauge> marked = new ArrayList<>(workers.size() + 1);
        marked.add(pss);
        // The child that our own questions make is none: it comes and goes, and everything would be read again. So
        // its time, which the master reaps, is no work of the master's.
        for (Worker worker : workers.values()) {
            if (counts(worker)) {
                marked.add(worker.pss());
            }
        }
        long sharers = marked.size();
        pss.mark(mark(seen.userTicks() + seen.systemTicks(), seen.residentPages(), sharers));
        for (Worker worker : workers.values()) {
            worker.pss().mark(mark(worker.ticks(), worker.residentPages(), sharers));
        }
        return marked;
    }

    private static long mark(long ticks, long pages, long sharers) {
        return (ticks * MIX + pages) * MIX + sharers;
    }

    /** Whether its proportional memory was ever known. */
    boolean hasPss() {
        return pssSum.wasKnown();
    }

    private static boolean counts(Worker worker) {
        return worker.part() == Worker.Part.WORKER && !worker.dead();
    }

    /** Looks whether the program on disk was replaced. */
    void checkBinary() {
        binaryChecked = true;
        oldBinary = reader.isBinaryOld(identity.pid());
    }

    boolean binaryChecked() {
        return binaryChecked;
    }

    /** Whether the program on disk had been replaced at the last look. */
    boolean oldBinary() {
        return oldBinary;
    }

    @Override
    public void close() {
        workers.values().forEach(Worker::close);
        workers.clear();
        watched.close();
        if (children != null) {
            children.close();
            children = null;
        }
    }
}
