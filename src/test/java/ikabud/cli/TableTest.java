package ikabud.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ikabud.cli.Table.Cell;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TableTest {
    private static String print(Table table, boolean coloured) {
        StringWriter text = new StringWriter();
        table.print(new PrintWriter(text), coloured);
        return text.toString();
    }

    @Test
    void columns_are_aligned_and_the_unknown_is_a_dash() {
        Table table = new Table("NAME", ">PID", "REST");
        table.row(Cell.of("blog"), Cell.of("4711"), Cell.of("x"));
        table.row(Cell.of("a-long-name"), Cell.of(""), Cell.of("y"));

        assertEquals("""
                NAME          PID  REST
                blog         4711  x
                a-long-name     -  y
                """, print(table, false));
    }

    @Test
    void colours_change_no_width_and_no_text_reaches_the_terminal_raw() {
        Table table = new Table("A", "B");
        table.row(new Cell("up", Ink.GOOD), Cell.of("\033[2J"));
        table.row(new Cell("failed", Ink.BAD), Cell.of("b"));

        assertEquals(
                "\033[1mA\033[0m       \033[1mB\033[0m\n\033[32mup\033[0m      ^[2J\n\033[31mfailed\033[0m  b\n",
                print(table, true));
    }
}
