package ikabud.sampler;

import ikabud.model.WorkerSample;
import ikabud.os.ProcFiles;
import ikabud.os.ProcFs;
import ikabud.os.ProcStat;
import ikabud.os.SchedStat;
import java.util.Optional;
import java.util.OptionalLong;

/** One child of a master, followed from tick to tick. Confined to the sampler thread. */
final class Worker implements AutoCloseable {
    // php-fpm: pool blog
    // php-fpm: pool blog_status      serves pm.status_listen; an instance id holds no underscore
    private static final String TITLE = "php-fpm: pool ";
    private static final String STATUS = "_status";
    private static final int LOOKS = 3;

    // The kernel may take memory from a process that sleeps, and only a full reading shows it.
    private static final int MOST_SPARED = 10;

    /** What a child is there for. */
    enum Part {
        /** It was forked a moment ago and has no title yet. */
        NEWBORN,
        WORKER,
        /** It answers status requests, such as our own. */
        STATUS
    }

    private final ProcFs proc;
    private final KeptLine schedule;
    private final KeptLine line;
    private final CpuMeter meter;
    private final PssGauge pss;
    private ProcStat stat;
    private OptionalLong turns = OptionalLong.empty();
    private Part part = Part.NEWBORN;
    private int looks;
    private boolean single;
    private int spared;

    private Worker(ProcFs proc, ProcFiles files, ProcStat stat, CpuMeter meter) {
        this.proc = proc;
        this.schedule = KeptLine.open(files, stat.pid() + "/schedstat");
        this.line = KeptLine.open(files, stat.pid() + "/stat");
        this.stat = stat;
        this.meter = meter;
        this.pss = new PssGauge(stat.pid());
        // Not all of them at the same tick.
        this.spared = stat.pid() % MOST_SPARED;
    }

    /** Begins to follow a child; empty when it is gone already, or is somebody else's by now. */
    static Optional<Worker> follow(ProcFs proc, ProcFiles files, int pid, int master, CpuMeter meter) {
        return proc.stat(pid).filter(seen -> seen.parent() == master).map(seen -> new Worker(proc, files, seen, meter));
    }

    /** Reads it again; false when it is gone. */
    boolean refresh(byte[] buffer) {
        if (schedule.isSame(buffer) && turns.isPresent() && isSparable()) {
            spared++;
            return true;
        }
        spared = 0;
        // Before the line, so that what happens in between is seen at the next tick.
        turns = SchedStat.turns(schedule.line(), schedule.line().length);
        Optional<ProcStat> now = line.isOpen() ? read(buffer) : proc.stat(stat.pid());
        boolean same = now.filter(seen -> seen.startTicks() == stat.startTicks() && seen.parent() == stat.parent())
                .isPresent();
        if (same) {
            stat = now.get();
            look();
        }
        return same;
    }

    // While its only thread sleeps a process uses nothing, and its end would be a turn too.
    private boolean isSparable() {
        return single && part != Part.NEWBORN && stat.state() != 'R' && spared < MOST_SPARED;
    }

    private Optional<ProcStat> read(byte[] buffer) {
        if (line.isSame(buffer)) {
            return Optional.of(stat);
        }
        byte[] now = line.line();
        single = ProcStat.threads(now, now.length) == 1;
        return ProcStat.parse(now, now.length);
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
        return new WorkerSample(
                stat.pid(), stat.state(), meter.update(ticks(), nanos), residentPages() * pageSize, turns);
    }

    @Override
    public void close() {
        schedule.close();
        line.close();
    }
}
