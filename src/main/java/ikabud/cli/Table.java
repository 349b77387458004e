package ikabud.cli;

import ikabud.model.PlainText;
import ikabud.view.TextTable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table with coloured cells, harmless to a terminal; a dash stands for what is unknown. Confined to one thread. */
final class Table {
    /** What stands for the unknown. */
    static final String UNKNOWN = "-";

    private static final String TO_THE_RIGHT = ">";

    private final TextTable text;
    private final List<List<Ink>> inks = new ArrayList<>();

    /** One cell. */
    record Cell(String text, Ink ink) {
        Cell {
            text = text.isEmpty() ? UNKNOWN : PlainText.neutralise(text);
        }

        static Cell of(String text) {
            return new Cell(text, Ink.PLAIN);
        }
    }

    /** A table with these columns; a heading that begins with {@code >} is of a column set to the right. */
    Table(String... headings) {
        boolean[] right = new boolean[headings.length];
        List<String> bare = new ArrayList<>();
        for (int i = 0; i < headings.length; i++) {
            right[i] = headings[i].startsWith(TO_THE_RIGHT);
            bare.add(right[i] ? headings[i].substring(1) : headings[i]);
        }
        text = new TextTable(bare, right);
        inks.add(bare.stream().map(heading -> Ink.HEAD).toList());
    }

    /** Adds a row with a cell for each column. */
    void row(Cell... cells) {
        text.row(Arrays.stream(cells).map(Cell::text).toList());
        inks.add(Arrays.stream(cells).map(Cell::ink).toList());
    }

    /** Prints the headings and all rows. */
    void print(PrintWriter out, boolean coloured) {
        text.lines((row, column, cell) -> inks.get(row).get(column).on(cell, coloured))
                .forEach(out::println);
    }
}
