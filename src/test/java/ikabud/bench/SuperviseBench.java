package ikabud.bench;

import ikabud.backend.Machine;
import ikabud.fastcgi.FastCgiClient;
import ikabud.fastcgi.FpmStatus;
import ikabud.model.Instance;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.os.ProcStat;
import ikabud.os.SystemClock;
import ikabud.support.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What it costs to keep many masters running, beside supervisord with the same masters, and a shell loop for the starts. */
final class SuperviseBench {
    private static final int COUNT = 200;
    private static final int MOST_KILLS = 100;
    private static final int KILLS_WITH_WORKERS = 5;
    private static final int IDLE_SECONDS = 30;
    private static final int SETTLE_SECONDS = 15;
    private static final long POLL_MILLIS = 2;
    private static final Duration ALL = Duration.ofMinutes(3);
    private static final Duration ONE = Duration.ofSeconds(10);
    private static final Duration PING = Duration.ofSeconds(2);
    private static final double MEGA = 1024 * 1024;
    private static final double BILLION = 1e9;
    private static final double MILLION = 1e6;
    private static final double PERCENT = 100;
    private static final Machine MACHINE = Machine.real();

    private final Estate estate;
    private final List<Instance> instances;
    private final FpmStatus status = new FpmStatus(new FastCgiClient(new SystemClock()), new SystemClock());

    private SuperviseBench(Estate estate) {
        this.estate = estate;
        this.instances = estate.instances();
    }

    /** What was measured of one keeper; NaN for what was not. */
    private record Kept(
            double boot,
            double startAll,
            double stopAll,
            double idle,
            double rss,
            double pss,
            Figures kill,
            Figures killWithWorker) {
        static final Kept NOTHING = new Kept(
                Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Figures.of(), Figures.of());
    }

    /** Argument: how many instances. */
    static void run(List<String> arguments) throws Exception {
        try (Estate estate = new Estate()) {
            System.out.println(measure(estate, Arguments.at(arguments, 0, COUNT)));
        }
    }

    static Table measure(Estate estate, int count) throws Exception {
        estate.createApart("b", count, "--no-start");
        estate.ikabud(Map.of(), "set", "b-*", "delay=0s", "max-restarts=10");
        SuperviseBench bench = new SuperviseBench(estate);
        ShellLoop loop = ShellLoop.write(estate, true);
        double loopStart = loop.start();
        double loopStop = loop.stop(estate);
        // So that what the loop did is on record before, not as part of what is measured.
        estate.ikabud(Map.of(), "list");
        estate.ikabud(Map.of(), "start", "--all", "--timeout", "120");
        loop.stop(estate);
        Kept ours = bench.measure(new Ours(estate));
        estate.ikabud(Map.of(), "stop", "--all", "--yes");
        Kept others = Supervisord.isInstalled() ? bench.measure(Supervisord.write(estate)) : Kept.NOTHING;
        return table(count, ours, others, loopStart, loopStop);
    }

    private Kept measure(Keeper keeper) throws Exception {
        try {
            double boot = untilAllAnswer(keeper::boot);
            double stopAll = untilNoneRuns(keeper::stopAll);
            double startAll = untilAllAnswer(keeper::startAll);
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            long start = System.nanoTime();
            Map<String, Long> before = ran(keeper.pid());
            TimeUnit.SECONDS.sleep(IDLE_SECONDS);
            Map<String, Long> after = ran(keeper.pid());
            double idle = PERCENT * grown(before, after) / (System.nanoTime() - start);
            double rss = stat(keeper).residentPages() * MACHINE.proc().pageSize() / MEGA;
            double pss = MACHINE.proc().pssBytes(keeper.pid()).orElse(0) / MEGA;
            Figures kill = kill(MOST_KILLS, false);
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            return new Kept(boot, startAll, stopAll, idle, rss, pss, kill, kill(KILLS_WITH_WORKERS, true));
        } finally {
            keeper.end();
            estate.killAll();
        }
    }

    private static ProcStat stat(Keeper keeper) {
        return MACHINE.proc().stat(keeper.pid()).orElseThrow();
    }

