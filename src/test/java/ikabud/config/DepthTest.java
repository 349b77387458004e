package ikabud.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DepthTest {
    @ParameterizedTest
    @CsvSource({
        "xterm-256color, '', INDEXED",
        "xterm-256color, truecolor, TRUE",
        "xterm, 24bit, TRUE",
        "xterm-direct, '', TRUE",
        "screen-256color, '', INDEXED",
        "tmux, '', INDEXED",
        "alacritty, '', INDEXED",
        "xterm-kitty, '', INDEXED",
        "screen, '', SIXTEEN",
        "linux, '', SIXTEEN",
        "never-heard-of, '', SIXTEEN",
        "vt100, '', MONO",
        "xterm-mono, '', MONO",
        "dumb, truecolor, MONO",
        "'', '', MONO",
    })
    void the_terminal_says_how_many_colours_it_has(String term, String colours, Depth expected) {
        assertEquals(expected, Depth.detect(ColourMode.AUTO, Map.of("TERM", term, "COLORTERM", colours)));
    }

    @Test
    void a_choice_beats_the_terminal() {
        assertEquals(Depth.MONO, Depth.detect(ColourMode.MONO, Map.of("TERM", "xterm-direct")));
        assertEquals(Depth.TRUE, Depth.detect(ColourMode.TRUE, Map.of("TERM", "dumb")));
    }

    @Test
    void a_terminal_without_a_name_is_as_dumb_as_one_named_dumb() {
        assertTrue(Depth.isDumb(Map.of()));
        assertTrue(Depth.isDumb(Map.of("TERM", "dumb")));
        assertFalse(Depth.isDumb(Map.of("TERM", "xterm")));
    }

    @Test
    void lines_are_drawn_with_ascii_where_the_locale_is_not_utf8() {
        assertFalse(Ascii.AUTO.wanted(Map.of("LANG", "C.UTF-8")));
        assertFalse(Ascii.AUTO.wanted(Map.of("LC_ALL", "", "LANG", "de_DE.utf8")));
        assertTrue(Ascii.AUTO.wanted(Map.of("LC_ALL", "C", "LANG", "C.UTF-8")));
        assertTrue(Ascii.AUTO.wanted(Map.of()));
        assertTrue(Ascii.TRUE.wanted(Map.of("LANG", "C.UTF-8")));
        assertFalse(Ascii.FALSE.wanted(Map.of()));
    }
}
