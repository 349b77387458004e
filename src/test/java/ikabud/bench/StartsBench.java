package ikabud.bench;

import java.util.List;
import java.util.Map;

/** Starting and stopping many, beside a shell loop that starts the same configurations in the same way, four at once. */
final class StartsBench {
    private static final int COUNT = 200;
    private static final int ROUNDS = 3;
    private static final double THOUSAND = 1000;

    private StartsBench() {}

    /** Arguments: how many instances, how many rounds. */
    static void run(List<String> arguments) throws Exception {
        try (Estate estate = new Estate()) {
            System.out.println(measure(estate, Arguments.at(arguments, 0, COUNT), Arguments.at(arguments, 1, ROUNDS)));
        }
    }

    static Table measure(Estate estate, int count, int rounds) throws Exception {
        estate.createApart("b", count, "--no-start");
        ShellLoop plain = ShellLoop.write(estate, false);
        ShellLoop pinging = ShellLoop.write(estate, true);
        Series start = new Series();
        Series stop = new Series();
        Series plainStart = new Series();
        Series pingingStart = new Series();
        Series loopStop = new Series();
        for (int i = 0; i < rounds; i++) {
            plainStart.add(plain.start());
            require(estate, count);
            plain.stop(estate);
            pingingStart.add(pinging.start());
            require(estate, count);
            loopStop.add(pinging.stop(estate));
            require(estate, 0);
            // So that what the loops did is on record before, not as part of the start.
            estate.ikabud(Map.of(), "list");
            start.add(estate.ikabud(Map.of(), "start", "b-*", "--timeout", "120") / THOUSAND);
            require(estate, count);
            stop.add(estate.ikabud(Map.of(), "stop", "b-*") / THOUSAND);
            require(estate, 0);
        }
        Table table = new Table("%d instances, s".formatted(count), "`ikabud`", "shell loop", "ratio");
        row(table, "start, four at once; the loop waits for a pong as well", start, pingingStart);
        row(table, "start, four at once; the loop waits only for FPM's log line", start, plainStart);
        row(table, "stop gracefully, until all are gone", stop, loopStop);
        return table;
    }

    private static void row(Table table, String name, Series ours, Series loops) {
        double ratio = ours.figures().median() / loops.figures().median();
        table.row(name, ours.median(), loops.median(), Table.figure(ratio) + " ×");
    }

    private static void require(Estate estate, int count) {
        int masters = estate.masters().size();
        if (masters != count) {
            throw new IllegalStateException("there are " + masters + " masters in place of " + count);
        }
    }
}
