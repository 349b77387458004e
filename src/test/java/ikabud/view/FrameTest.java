package ikabud.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.config.Role;
import org.junit.jupiter.api.Test;

class FrameTest {
    @Test
    void a_new_frame_is_blank() {
        assertEquals("\n\n", new Frame(4, 2).text());
    }

    @Test
    void text_is_clipped_at_both_edges_and_off_screen_rows_are_ignored() {
        Frame frame = new Frame(4, 1);

        frame.put(-2, 0, "abcdefgh", Role.TEXT);
        frame.put(0, 1, "below", Role.TEXT);
        frame.put(0, -1, "above", Role.TEXT);

        assertEquals("cdef\n", frame.text());
    }

    @Test
    void a_wide_character_takes_two_cells_and_never_half_of_one() {
        Frame frame = new Frame(5, 1);

        int after = frame.put(0, 0, "日本語", Role.TEXT);

        assertEquals("日本", frame.line(0));
        assertEquals(5, after);
        assertEquals(0, Frame.codePointOf(frame.cell(1, 0)));
    }

    @Test
    void overwriting_half_of_a_wide_character_blanks_the_other_half() {
        Frame frame = new Frame(6, 1);

        frame.put(0, 0, "日本", Role.TEXT);
        frame.set(1, 0, 'x', Role.TEXT);
        frame.set(2, 0, 'y', Role.TEXT);

        assertEquals(" xy", frame.line(0));
    }

    @Test
    void what_cannot_be_shown_becomes_a_question_mark_and_combining_marks_are_left_out() {
        Frame frame = new Frame(8, 1);

        frame.put(0, 0, "a\u001b\u009be\u0301z", Role.TEXT);

        assertEquals("a??ez", frame.line(0));
    }

    @Test
    void the_first_difference_of_two_frames_is_found_by_text_and_by_role() {
        Frame before = new Frame(8, 2);
        Frame after = new Frame(8, 2);
        after.put(3, 1, "x", Role.TEXT);
        after.tint(6, 1, 1, Role.TITLE);

        assertEquals(-1, after.firstDifference(before, 0, 0));
        assertEquals(3, after.firstDifference(before, 1, 0));
        assertEquals(6, after.firstDifference(before, 1, 4));
        assertTrue(after.sameSize(before));
        assertFalse(after.sameSize(new Frame(8, 3)));
    }

    @Test
    void the_cursor_is_hidden_until_it_is_put_inside() {
        Frame frame = new Frame(4, 2);
        assertEquals(-1, frame.cursorX());

        frame.cursor(3, 1);
        assertEquals(3, frame.cursorX());
        assertEquals(1, frame.cursorY());

        frame.cursor(4, 1);
        assertEquals(-1, frame.cursorY());
    }

    @Test
    void a_tint_leaves_the_text() {
        Frame frame = new Frame(4, 1);
        frame.put(0, 0, "abcd", Role.TEXT);

        frame.tint(-1, 0, 3, Role.TITLE);
        frame.tint(0, 5, 3, Role.TITLE);

        assertEquals("abcd", frame.line(0));
        assertEquals(Role.TITLE, Frame.roleOf(frame.cell(1, 0)));
        assertEquals(Role.TEXT, Frame.roleOf(frame.cell(2, 0)));
    }
}
