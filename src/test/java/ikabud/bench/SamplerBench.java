package ikabud.bench;

import ikabud.fastcgi.FastCgiClient;
import ikabud.fastcgi.FpmStatus;
import ikabud.model.Clock;
import ikabud.model.Snapshot;
import ikabud.os.ProcFs;
import ikabud.os.SystemClock;
import ikabud.sampler.MeteredSampler;
import ikabud.sampler.Sampler;
import ikabud.sampler.StatusPoller;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import oshi.util.driver.linux.proc.ProcessStat;

/** What one tick costs, beside what other tools pay in the same minute to look at the same processes. */
final class SamplerBench {
    private static final int MASTERS = 200;
    private static final int WORKERS = 2;
    private static final int WARM_UP = 60;
    private static final int TICKS = 60;
    private static final int RUNS = 20;
    private static final int SECONDS = 10;
    private static final long PAUSE_MILLIS = 40;
    private static final double MOST = 0.9;
    private static final int MOST_ASKED = 64;
    private static final Duration TICK = Duration.ofSeconds(2);
    // After which pools at rest are asked too.
    private static final Duration LONG = Duration.ofMinutes(6);

    private SamplerBench() {}

    /** Arguments: how many masters, how many workers each. */
    static void run(List<String> arguments) throws Exception {
        int count = arguments.isEmpty() ? MASTERS : Integer.parseInt(arguments.get(0));
        int workers = arguments.size() < 2 ? WORKERS : Integer.parseInt(arguments.get(1));
        System.out.printf("%d masters, %d workers each, %d ticks%n%n", count, workers, TICKS);
        try (Fleet fleet = new Fleet(count, workers)) {
            System.out.println(new SamplerBench.Costs(fleet, workers).table());
        }
    }

    /** The readings over one fleet. */
    private record Costs(Fleet fleet, int workers) {
        Table table() throws Exception {
            Meter.Cost first = firstTick();
            Table table = new Table("one look", "CPU ms", "p90", "MB allocated", "beside a tick");
            double whole = ticks(table, "one tick, nothing has run since", () -> {});
            ticks(table, "one tick, each pool has served a request since", this::askAll);
            Meter.Cost oshi =
                    Meter.cost(WARM_UP, TICKS, PAUSE_MILLIS, () -> fleet.pids().forEach(ProcessStat::getPidStats));
            row(table, "all masters through OSHI, as where each of them has changed", oshi, whole);
            row(table, "the first tick of a cold JVM, proportional memory included", first, whole);
            Meter.Cost status = status();
            row(
                    table,
                    "beside it: %d FPM status readings"
                            .formatted(Math.min(MOST_ASKED, fleet.pids().size())),
                    status,
                    whole);
            String format = "pid,ppid,state,time,rss,args";
            program(table, "`ps -e -o " + format + "`", Programs.run(RUNS, List.of("ps", "-e", "-o", format)), whole);
            program(table, "`top -b -n1`", Programs.run(RUNS, List.of("top", "-b", "-n1", "-w", "200")), whole);
            program(table, "`htop`, one refresh", Programs.refresh("htop -d 10", 1, 2, SECONDS), whole);
            program(table, "`top`, one refresh", Programs.refresh("top -d 1", 1, 2, SECONDS), whole);
            return table;
        }

        /** As many pools as one round asks, each time others in rotation. */
        private Meter.Cost status() throws Exception {
            SteppingClock clock = new SteppingClock();
            StatusPoller poller =
                    new StatusPoller(new FpmStatus(new FastCgiClient(clock), clock)::read, fleet.layout(), clock);
            try (Sampler sampler = new Sampler(
                    clock, new ProcFs(), fleet.layout(), instance -> OptionalInt.of(workers), poller::readings)) {
                Snapshot snapshot = sampler.tick(fleet.roster());
                Meter.Cost cost = Meter.cost(WARM_UP / 4, TICKS / 2, PAUSE_MILLIS, () -> {
                    // Far enough that everybody's turn has come.
                    clock.step(LONG);
                    poller.poll(snapshot, clock.nanoTime() + LONG.toNanos());
                });
                if (poller.readings().size() < Math.min(MOST_ASKED, fleet.pids().size())) {
                    throw new IllegalStateException("only " + poller.readings().size() + " pools answered");
                }
                return cost;
            }
        }

