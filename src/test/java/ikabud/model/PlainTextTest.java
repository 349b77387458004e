package ikabud.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {

    @Test
    void harmless_text_stays_as_it_is() {
        var text = "Grüße, 世界";

        assertSame(text, PlainText.neutralise(text));
    }

    @Test
    void an_escape_sequence_is_shown_and_not_obeyed() {
        assertEquals("a^[2Jb", PlainText.neutralise("a\u001b[2Jb"));
    }

    @Test
    void controls_overrides_and_marks_become_visible() {
        assertEquals("a?b?c?d?e", PlainText.neutralise("a\rb\u202ec\u009bd\u0301e"));
    }

    @Test
    void a_tab_reaches_to_the_next_stop() {
        assertEquals("ab      c", PlainText.neutralise("ab\tc"));
    }

    @Test
    void a_character_outside_the_basic_plane_is_one_stand_in() {
        assertEquals("<?>", PlainText.neutralise("<\ud83d\ude00>"));
        assertEquals("?", PlainText.neutralise("\ud83d"));
    }

    @ParameterizedTest
    @CsvSource({"abcdef, 6, abcdef", "abcdef, 4, abc…", "abcdef, 1, …"})
    void a_long_text_ends_in_an_ellipsis(String text, int most, String shown) {
        assertEquals(shown, PlainText.shorten(text, most));
    }
}
