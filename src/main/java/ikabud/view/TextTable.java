package ikabud.view;

import java.util.ArrayList;
import java.util.List;

/** A plain table for people: columns as wide as their longest cell, two blanks between them, no colour. */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final boolean[] right;

    /** A table with these headings; those with {@code true} are aligned to the right. */
    public TextTable(List<String> headings, boolean... right) {
        this.right = right.clone();
        rows.add(List.copyOf(headings));
    }

    /** Adds a row with one cell for each heading. */
    public TextTable row(List<String> cells) {
        rows.add(List.copyOf(cells));
        return this;
    }

    /** Adds a row with one cell for each heading. */
    public TextTable row(String... cells) {
        return row(List.of(cells));
    }

    /** Dresses the text of a cell without changing its width on the screen, such as by a colour. */
    public interface Dress {
        /** The cell's text dressed; row 0 are the headings. */
        String on(int row, int column, String text);
    }

    /** The headings and all rows, without trailing blanks. */
    public List<String> lines() {
        return lines((row, column, text) -> text);
    }

    /** The headings and all rows, dressed, without trailing blanks. */
    public List<String> lines(Dress dress) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length && i < row.size(); i++) {
                widths[i] = Math.max(widths[i], Width.of(row.get(i)));
            }
        }
        List<String> lines = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            lines.add(line(i, widths, dress));
        }
        return lines;
    }

    private String line(int number, int[] widths, Dress dress) {
        List<String> row = rows.get(number);
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length && i < row.size(); i++) {
            String cell = row.get(i);
            line.append(i == 0 ? "" : GAP);
            String blanks = " ".repeat(Math.max(0, widths[i] - Width.of(cell)));
            String text = dress.on(number, i, cell);
            line.append(i < right.length && right[i] ? blanks + text : text + blanks);
        }
        return line.toString().stripTrailing();
    }

    static String right(String text, int columns) {
        return " ".repeat(Math.max(0, columns - Width.of(text))) + text;
    }
}
