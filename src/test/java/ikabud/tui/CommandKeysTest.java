package ikabud.tui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.config.Confirm;
import ikabud.model.Action;
import ikabud.model.Blueprint;
import ikabud.model.Command;
import ikabud.model.InstanceId;
import ikabud.model.InstanceSample;
import ikabud.model.ProcessIdentity;
import ikabud.model.Roster;
import ikabud.model.Signal;
import ikabud.model.Snapshot;
import ikabud.model.Verb;
import ikabud.model.VirtualPid;
import ikabud.support.Instances;
import ikabud.support.Snapshots;
import ikabud.view.ConfirmDialog;
import ikabud.view.CreateForm;
import ikabud.view.SignalMenu;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys that change what runs: never the wrong thing, never in one key. */
class CommandKeysTest {
    private final Keyboard keyboard = new Keyboard();

    @ParameterizedTest
    @CsvSource({"s, STOP", "F8, STOP", "r, RESTART", "L, RELOAD", "D, REMOVE", "Delete, REMOVE"})
    void a_dangerous_key_only_opens_a_dialog_and_y_does_it(String key, Verb verb) {
        keyboard.press(key);
        assertEquals(List.of(), keyboard.commands());
        assertEquals(
                verb, assertInstanceOf(ConfirmDialog.class, keyboard.overlay()).verb());

        keyboard.press("y");
        Command command = keyboard.commands().get(0);
        assertEquals(verb, command.verb());
        assertEquals(new InstanceId("shop"), command.target());
        assertEquals(Keyboard.ANA, command.actor());
        assertTrue(keyboard.state().overlay().isEmpty());
    }

    @Test
    void the_command_is_aimed_at_the_master_that_the_dialog_named() {
        ProcessIdentity seen = master(Snapshots.fleet(), "shop");

        assertEquals(seen, keyboard.press("s", "y").commands().get(0).expected());
    }

    @Test
    void where_no_process_is_its_own_there_is_no_signal_to_choose() {
        keyboard.sample(Snapshots.hosted()).select("blog").press("K");

        ConfirmDialog dialog = assertInstanceOf(ConfirmDialog.class, keyboard.overlay());
        assertEquals(Verb.KILL, dialog.verb());
        Command command = keyboard.press("y").commands().get(0);
        assertEquals(new VirtualPid(12), command.opening());
        assertEquals(Signal.KILL, command.options().signal());
    }

