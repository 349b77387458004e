package ikabud.bench;

import ikabud.support.TerminalModel;
import java.util.List;
import java.util.Random;

/** From a key to the row it selects, while readings go on. */
final class KeysBench {
    private static final int COLUMNS = 200;
    private static final int ROWS = 50;
    private static final int KEYS = 300;
    private static final int SWING = 8;
    private static final int PAUSE_MILLIS = 100;
    private static final long LIMIT_MILLIS = 8000;
    private static final double MOST = 0.99;
    private static final double MILLION = 1e6;

    private KeysBench() {}

    /** Arguments: how many instances, how many workers each, how many keys. */
    static void run(List<String> arguments) throws Exception {
        int count = Arguments.at(arguments, 0, Arguments.INSTANCES);
        int workers = Arguments.at(arguments, 1, Arguments.WORKERS);
        try (Estate estate = new Estate()) {
            estate.createSites(count, workers);
            System.out.println(measure(estate, Arguments.at(arguments, 2, KEYS)));
        }
    }

    static Table measure(Estate estate, int keys) throws Exception {
        Table table = new Table("key to repaint, %d keys, ms".formatted(keys), "p50", "p99", "slowest");
        for (Jvm jvm : Jvm.installed()) {
            estate.ikabud(jvm.environment(), "--make-archive");
            for (String refresh : List.of("2", "0.5")) {
                Figures figures = press(estate, jvm, refresh, keys);
                table.row(
                        "ikabud-top at a refresh of %s s, Java %s".formatted(refresh, jvm.version()),
                        Table.figure(figures.median()),
                        Table.figure(figures.at(MOST)),
                        Table.figure(figures.at(1)));
            }
        }
        return table;
    }

    private static Figures press(Estate estate, Jvm jvm, String refresh, int keys) throws Exception {
        double[] readings = new double[keys];
        Random random = new Random(1);
        String command = Estate.TOP + " --delay " + refresh;
        try (Pty pty = Pty.open(COLUMNS, ROWS, estate.environment(jvm.environment()), command)) {
            pty.until(LIMIT_MILLIS, List.of(Showing::rates));
            int first = Showing.firstRow(pty.screen());
            String selected = pty.screen().style(1, first);
            for (int i = 0; i < keys; i++) {
                // A swing down and a swing up, at moments that have nothing to do with the readings.
                int row = first + swing(i + 1);
                Thread.sleep(random.nextInt(2 * PAUSE_MILLIS));
                long pressed = pty.type(swing(i + 1) > swing(i) ? "j" : "k");
                long shown = pty.await(LIMIT_MILLIS, screen -> isAlone(screen, first, row, selected));
                if (shown == 0) {
                    throw new IllegalStateException("key " + i + " is not followed by the row it selects");
                }
                readings[i] = (shown - pressed) / MILLION;
            }
        }
        return Figures.of(readings);
    }

    private static int swing(int i) {
        int at = i % (2 * SWING);
        return at <= SWING ? at : 2 * SWING - at;
    }

    private static boolean isAlone(TerminalModel screen, int first, int row, String selected) {
        for (int at = first; at <= first + SWING; at++) {
            if (screen.style(1, at).equals(selected) != (at == row)) {
                return false;
            }
        }
        return true;
    }
}
