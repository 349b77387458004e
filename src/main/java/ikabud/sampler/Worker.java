package ikabud.sampler;

import ikabud.model.WorkerSample;
import ikabud.os.ProcFile;
import ikabud.os.ProcFiles;
import ikabud.os.ProcFs;
import ikabud.os.ProcStat;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One child of a master, followed from tick to tick. Confined to the sampler thread. */
final class Worker implements AutoCloseable {
    // php-fpm: pool blog
    // php-fpm: pool blog_status      serves pm.status_listen; an instance id holds no underscore
    private static final String TITLE = "php-fpm: pool ";
    private static final String STATUS = "_status";
    private static final int LOOKS = 3;

    /** What a child is there for. */
    enum Part {
        /** It was forked a moment ago and has no title yet. */
        NEWBORN,
        WORKER,
        /** It answers status requests, such as our own. */
        STATUS
    }

    private final ProcFs proc;
    private final @Nullable ProcFile file;
    private final CpuMeter meter;
    private final PssGauge pss;
    private ProcStat stat;
    private Part part = Part.NEWBORN;
    private int looks;
    private byte[] line = {};

    private Worker(ProcFs proc, @Nullable ProcFile file, ProcStat stat, CpuMeter meter) {
        this.proc = proc;
        this.file = file;
        this.stat = stat;
        this.meter = meter;
        this.pss = new PssGauge(stat.pid());
    }

    /** Begins to follow a child; empty when it is gone already, or is somebody else's by now. */
    static Optional<Worker> follow(ProcFs proc, ProcFiles files, int pid, int master, CpuMeter meter) {
        @Nullable ProcFile file = files.open(pid + "/stat").orElse(null);
        Optional<ProcStat> stat = proc.stat(pid).filter(seen -> seen.parent() == master);
        if (stat.isEmpty() && file != null) {
            file.close();
        }
        return stat.map(seen -> new Worker(proc, file, seen, meter));
    }

    /** Reads it again; false when it is gone. */
    boolean refresh(byte[] buffer) {
        Optional<ProcStat> now = file == null ? proc.stat(stat.pid()) : read(file, buffer);
        boolean same = now.filter(seen -> seen.startTicks() == stat.startTicks() && seen.parent() == stat.parent())
                .isPresent();
        if (same) {
            stat = now.get();
            look();
        }
        return same;
    }

    // The line of an idle worker stays the same, byte by byte: most are not parsed again.
    private Optional<ProcStat> read(ProcFile from, byte[] buffer) {
        int length = from.read(buffer);
        if (length > 0 && Arrays.equals(line, 0, line.length, buffer, 0, length)) {
            return Optional.of(stat);
        }
        line = Arrays.copyOf(buffer, length);
        return ProcStat.parse(line, length);
    }

    private void look() {
        if (part == Part.NEWBORN && !stat.dead()) {
            part = part(proc.read(stat.pid() + "/cmdline").orElse(""), ++looks >= LOOKS);
        }
    }

    /** What it is there for, by its title. */
    Part part() {
        return part;
    }

    static Part part(String commandLine, boolean lastLook) {
        int end = commandLine.indexOf('\0');
        String title = end < 0 ? commandLine : commandLine.substring(0, end);
        if (title.startsWith(TITLE)) {
            return title.endsWith(STATUS) ? Part.STATUS : Part.WORKER;
        }
        return lastLook ? Part.WORKER : Part.NEWBORN;
    }

    /** Whether it has ended and waits to be reaped. */
    boolean dead() {
        return stat.dead();
    }

    int pid() {
        return stat.pid();
    }

    /** Its own CPU time and that of children it reaped. */
    long ticks() {
        return Family.ticks(stat);
    }

    long residentPages() {
        return Math.max(0, stat.residentPages());
    }

    PssGauge pss() {
        return pss;
    }

    /** It at this tick. */
    WorkerSample sample(long nanos, long pageSize) {
        return new WorkerSample(stat.pid(), stat.state(), meter.update(ticks(), nanos), residentPages() * pageSize);
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
