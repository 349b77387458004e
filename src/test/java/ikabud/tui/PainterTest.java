package ikabud.tui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.config.Attribute;
import ikabud.config.Colour;
import ikabud.config.Depth;
import ikabud.config.Role;
import ikabud.config.Style;
import ikabud.config.Theme;
import ikabud.support.TerminalModel;
import ikabud.view.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the painter sends, seen by a terminal. */
class PainterTest {
    private static final int WIDTH = 60;
    private static final int HEIGHT = 20;
    private static final List<Role> ROLES = List.of(Role.values());

    private final ByteBuilder bytes = new ByteBuilder();
    private Theme theme = Theme.fallback(Depth.INDEXED);
    private final Painter painter = new Painter(bytes, new StyleCodes(theme), false);
    private final TerminalModel terminal = new TerminalModel(WIDTH, HEIGHT);

    @ParameterizedTest
    @EnumSource(Depth.class)
    void the_terminal_shows_each_of_many_random_frames(Depth depth) {
        restyle(Theme.fallback(depth));
        Random random = new Random(7);
        Frame frame = new Frame(WIDTH, HEIGHT);
        for (int i = 0; i < 300; i++) {
            frame = change(frame, random);
            paint(frame);
        }
        assertEquals(1, terminal.clears());
    }

    @Test
    void a_frame_that_did_not_change_costs_nothing() {
        Frame frame = text("one", "two");
        paint(frame);

        assertEquals(0, paint(frame));
    }

    @Test
    void a_changed_number_costs_a_few_bytes() {
        paint(text("cpu  12.5", "mem  33"));

        assertTrue(paint(text("cpu  12.6", "mem  33")) <= 8);
    }

    @Test
    void a_log_that_grew_by_one_line_is_scrolled_by_the_terminal() {
        String[] lines = new String[HEIGHT + 1];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = "line " + i + " " + Integer.toHexString(i * 7919).repeat(8);
        }
        paint(text(Arrays.copyOfRange(lines, 0, HEIGHT)));

