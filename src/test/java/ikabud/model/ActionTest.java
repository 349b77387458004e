package ikabud.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ikabud.model.Action.Scope;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ActionTest {

    @ParameterizedTest
    @EnumSource
    void each_action_is_found_by_each_of_its_keys(Action action) {
        var pane = action.scope() == Scope.ANY ? Scope.LIST : action.scope();

        assertFalse(action.keys().isEmpty());
        for (String key : action.keys()) {
            assertEquals(Optional.of(action), Action.of(key, pane), key);
        }
    }

    @ParameterizedTest
    @EnumSource
    void each_action_has_words_for_the_footer_and_the_help(Action action) {
        assertFalse(action.label().isBlank());
        assertFalse(action.help().isBlank());
        assertFalse(action.word().contains("_"));
    }

    @ParameterizedTest
    @EnumSource
    void what_makes_a_command_or_a_supervisor_is_dangerous(Action action) {
        assertEquals(action.verb().isPresent() || action == Action.SUPERVISE, action.dangerous());
    }

    @Test
    void a_key_means_what_its_pane_says() {
        assertEquals(Optional.of(Action.CREATE), Action.of("n", Scope.LIST));
        assertEquals(Optional.of(Action.NEXT_MATCH), Action.of("n", Scope.LOG));
        assertEquals(Optional.empty(), Action.of("u", Scope.LOG));
    }
}