    // Nanoseconds that each thread ran: ticks count wrongly what is woken by the same timer that counts them.
    // 1063822540 12345 678
    private static Map<String, Long> ran(int pid) {
        Map<String, Long> nanos = new TreeMap<>();
        String[] threads = MACHINE.proc().path(pid + "/task").toFile().list();
        for (String thread : threads == null ? new String[0] : threads) {
            MACHINE.proc()
                    .read(pid + "/task/" + thread + "/schedstat")
                    .ifPresent(text -> nanos.put(thread, Long.parseLong(text.split(" ", 2)[0])));
        }
        return nanos;
    }

    private static long grown(Map<String, Long> before, Map<String, Long> after) {
        return after.entrySet().stream()
                .mapToLong(thread -> thread.getValue() - before.getOrDefault(thread.getKey(), 0L))
                .sum();
    }

    private double untilAllAnswer(Meter.Work start) throws Exception {
        long before = System.nanoTime();
        start.run();
        for (Instance instance : instances) {
            Eventually.within(ALL, () -> answers(instance), Boolean::booleanValue);
        }
        return (System.nanoTime() - before) / BILLION;
    }

    private double untilNoneRuns(Meter.Work stop) throws Exception {
        long before = System.nanoTime();
        stop.run();
        Eventually.within(ALL, () -> estate.masters().size(), count -> count == 0);
        return (System.nanoTime() - before) / BILLION;
    }

    private boolean answers(Instance instance) {
        return status.ping(
                estate.layout().socket(instance.id()), instance.owner().uid(), PING);
    }

    /** Milliseconds from the kill of a master until a new one answers, for so many instances; infinite where none came. */
    private Figures kill(int most, boolean withWorker) throws Exception {
        Map<String, Integer> masters = estate.mastersByConfig();
        List<Double> millis = new ArrayList<>();
        for (Instance instance : instances.subList(0, Math.min(most, instances.size()))) {
            int pid = masters.get(estate.layout().fpmConfig(instance.id()).toString());
            if (withWorker) {
                answers(instance);
            }
            ProcessIdentity master = MACHINE.processes().identify(pid).orElseThrow();
            long before = System.nanoTime();
            MACHINE.processes().signal(master, Signal.KILL, right -> true);
            millis.add(
                    isBack(instance, pid, withWorker)
                            ? (System.nanoTime() - before) / MILLION
                            : Double.POSITIVE_INFINITY);
        }
        return Figures.of(millis.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private boolean isBack(Instance instance, int before, boolean withWorker) throws InterruptedException {
        String config = estate.layout().fpmConfig(instance.id()).toString();
        long deadline = System.nanoTime() + ONE.toNanos();
        while (System.nanoTime() < deadline) {
            // A worker that was left behind answers as well, so that a pong alone proves nothing then.
            boolean isNew = !withWorker || estate.mastersByConfig().getOrDefault(config, before) != before;
            if (isNew && answers(instance)) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return false;
    }

    private static Table table(int count, Kept ours, Kept others, double loopStart, double loopStop) {
        Table table =
                new Table("%d masters".formatted(count), "`ikabud`", "`supervisord`", "ratio", "shell loop", "ratio");
        row(table, "boot of all at its own start until each answers, s", ours.boot, others.boot, loopStart);
        row(table, "start of all by command until each answers, s", ours.startAll, others.startAll, loopStart);
        row(table, "stop of all by command until all are gone, s", ours.stopAll, others.stopAll, loopStop);
        row(table, "CPU over %d s at rest, %% of a core".formatted(IDLE_SECONDS), ours.idle, others.idle, Double.NaN);
        row(table, "RSS, MB", ours.rss, others.rss, Double.NaN);
        row(table, "PSS, MB", ours.pss, others.pss, Double.NaN);
        rows(table, "kill -9 of a master until a new one answers", ours.kill, others.kill);
        rows(table, "the same of one with a worker", ours.killWithWorker, others.killWithWorker);
        return table;
    }

    private static void rows(Table table, String name, Figures ours, Figures others) {
        row(table, name + ", ms, median", ours.median(), others.median(), Double.NaN);
        row(table, "its worst", ours.at(1), others.at(1), Double.NaN);
    }

    private static void row(Table table, String name, double ours, double others, double loop) {
        table.row(name, cell(ours), cell(others), ratio(ours, others), cell(loop), ratio(ours, loop));
    }

    private static String ratio(double ours, double other) {
        return Double.isFinite(ours) && Double.isFinite(other) ? Table.figure(ours / other) + " ×" : "";
    }

    private static String cell(double value) {
        return Double.isInfinite(value) ? "never" : Table.figure(value);
    }
}
