package ikabud.bench;

import ikabud.support.TerminalModel;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What our own dashboard shows at the moment. Reads the screen as a person would: by the headings of its columns. */
final class Showing {
    private static final Pattern VALUE = Pattern.compile(".*[0-9.][KMGT%]?$");
    private static final int HEADER = 6;

    private Showing() {}

    /** The full layout, data or not: its first line and its last. */
    static boolean layout(TerminalModel screen, int rows) {
        return screen.row(0).startsWith(" ikabud-top") && screen.row(rows - 1).contains("quit");
    }

    /** Whether that text stands in some row. */
    static boolean anywhere(TerminalModel screen, int rows, String text) {
        return IntStream.range(0, rows).anyMatch(row -> screen.row(row).contains(text));
    }

    /** The memory of every instance that has a row. */
    static boolean memory(TerminalModel screen) {
        return column(screen, "MEM\\S*");
    }

    /** CPU, requests per second and workers of every instance that has a row. */
    static boolean rates(TerminalModel screen) {
        return column(screen, "CPU%") && column(screen, "REQ/S") && column(screen, "\\S*B\\S*/\\S*MAX");
    }

    /** The row of the first instance; -1 while there is no table. */
    static int firstRow(TerminalModel screen) {
        for (int row = 0; row < HEADER; row++) {
            if (screen.row(row).startsWith(" INSTANCE")) {
                return row + 1;
            }
        }
        return -1;
    }

    private static boolean column(TerminalModel screen, String heading) {
        int first = firstRow(screen);
        if (first < 0) {
            return false;
        }
        Matcher matcher = Pattern.compile(" (" + heading + ")[▲▼]? ").matcher(screen.row(first - 1));
        if (!matcher.find()) {
            return false;
        }
        int row = first;
        while (screen.row(row).startsWith(" site-")) {
            String upToColumn = screen.row(row).substring(0, matcher.end(1));
            if (!VALUE.matcher(upToColumn).matches()) {
                return false;
            }
            row++;
        }
        return row > first;
    }
}
