package ikabud.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Rows of text under a heading, printed as a Markdown table so that it can go into the documentation as it is. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    /** A table with its headings. */
    Table(String... headings) {
        rows.add(Arrays.asList(headings));
        rows.add(Arrays.stream(headings).map(heading -> "---").toList());
    }

    /** Adds a row. */
    void row(String... cells) {
        rows.add(Arrays.asList(cells));
    }

    /** A figure with one or two decimals, a dash where there is none. */
    static String figure(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
    }

    /** The table as Markdown. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                int column = i;
                int width = rows.stream()
                        .mapToInt(cells -> cells.get(column).length())
                        .max()
                        .orElse(0);
                text.append("| ")
                        .append(row.get(i))
                        .append(" ".repeat(width - row.get(i).length() + 1));
            }
            text.append("|\n");
        }
        return text.toString();
    }
}
