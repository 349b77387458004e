package ikabud.tui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.support.Screens;
import ikabud.view.SuperviseDialog;
import ikabud.view.Supervised;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The one key that starts a supervisor. */
class SuperviseKeysTest {
    private static final List<Reaction.Wish> STARTED = List.of(Reaction.Wish.Plain.SUPERVISE);
    private final Keyboard keyboard = new Keyboard();

    private Keyboard supervised(Supervised supervised) {
        var state = keyboard.state();
        return keyboard.with(state.with(state.surroundings().with(supervised)));
    }

    @Test
    void it_only_asks_and_y_does_it() {
        keyboard.press("W");
        assertInstanceOf(SuperviseDialog.class, keyboard.overlay());
        assertEquals(List.of(), keyboard.wishes());

        keyboard.press("y");
        assertEquals(STARTED, keyboard.wishes());
        assertTrue(keyboard.state().overlay().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Enter", "n", "Esc", "q"})
    void cancel_is_the_default(String key) {
        keyboard.press("W", key);

        assertEquals(List.of(), keyboard.wishes());
        assertTrue(keyboard.state().overlay().isEmpty());
    }

    @Test
    void enter_does_it_on_the_other_button_and_other_keys_do_nothing() {
        assertEquals(List.of(), keyboard.press("W", "s", "u", "K").wishes());
        assertEquals(STARTED, keyboard.press("Tab", "Enter").wishes());
    }

    @Test
    void where_somebody_supervises_it_says_who() {
        supervised(Supervised.by(812)).press("W");

        assertTrue(keyboard.state().overlay().isEmpty());
        assertTrue(keyboard.toast().contains("PID 812"), keyboard.toast());
    }

    @Test
    void a_supervisor_that_came_while_the_dialog_was_open_is_enough() {
        keyboard.press("W");
        supervised(Supervised.by(812));
        assertTrue(keyboard.picture().contains("supervised by PID 812 by now"), keyboard.picture());

        assertEquals(List.of(), keyboard.press("y").wishes());
    }

    @Test
    void before_anybody_looked_nothing_is_started() {
        assertEquals(List.of(), supervised(Supervised.UNKNOWN).press("W", "y").wishes());
    }

    @Test
    void a_read_only_screen_refuses_and_does_not_offer_it() {
        keyboard.with(Screens.looking("shop").withReadOnly(true)).press("W", "y");

        assertEquals(List.of(), keyboard.wishes());
        assertTrue(!keyboard.picture().contains("(W)"), keyboard.picture());
    }
}