        assertTrue(paint(text(Arrays.copyOfRange(lines, 1, HEIGHT + 1))) < 120);
    }

    @Test
    void a_header_and_a_footer_stay_while_the_log_between_them_scrolls_both_ways() {
        String[] before = new String[HEIGHT];
        String[] after = new String[HEIGHT];
        for (int i = 0; i < HEIGHT; i++) {
            before[i] = i < 3 || i > 16 ? "fixed " + i : "log " + i * i * 977;
            after[i] = i < 3 || i > 16 ? "fixed " + i : i < 14 ? "log " + (i + 3) * (i + 3) * 977 : "new " + i;
        }
        paint(text(before));
        int forward = paint(text(after));
        int back = paint(text(before));

        assertTrue(forward < 140 && back < 140, forward + " and " + back);
    }

    @Test
    void the_screen_is_erased_at_the_start_and_when_asked_and_never_else() {
        paint(text("one"));
        paint(text("two"));
        assertEquals(1, terminal.clears());

        painter.forget();
        paint(text("two"));
        assertEquals(2, terminal.clears());
    }

    @Test
    void another_theme_is_painted_over_the_old_one_without_erasing() {
        paint(text("one", "two"));
        restyle(Theme.fallback(Depth.SIXTEEN));
        paint(text("one", "two"));

        assertEquals(1, terminal.clears());
    }

    @Test
    void a_wide_character_is_replaced_whole() {
        paint(text("a漢字b"));
        paint(text("ab漢字"));
        paint(text("a漢x字"));
        paint(text("plain"));
    }

    @Test
    void a_blank_with_a_background_is_not_mistaken_for_an_empty_one() {
        Frame frame = text("row");
        frame.tint(0, 0, WIDTH, Role.ROW_SELECTED);
        paint(frame);
        paint(text("row"));
    }

    @Test
    void the_text_cursor_is_shown_only_where_the_frame_has_one() {
        Frame frame = text("name: x");
        paint(frame);
        frame.cursor(7, 0);
        paint(frame);
        frame.cursor(-1, -1);
        paint(frame);

        assertTrue(terminal.modes().contains("?25h"));
        assertEquals("?25l", terminal.modes().get(terminal.modes().size() - 1));
    }

    @Test
    void a_terminal_without_utf_8_gets_no_byte_that_could_be_a_control_character_to_it() throws IOException {
        Painter narrow = new Painter(bytes, new StyleCodes(theme), true);
        narrow.paint(text("é 漢字 \u045b[2J x"));
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        bytes.flushTo(sent);
        terminal.feed(sent.toByteArray());

        for (byte one : sent.toByteArray()) {
            assertTrue(one > 0);
        }
        assertEquals("? ? ?  ?[2J x", terminal.row(0).stripTrailing());
    }

    @Test
    void colours_and_attributes_are_told_in_the_standard_numbers() {
        Map<Role, Style> styles = new HashMap<>();
        styles.put(Role.TEXT, new Style(Colour.named(9), Colour.named(4), Set.of()));
        styles.put(Role.TITLE, new Style(Colour.indexed(81), Colour.DEFAULT, Set.of(Attribute.BOLD)));
        styles.put(Role.KEY, new Style(Colour.rgb(0x102030), Colour.rgb(0xff8000), Set.of()));
        StyleCodes codes = new StyleCodes(new Theme("t", Theme.Variant.DARK, Depth.TRUE, styles));

        assertEquals("\u001b[0;91;44m", code(codes, Role.TEXT));
        assertEquals("\u001b[0;1;38;5;81m", code(codes, Role.TITLE));
        assertEquals("\u001b[0;38;2;16;32;48;48;2;255;128;0m", code(codes, Role.KEY));
        assertEquals("\u001b[0m", code(codes, Role.BORDER));
        assertFalse(codes.plainBlank(codes.lookOf(Role.TEXT)));
    }

    private static String code(StyleCodes codes, Role role) {
        return new String(codes.code(codes.lookOf(role)), StandardCharsets.US_ASCII);
    }

    private void restyle(Theme changed) {
        theme = changed;
        painter.restyle(new StyleCodes(changed));
    }

    /** Paints, compares what the terminal shows with the frame, and returns how many bytes it took. */
    private int paint(Frame frame) {
        painter.paint(frame);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        try {
            bytes.flushTo(sent);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        terminal.feed(sent.toByteArray());
        StyleCodes codes = new StyleCodes(theme);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                check(frame, codes, x, y);
            }
        }
        return sent.size();
    }

    private void check(Frame frame, StyleCodes codes, int x, int y) {
        int cell = frame.cell(x, y);
        Role role = Frame.roleOf(cell);
        assertEquals(
                Frame.codePointOf(cell), terminal.point(x, y), () -> "cell " + x + "," + y + ": " + terminal.row(y));
        boolean anyStyle = Frame.codePointOf(cell) == ' ' && codes.plainBlank(codes.lookOf(role));
        if (!anyStyle) {
            assertEquals(code(codes, role), "\u001b[" + terminal.style(x, y) + "m", () -> "cell " + x + "," + y);
        }
    }

    private static Frame text(String... rows) {
        Frame frame = new Frame(WIDTH, HEIGHT);
        for (int y = 0; y < rows.length; y++) {
            frame.put(0, y, rows[y], Role.TEXT);
        }
        return frame;
    }

    private static Frame change(Frame old, Random random) {
        Frame frame = new Frame(WIDTH, HEIGHT);
        int shift = random.nextInt(4) == 0 ? random.nextInt(5) - 2 : 0;
        for (int y = 0; y < HEIGHT; y++) {
            frame.put(0, y, old.line(Math.floorMod(y + shift, HEIGHT)), Role.TEXT);
        }
        String[] words = {"漢字", "12.5%", "   ", "é●─", "blog", "\u0301x", "                              "};
        for (int n = random.nextInt(12); n >= 0; n--) {
            Role role = ROLES.get(random.nextInt(ROLES.size()));
            frame.put(random.nextInt(WIDTH), random.nextInt(HEIGHT), words[random.nextInt(words.length)], role);
        }
        return frame;
    }
}
