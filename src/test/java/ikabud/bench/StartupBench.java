package ikabud.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** From a command to its first picture and its figures, beside other full-screen programs, one after the other in turn. */
final class StartupBench {
    private static final int COLUMNS = 200;
    private static final int ROWS = 50;
    private static final long SILENCE_MILLIS = 60;
    /** Less is no picture of 50 rows. */
    private static final int FRAME_BYTES = 1000;

    private static final long OTHERS_MILLIS = 1200;
    private static final long LIMIT_MILLIS = 8000;
    private static final int RUNS = 11;

    private StartupBench() {}

    /** Arguments: how many instances, how many workers each, how often. */
    static void run(List<String> arguments) throws Exception {
        int count = Arguments.at(arguments, 0, Arguments.INSTANCES);
        int workers = Arguments.at(arguments, 1, Arguments.WORKERS);
        try (Estate estate = new Estate()) {
            estate.createSites(count, workers);
            System.out.println(measure(estate, Arguments.at(arguments, 2, RUNS)));
        }
    }

    static Table measure(Estate estate, int runs) throws Exception {
        List<Candidate> candidates = candidates(estate);
        // The first round only fills the caches of the disk.
        for (int i = 0; i <= runs; i++) {
            for (Candidate candidate : candidates) {
                candidate.run(estate, i > 0);
            }
        }
        Table table = new Table(
                "%d×%d, ms".formatted(COLUMNS, ROWS),
                "first byte",
                "first frame",
                "slowest",
                "memory shown",
                "CPU and rates shown",
                "`ikabud status site-001`");
        candidates.forEach(candidate -> candidate.tell(table));
        return table;
    }

    private static List<Candidate> candidates(Estate estate) throws Exception {
        List<Candidate> candidates = new ArrayList<>();
        Path bare = bareJar(estate);
        for (Jvm jvm : Jvm.installed()) {
            estate.ikabud(jvm.environment(), "--make-archive");
            candidates.add(new Candidate("ikabud-top, Java " + jvm.version(), "", jvm.environment()));
            Map<String, String> without = new TreeMap<>(jvm.environment());
            without.put("IKABUD_JAR", bare.toString());
            candidates.add(new Candidate("the same without class-data archive", "", without));
        }
        for (String other : List.of("htop", "btop", "top")) {
            candidates.add(new Candidate("`" + other + "`", other, Map.of()));
        }
        return candidates;
    }

    // Without the build id beside it no archive is looked for.
    private static Path bareJar(Estate estate) throws IOException {
        Path copy = estate.home().resolve("ikabud.jar");
        Files.copy(Path.of("target/ikabud.jar"), copy);
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
        return copy;
    }

    /** One row: a program and its readings. */
    private static final class Candidate {
        private final String name;
        private final String command;
        private final Map<String, String> environment;
        private final Series first = new Series();
        private final Series frame = new Series();
        private final Series memory = new Series();
        private final Series rates = new Series();
        private final Series status = new Series();

        Candidate(String name, String command, Map<String, String> environment) {
            this.name = name;
            this.command = command;
            this.environment = environment;
        }

        void run(Estate estate, boolean counts) throws Exception {
            if (!command.isEmpty()) {
                other(estate, counts);
                return;
            }
            try (Pty pty = Pty.open(COLUMNS, ROWS, estate.environment(environment), Estate.TOP)) {
                double[] seen = pty.until(
                        LIMIT_MILLIS, List.of(screen -> Showing.layout(screen, ROWS), Showing::memory, Showing::rates));
                if (counts) {
                    first.add(pty.recording().first());
                    frame.add(seen[0]);
                    memory.add(seen[1]);
                    rates.add(seen[2]);
                }
            }
            double millis = estate.ikabud(environment, "status", "site-001");
            if (counts) {
                status.add(millis);
            }
        }

        private void other(Estate estate, boolean counts) throws Exception {
            if (!Pty.has(command)) {
                return;
            }
            try (Pty pty = Pty.open(COLUMNS, ROWS, estate.foreignEnvironment(), command)) {
                Thread.sleep(OTHERS_MILLIS);
                if (counts) {
                    first.add(pty.recording().first());
                    frame.add(pty.recording().beforeSilence(SILENCE_MILLIS, FRAME_BYTES));
                }
            }
        }

        void tell(Table table) {
            table.row(
                    name,
                    first.median(),
                    frame.median(),
                    Table.figure(frame.figures().at(1)),
                    memory.median(),
                    rates.median(),
                    status.median());
        }
    }
}