        private Meter.Cost firstTick() throws Exception {
            return Meter.cost(0, 1, 0, () -> {
                try (Sampler sampler = new Sampler(
                        new SystemClock(),
                        new ProcFs(),
                        fleet.layout(),
                        instance -> OptionalInt.of(workers),
                        Map::of)) {
                    check(sampler.tick(fleet.roster()));
                }
            });
        }

        /** Ticks with something in between; returns what one costs. */
        private double ticks(Table table, String name, Meter.Work between) throws Exception {
            SteppingClock clock = new SteppingClock();
            try (MeteredSampler sampler = new MeteredSampler(clock, fleet.layout(), workers)) {
                Meter.Work tick = () -> {
                    clock.step(TICK);
                    check(sampler.tick(fleet.roster()));
                };
                Meter.cost(0, WARM_UP, 0, between, tick);
                sampler.takeShare();
                Meter.Cost cost = Meter.cost(0, TICKS, PAUSE_MILLIS, between, tick);
                MeteredSampler.Share oshi = sampler.takeShare();
                double whole = cost.cpuMillis().median();
                row(table, name, cost, whole);
                table.row(
                        "of it: %s masters through OSHI".formatted(Table.figure(oshi.masters())),
                        Table.figure(oshi.millis()),
                        "",
                        Table.figure(oshi.megabytes()),
                        Table.figure(oshi.millis() / whole) + " ×");
                table.row(
                        "of it: all the rest",
                        Table.figure(whole - oshi.millis()),
                        "",
                        Table.figure(cost.megabytes().median() - oshi.megabytes()),
                        "");
                return whole;
            }
        }

        private void askAll() {
            FpmStatus status = new FpmStatus(new FastCgiClient(new SystemClock()), new SystemClock());
            fleet.roster().entries().forEach(entry -> {
                int uid = entry.record().instance().owner().uid();
                if (!status.ping(fleet.layout().socket(entry.id()), uid, StatusPoller.TIMEOUT)) {
                    throw new IllegalStateException(entry.id() + " does not answer");
                }
            });
        }

        private void check(Snapshot snapshot) {
            long seen = snapshot.instances().stream()
                    .mapToLong(sample -> sample.workers().size())
                    .sum();
            if (seen != (long) workers * fleet.pids().size()) {
                throw new IllegalStateException("the sampler sees " + seen + " workers");
            }
        }
    }

    private static void row(Table table, String name, Meter.Cost cost, double whole) {
        table.row(
                name,
                Table.figure(cost.cpuMillis().median()),
                Table.figure(cost.cpuMillis().at(MOST)),
                Table.figure(cost.megabytes().median()),
                Table.figure(cost.cpuMillis().median() / whole) + " ×");
    }

    private static void program(Table table, String name, double millis, double whole) {
        table.row(name, Table.figure(millis), "", "", Table.figure(millis / whole) + " ×");
    }

    /** The system's clock, further ahead with each step, so that rare readings fall due as they do in life. */
    private static final class SteppingClock implements Clock {
        private final Clock real = new SystemClock();
        private Duration ahead = Duration.ZERO;

        void step(Duration further) {
            ahead = ahead.plus(further);
        }

        @Override
        public Instant now() {
            return real.now().plus(ahead);
        }

        @Override
        public long nanoTime() {
            return real.nanoTime() + ahead.toNanos();
        }

        @Override
        public void pause(long millis) throws InterruptedException {
            real.pause(millis);
        }
    }
}