    @Test
    void a_dialog_refuses_when_the_site_was_shut_meanwhile() {
        keyboard.sample(Snapshots.hosted()).select("blog").press("s");
        keyboard.sample(Snapshots.of(InstanceSample.virtual(
                new Roster.Entry(Instances.hosted("blog", false), Map.of()), Optional.empty(), OptionalLong.empty())));
        keyboard.press("y");

        assertEquals(List.of(), keyboard.commands());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Enter", "n", "Esc", "q"})
    void cancel_is_the_default_of_a_dialog(String key) {
        keyboard.press("s", key);

        assertEquals(List.of(), keyboard.wishes());
        assertTrue(keyboard.state().overlay().isEmpty());
    }

    @Test
    void enter_says_yes_only_on_the_other_button() {
        assertEquals(1, keyboard.press("s", "Tab", "Enter").commands().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Y", "j", "Space", "Down", "s", "K", "F8", "Ctrl-D", "Ctrl-Y"})
    void no_other_key_says_yes(String key) {
        keyboard.press("s", key);

        assertEquals(List.of(), keyboard.wishes());
        assertInstanceOf(ConfirmDialog.class, keyboard.overlay());
    }

    @Test
    void a_dialog_keeps_its_instance_when_the_rows_move_beneath_it() {
        Snapshot before = Snapshots.fleet();
        keyboard.press("s");
        var turned = new ArrayList<>(before.instances());
        turned.add(0, Snapshots.site("aaa").sample());
        keyboard.sample(Snapshots.of(turned.toArray(ikabud.model.InstanceSample[]::new)));

        assertEquals(
                new InstanceId("shop"), keyboard.press("y").commands().get(0).target());
    }

    @Test
    void a_dialog_refuses_when_the_master_changed() {
        keyboard.press("s")
                .sample(Snapshots.of(Snapshots.site("shop").gone().down().sample()));
        keyboard.press("y");

        assertEquals(List.of(), keyboard.commands());
        assertTrue(keyboard.toast().contains("master changed"), keyboard.toast());
        assertTrue(keyboard.state().overlay().isEmpty());
    }

    @Test
    void a_dialog_refuses_when_the_instance_is_gone() {
        keyboard.press("D").sample(Snapshots.of(Snapshots.site("blog").sample()));

        assertEquals(List.of(), keyboard.press("y").commands());
    }

    @Test
    void a_dialog_on_a_frozen_picture_is_checked_against_the_newest_reading() {
        keyboard.press("Z", "s")
                .sample(Snapshots.of(Snapshots.site("shop").down().sample()));

        assertEquals(List.of(), keyboard.press("y").commands());
    }

    @ParameterizedTest
    @ValueSource(strings = {"u", "F7"})
    void start_asks_nothing(String key) {
        Command command = keyboard.select("archive").press(key).commands().get(0);

        assertEquals(Verb.START, command.verb());
        assertEquals(new InstanceId("archive"), command.target());
        assertNull(command.expected());
    }

    @Test
    void what_is_not_possible_says_why_and_asks_nothing() {
        keyboard.press("u");
        assertEquals("start shop: it is up", keyboard.toast());

        keyboard.select("archive").press("s");
        assertEquals("stop archive: it is down", keyboard.toast());
        assertEquals(List.of(), keyboard.wishes());
        assertTrue(keyboard.state().overlay().isEmpty());
    }

    @Test
    void without_instances_a_verb_says_so() {
        keyboard.sample(Snapshots.of()).with(ikabud.support.Screens.opened()).press("s");

        assertEquals("stop: no instance is selected", keyboard.toast());
    }

    @ParameterizedTest
    @EnumSource(value = Action.class)
    void a_read_only_screen_does_nothing_that_changes_what_runs(Action action) {
        keyboard.with(keyboard.state().withReadOnly(true));
        for (String key : action.keys()) {
            keyboard.press(key);
            assertFalse(action.dangerous() && keyboard.state().overlay().isPresent());
            keyboard.with(keyboard.state().withoutOverlay().withPrompt(java.util.Optional.empty()));
        }

        assertEquals(List.of(), keyboard.commands());
        assertTrue(!action.dangerous() || keyboard.toast().contains("read-only"));
    }

    @Test
    void kill_asks_for_the_signal_and_then_once_more() {
        keyboard.press("K");
        assertEquals(
                Signal.QUIT,
                assertInstanceOf(SignalMenu.class, keyboard.overlay()).chosen());

        keyboard.press("j", "Down", "Enter");
        ConfirmDialog dialog = assertInstanceOf(ConfirmDialog.class, keyboard.overlay());
        assertEquals(Signal.KILL, dialog.signal());
        assertEquals(List.of(), keyboard.commands());

        Command command = keyboard.press("y").commands().get(0);
        assertEquals(Verb.KILL, command.verb());
        assertEquals(Signal.KILL, command.options().signal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Esc", "q"})
    void the_signal_menu_is_left_without_a_signal(String key) {
        keyboard.press("F9", key);

        assertTrue(keyboard.state().overlay().isEmpty());
        assertEquals(List.of(), keyboard.wishes());
    }

    @Test
    void purging_is_asked_for_by_the_typed_name() {
        keyboard.press("D", "p", "y", "Tab", "Enter");
        assertEquals(List.of(), keyboard.commands());

        keyboard.press("Backspace").type("shop").press("Enter");
        assertTrue(keyboard.commands().get(0).options().purge());
        assertEquals(Verb.REMOVE, keyboard.commands().get(0).verb());
    }

    @Test
    void a_strict_screen_wants_the_name_typed() {
        Keyboard strict = new Keyboard(Confirm.STRICT);
        strict.press("s", "y", "Tab", "Enter");
        assertEquals(List.of(), strict.commands());

        strict.press("Backspace").type("shop").press("Enter");
        assertEquals(1, strict.commands().size());
    }

    @Test
    void a_strict_screen_asks_before_a_start_too() {
        Keyboard strict = new Keyboard(Confirm.STRICT);
        strict.select("archive").press("u");
        assertEquals(List.of(), strict.commands());

        assertEquals(1, strict.press("y").commands().size());
    }

    @Test
    void a_trusting_screen_asks_only_before_kill_and_remove() {
        Keyboard trusting = new Keyboard(Confirm.LOW);

        assertEquals(1, trusting.press("r").commands().size());
        assertEquals(
                1, trusting.press("K", "Enter", "n", "D", "Enter").commands().size());
    }

    @Test
    void the_form_makes_an_instance_and_its_letters_are_only_text() {
        keyboard.press("n").type("sKuL-2").press("Ctrl-U").type("news");
        assertEquals(List.of(), keyboard.wishes());

        keyboard.press("Down", "Right", "Down", "Down", "Down").type("6");
        keyboard.press("Enter", "Enter", "Enter");
        Command command = keyboard.commands().get(0);
        Blueprint blueprint = command.options().blueprint();
        assertEquals(Verb.CREATE, command.verb());
        assertEquals(new InstanceId("news"), command.target());
        assertEquals("wordpress", blueprint.kind());
        assertEquals("6", blueprint.variables().get(CreateForm.MAX_CHILDREN_VARIABLE));
        assertTrue(blueprint.start());
    }

    @Test
    void a_form_with_mistakes_stays_and_shows_them() {
        keyboard.press("Insert").type("Shop").press("Up", "Up", "Enter");

        CreateForm form = assertInstanceOf(CreateForm.class, keyboard.overlay());
        assertTrue(form.mistakes().containsKey(CreateForm.Field.ID));
        assertEquals(List.of(), keyboard.commands());
    }

    @Test
    void the_form_is_left_by_escape_and_by_its_cancel_button() {
        assertTrue(keyboard.press("n", "Esc").state().overlay().isEmpty());
        assertTrue(keyboard.press("n", "Up", "Enter").state().overlay().isEmpty());
        assertEquals(List.of(), keyboard.wishes());
    }

    @Test
    void pasted_text_is_never_a_command() {
        keyboard.paste("s").paste("y").press("s").paste("y");
        assertEquals(List.of(), keyboard.wishes());

        keyboard.press("Esc", "n").paste("news\n");
        assertEquals(
                "news",
                ((CreateForm) keyboard.overlay()).editing().orElseThrow().text());
        assertEquals("", keyboard.press("Down").paste("x").state().table().filter());
    }

    @Test
    void typing_in_the_filter_never_fires_a_command() {
        keyboard.press("/").type("usrLKnDq?Zl y").press("F7", "F8", "F9", "Insert", "Delete", "Ctrl-T", "Ctrl-R", "y");

        assertEquals(List.of(), keyboard.wishes());
        assertTrue(keyboard.state().overlay().isEmpty());
        assertEquals("usrLKnDq?Zl yy", keyboard.state().table().filter());
    }

    @Test
    void nothing_is_answered_on_a_screen_too_small_to_show_the_question() {
        keyboard.press("s").size(10, 3).press("y", "u", "Enter");
        assertEquals(List.of(), keyboard.wishes());

        keyboard.press("q");
        assertEquals(List.of(Reaction.Wish.Plain.QUIT), keyboard.wishes());
    }

    private static ProcessIdentity master(Snapshot snapshot, String id) {
        return snapshot.find(new InstanceId(id))
                .orElseThrow()
                .entry()
                .record()
                .observed()
                .master();
    }
}
