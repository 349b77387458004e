package ikabud.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.Blueprint;
import ikabud.support.Snapshots;
import ikabud.view.CreateForm.Field;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CreateFormTest {
    private final CreateForm form = CreateForm.of(List.of("php", "wordpress"), List.of("8.3", "8.2"));

    @Test
    void an_id_is_enough() {
        CreateForm filled = form.with(TextField.of("news"));

        assertTrue(filled.checked(Snapshots.fleet()).mistakes().isEmpty());
        assertEquals("news", filled.id().value());
        assertNull(filled.blueprint().php());
        assertNull(filled.blueprint().documentRoot());
        assertTrue(filled.blueprint().start());
    }

    @Test
    void everything_that_is_filled_in_goes_into_the_blueprint() {
        Blueprint blueprint = form.with(TextField.of("news"))
                .moved(1)
                .turned(1)
                .moved(1)
                .turned(-1)
                .moved(1)
                .with(TextField.of("/srv/news"))
                .moved(1)
                .with(TextField.of("12"))
                .moved(1)
                .turned(1)
                .blueprint();

        var expected = new Blueprint(
                "wordpress", "8.2", null, Path.of("/srv/news"), Map.of(CreateForm.MAX_CHILDREN_VARIABLE, "12"), false);
        assertEquals(expected, blueprint);
    }

    @Test
    void a_name_that_is_taken_is_a_mistake_until_it_is_changed() {
        CreateForm taken = form.moved(4).moved(-4).with(TextField.of("shop")).checked(Snapshots.fleet());

        assertEquals(Map.of(Field.ID, "there is one of that name"), taken.mistakes());
        assertTrue(taken.with(TextField.of("shop-2")).mistakes().isEmpty());
    }

    @Test
    void the_first_mistake_gets_the_focus() {
        CreateForm wrong = form.with(TextField.of("news"))
                .moved(4)
                .with(TextField.of("0"))
                .moved(2)
                .checked(Snapshots.fleet());

        assertEquals(Field.MAX_CHILDREN, wrong.focus());
        assertEquals(Field.KIND, wrong.mistaken(Field.KIND, "no such kind").focus());
    }

    @Test
    void the_buttons_are_reached_from_both_ends_and_take_no_text() {
        CreateForm button = form.moved(-1);

        assertTrue(button.focus().button());
        assertTrue(button.editing().isEmpty());
        assertEquals(button, button.with(TextField.of("x")));
        assertEquals(Field.CREATE, button.turned(1).focus());
        assertFalse(form.editing().isEmpty());
        assertEquals(form, form.turned(1));
    }
}
