package ikabud.bench;

import ikabud.os.ProcFs;
import ikabud.support.TerminalModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What a screen costs that nobody touches, beside other full-screen programs at the same time. */
final class IdleBench {
    private static final int COLUMNS = 200;
    private static final int ROWS = 50;
    private static final int SECONDS = 60;
    private static final int WARM_UP_SECONDS = 10;
    private static final int AFTER_ACTION_SECONDS = 6;
    private static final long LIMIT_MILLIS = 8000;
    private static final double KILO = 1000;
    private static final double MEGA = 1024 * 1024;
    private static final double PERCENT = 100;
    private static final ProcFs PROC = new ProcFs();

    private IdleBench() {}

    /** Arguments: how many instances, how many workers each, how many seconds, and how many before that to warm up. */
    static void run(List<String> arguments) throws Exception {
        int count = Arguments.at(arguments, 0, Arguments.INSTANCES);
        int workers = Arguments.at(arguments, 1, Arguments.WORKERS);
        try (Estate estate = new Estate()) {
            estate.createSites(count, workers);
            System.out.println(
                    measure(estate, Arguments.at(arguments, 2, SECONDS), Arguments.at(arguments, 3, WARM_UP_SECONDS)));
        }
    }

    static Table measure(Estate estate, int seconds) throws Exception {
        return measure(estate, seconds, WARM_UP_SECONDS);
    }

    private static Table measure(Estate estate, int seconds, int warmUp) throws Exception {
        Table table = new Table(
                "%d s at a refresh of 2 s, %d×%d".formatted(seconds, COLUMNS, ROWS),
                "CPU, % of a core",
                "kB/s to the terminal",
                "RSS MB",
                "PSS MB",
                "RSS MB after an action",
                "PSS MB after it");
        double before = fleetPercent(estate, seconds);
        double watched = Double.NaN;
        List<String> others = new ArrayList<>(List.of("htop -d 20", "btop", "top -d 2"));
        for (Jvm jvm : Jvm.installed()) {
            estate.ikabud(jvm.environment(), "--make-archive");
            double fleet = round(estate, jvm, others, warmUp, seconds, table);
            watched = Double.isNaN(watched) ? fleet : watched;
            others.clear();
        }
        table.row("the FPM masters and workers, unwatched", Table.figure(before), "", "", "", "", "");
        table.row("the same, watched by one ikabud-top", Table.figure(watched), "", "", "", "", "");
        return table;
    }

    /** All programs at the same time; returns what the fleet used meanwhile. */
    private static double round(Estate estate, Jvm jvm, List<String> others, int warmUp, int seconds, Table table)
            throws Exception {
        List<Watched> all = new ArrayList<>();
        try {
            all.add(new Watched(
                    "ikabud-top, Java " + jvm.version(),
                    Pty.open(COLUMNS, ROWS, estate.environment(jvm.environment()), Estate.TOP)));
            for (String other : others) {
                if (Pty.has(other.split(" ", -1)[0])) {
                    all.add(new Watched(
                            "`" + other + "`", Pty.open(COLUMNS, ROWS, estate.foreignEnvironment(), other)));
                }
            }
            all.get(0).pty.until(LIMIT_MILLIS, List.of(Showing::rates));
            TimeUnit.SECONDS.sleep(warmUp);
            all.forEach(Watched::begin);
            double fleet = fleetPercent(estate, seconds);
            all.forEach(Watched::end);
            all.get(0).act();
            for (Watched each : all) {
                each.tell(table);
            }
            return fleet;
        } finally {
            for (Watched each : all) {
                each.pty.close();
            }
        }
    }

    private static double fleetPercent(Estate estate, int seconds) throws InterruptedException {
        long before = System.nanoTime();
        long ticks = estate.ticks();
        TimeUnit.SECONDS.sleep(seconds);
        return percent(estate.ticks() - ticks, System.nanoTime() - before);
    }

    private static double percent(long ticks, long nanos) {
        return PERCENT * ticks / PROC.ticksPerSecond() / (nanos / 1e9);
    }

    /** One program in its terminal. */
    private static final class Watched {
        private final String name;
        private final Pty pty;
        private long start;
        private long ticks;
        private double percent;
        private double bytesPerSecond;
        private double[] memory = {};
        private double[] memoryAfter = {Double.NaN, Double.NaN};

        Watched(String name, Pty pty) {
            this.name = name;
            this.pty = pty;
        }

        void begin() {
            start = System.nanoTime();
            ticks = ticks();
        }

        void end() {
            long now = System.nanoTime();
            percent = percent(ticks() - ticks, now - start);
            bytesPerSecond = pty.recording().bytes(start, now) / ((now - start) / 1e9);
            memory = memory();
        }

        /** Reloads the selected instance. */
        void act() throws Exception {
            pty.type("L");
            require("the question", screen -> Showing.anywhere(screen, ROWS, "[ Cancel ]"));
            pty.type("y");
            require("the outcome", screen -> Showing.anywhere(screen, ROWS, "has taken up"));
            TimeUnit.SECONDS.sleep(AFTER_ACTION_SECONDS);
            memoryAfter = memory();
        }

        private void require(String what, Predicate<TerminalModel> shown) throws InterruptedException {
            if (pty.await(LIMIT_MILLIS, shown) == 0) {
                throw new IllegalStateException(what + " is not seen");
            }
        }

        private long ticks() {
            return pty.family().stream()
                    .flatMap(pid -> PROC.stat(pid).stream())
                    .mapToLong(stat -> stat.userTicks() + stat.systemTicks())
                    .sum();
        }

        private double[] memory() {
            long rss = 0;
            long pss = 0;
            for (int pid : pty.family()) {
                rss += PROC.stat(pid).map(stat -> stat.residentPages()).orElse(0L) * PROC.pageSize();
                pss += PROC.pssBytes(pid).orElse(0);
            }
            return new double[] {rss / MEGA, pss / MEGA};
        }

        void tell(Table table) {
            table.row(
                    name,
                    Table.figure(percent),
                    Table.figure(bytesPerSecond / KILO),
                    Table.figure(memory[0]),
                    Table.figure(memory[1]),
                    Table.figure(memoryAfter[0]),
                    Table.figure(memoryAfter[1]));
        }
    }
}
