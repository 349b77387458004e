package ikabud.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class TextFieldTest {
    @Test
    void typing_puts_characters_before_the_cursor() {
        TextField field = TextField.of("sop").moved(-2).typed("h");

        assertEquals(new TextField("shop", 2), field);
    }

    @Test
    void erasing_and_deleting_stop_at_the_ends() {
        TextField field = TextField.of("ab");

        assertEquals(new TextField("a", 1), field.erased());
        assertSame(field, field.deleted());
        assertEquals(new TextField("b", 0), field.moved(Integer.MIN_VALUE).deleted());
        assertSame(TextField.EMPTY, TextField.EMPTY.erased());
    }

    @Test
    void a_paste_loses_its_control_characters_and_one_that_is_too_long_is_refused() {
        assertEquals("rm x", TextField.EMPTY.typed("rm\n x\u001b").text());
        assertSame(TextField.EMPTY, TextField.EMPTY.typed("x".repeat(TextField.LIMIT + 1)));
    }
}
