package ikabud.tui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.Action;
import ikabud.model.InstanceId;
import ikabud.model.LogLevel;
import ikabud.support.Chronicles;
import ikabud.support.Screens;
import ikabud.support.Snapshots;
import ikabud.view.Column;
import ikabud.view.DetailPage;
import ikabud.view.DetailTab;
import ikabud.view.Focus;
import ikabud.view.HelpPage;
import ikabud.view.ScreenState;
import ikabud.view.SortMenu;
import ikabud.view.ThemePicker;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys that change what is shown and nothing that runs. */
class ScreenKeysTest {
    private final Keyboard keyboard = new Keyboard();

    @ParameterizedTest
    @EnumSource(Action.class)
    void every_key_of_every_action_does_something(Action action) {
        for (String key : action.keys()) {
            Keyboard fresh = prepared(action);
            ScreenState before = fresh.state();
            fresh.press(key);

            boolean changed = !fresh.state().equals(before) || !fresh.wishes().isEmpty();
            assertTrue(changed, () -> key + " should " + action.help());
        }
    }

    /** A screen on which the action has something to do. */
    private static Keyboard prepared(Action action) {
        Keyboard fresh = new Keyboard().size(100, 24);
        fresh.select(action == Action.START ? "archive" : "intranet");
        if (action.scope() == Action.Scope.LOG || action == Action.LEFT || action == Action.RIGHT) {
            fresh.press("Tab");
            fresh.with(fresh.state().with(fresh.state().log().searching("php").shifted(8)));
        }
        return switch (action) {
            case PREVIOUS_MATCH, NEXT_MATCH -> fresh.press("g", "n", "n");
            case NEXT_ERROR, PREVIOUS_ERROR -> fresh.press("g", "e", "e");
            case CANCEL -> fresh.press("/", "x", "Enter");
            default -> fresh;
        };
    }

    @Test
    void no_key_has_two_meanings_in_one_pane() {
        for (Focus pane : Focus.values()) {
            Set<String> seen = new HashSet<>();
            for (Action action : Action.values()) {
                if (action.scope() == Action.Scope.ANY || action.scope() == pane.scope()) {
                    action.keys().forEach(key -> assertTrue(seen.add(key), key + " in " + pane));
                }
            }
        }
    }

    @Test
    void no_action_has_a_key_that_a_broken_sequence_or_the_line_could_send() {
        for (Action action : Action.values()) {
            for (String key : List.of("[", "O", "~", "0", "1", "2", "3", "5", "Ctrl-S", "Ctrl-Q", "Ctrl-\\", "Alt-O")) {
                assertFalse(action.keys().contains(key), () -> action + " has " + key);
            }
        }
    }

    @Test
    void the_selection_moves_and_stays_with_its_instance_when_the_order_turns() {
        keyboard.press("g");
        assertEquals("archive", keyboard.selected());
        keyboard.press("j", "Down");
        assertEquals("intranet", keyboard.selected());
        keyboard.press("I");
        assertEquals("intranet", keyboard.selected());
        keyboard.press("End");
        assertEquals("archive", keyboard.selected());
        keyboard.press("k", "Home", "Up");
        assertEquals("shop", keyboard.selected());
    }

    @Test
    void pages_move_as_far_as_the_pane_is_high() {
        keyboard.sample(Snapshots.many(50)).size(120, 40).press("g", "PgDn");
        int page = keyboard.situation().page();
        assertEquals(String.format("site-%02d", page + 1), keyboard.selected());

        keyboard.press("Ctrl-D", "Ctrl-U", "PgUp");
        assertEquals("site-01", keyboard.selected());
    }

    @Test
    void the_filter_works_while_it_is_typed_and_escape_takes_it_back() {
        keyboard.press("/").type("blo");
        assertEquals(1, keyboard.situation().rows().shown().size());
        assertEquals("blog", keyboard.selected());

        keyboard.press("Enter");
        assertTrue(keyboard.state().prompt().isEmpty());
        assertEquals("blo", keyboard.state().table().filter());

        keyboard.press("Esc");
        assertEquals("", keyboard.state().table().filter());
        keyboard.press("/").type("x").press("Esc");
        assertEquals("", keyboard.state().table().filter());
    }

    @Test
    void the_filter_line_is_edited_like_a_shell_line() {
        keyboard.press("/").type("one two").press("Ctrl-W");
        assertEquals("one ", keyboard.state().table().filter());
        keyboard.press("Backspace", "Left", "Delete", "Home")
                .type("x")
                .press("End")
                .type("y");
        assertEquals("xony", keyboard.state().table().filter());
        keyboard.press("Left", "Ctrl-U");
        assertEquals("y", keyboard.state().table().filter());
        keyboard.press("Delete", "Backspace");
        assertTrue(keyboard.state().prompt().isEmpty());
    }

    @Test
    void the_rows_can_be_walked_while_the_filter_is_typed() {
        keyboard.press("g", "/").press("Down", "PgDn", "Up");

        assertEquals("old-forum", keyboard.selected());
    }

    @Test
    void sorting_has_keys_and_a_menu() {
        assertEquals(Column.CPU, keyboard.press("P").state().table().sort());
        assertTrue(keyboard.state().table().descending());
        assertEquals(Column.MEMORY, keyboard.press("M").state().table().sort());
        assertEquals(Column.UPTIME, keyboard.press("T").state().table().sort());
        assertEquals(Column.ID, keyboard.press("N").state().table().sort());

        keyboard.press("F6");
        assertInstanceOf(SortMenu.class, keyboard.overlay());
        keyboard.press("j", "Enter");
        assertEquals(Column.KIND, keyboard.state().table().sort());
        assertEquals(
                Column.KIND, keyboard.press("<", "j", "Esc").state().table().sort());
    }

    @Test
    void a_theme_is_tried_while_it_is_chosen_and_escape_brings_the_old_one_back() {
        keyboard.press("Ctrl-T", "j");
        assertEquals("light", keyboard.state().surroundings().theme());
        assertInstanceOf(ThemePicker.class, keyboard.overlay());

        keyboard.press("Esc");
        assertEquals("dark", keyboard.state().surroundings().theme());
        assertEquals(List.of(), keyboard.wishes());

        keyboard.press("Ctrl-T", "G", "Enter");
        assertEquals("mono", keyboard.state().surroundings().theme());
        assertEquals(List.of(new Reaction.Wish.KeepTheme("mono")), keyboard.wishes());
    }

    @Test
    void help_and_details_are_scrolled_and_closed() {
        keyboard.press("?", "j", "PgDn");
        assertEquals(11, assertInstanceOf(HelpPage.class, keyboard.overlay()).top());
        assertTrue(keyboard.press("q").state().overlay().isEmpty());

        keyboard.press("Enter");
        assertEquals(
                new InstanceId("shop"),
                assertInstanceOf(DetailPage.class, keyboard.overlay()).id());
        assertTrue(keyboard.press("u", "s", "Esc").state().overlay().isEmpty());
        assertEquals(List.of(), keyboard.wishes());
    }

    @Test
    void the_pages_of_an_instance_are_reached_by_number_and_by_arrow() {
        keyboard.press("Enter", "3");
        assertEquals(DetailTab.BOOT, page().tab());
        keyboard.press("Right", "Tab");
        assertEquals(DetailTab.HISTORY, page().tab());
        keyboard.press("l", "h", "Left");
        assertEquals(DetailTab.FILES, page().tab());
        assertEquals(List.of(), keyboard.wishes());
    }

    @Test
    void a_page_at_its_end_moves_with_the_first_key_back() {
        keyboard.size(80, 24).press("Enter", "G");
        int end = page().top();
        assertTrue(end > 0 && end < 40, "top " + end);

        keyboard.press("Up");
        assertEquals(end - 1, page().top());

        keyboard.press("Esc", "?", "End", "k");
        int help = assertInstanceOf(HelpPage.class, keyboard.overlay()).top();
        assertTrue(help > 0 && help < 100, "top " + help);
    }

    @Test
    void a_history_stays_at_its_end_until_somebody_scrolls_back() {
        keyboard.size(40, 15).press("Enter", "5");
        keyboard.with(keyboard.state().with(page().with(Chronicles.shop())));
        int end = page().top();
        assertTrue(page().atEnd() && end > 0, "top " + end);

        keyboard.press("Up", "Up");
        assertFalse(page().atEnd());
        keyboard.press("G");
        assertTrue(page().atEnd());
        assertEquals(end, page().top());
    }

    private DetailPage page() {
        return assertInstanceOf(DetailPage.class, keyboard.overlay());
    }

    @Test
    void escape_never_quits_and_takes_back_one_thing_at_a_time() {
        keyboard.press("/", "o", "Enter", "z", "Esc");
        assertFalse(keyboard.state().zoomed());
        assertEquals("o", keyboard.state().table().filter());

        keyboard.press("Esc", "Esc", "Esc");
        assertEquals("", keyboard.state().table().filter());
        assertEquals(List.of(), keyboard.wishes());
    }

    @Test
    void q_goes_back_before_it_quits() {
        keyboard.press("z", "q");
        assertEquals(List.of(), keyboard.wishes());
        keyboard.press("q");
        assertEquals(List.of(Reaction.Wish.Plain.QUIT), keyboard.wishes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ctrl-C", "F10"})
    void some_keys_quit_from_everywhere(String key) {
        for (String opens : List.of("/", "s", "n", "?", "z")) {
            assertEquals(
                    List.of(Reaction.Wish.Plain.QUIT),
                    new Keyboard().press(opens, key).wishes(),
                    opens);
        }
    }

    @Test
    void a_frozen_picture_stays_and_goes_on_with_the_same_key() {
        keyboard.press("Z").sample(Snapshots.of(Snapshots.site("shop").down().sample()));
        assertTrue(keyboard.state().frozen());
        assertTrue(keyboard.picture().contains("blog"));
        assertFalse(keyboard.press("Z").state().frozen());
    }

    @Test
    void the_interval_moves_in_steps_and_says_so() {
        keyboard.press("-");
        assertEquals(Duration.ofSeconds(1), keyboard.state().surroundings().interval());
        assertEquals("reading every 1 s", keyboard.toast());
        keyboard.press("-", "-");
        assertEquals("no faster than this", keyboard.toast());
        keyboard.press("+", "+", "+");
        assertEquals(Duration.ofSeconds(5), keyboard.state().surroundings().interval());
        assertTrue(keyboard.wishes().contains(Reaction.Wish.Plain.CHANGE_INTERVAL));
    }

    @Test
    void the_keys_for_the_terminal_are_wishes() {
        keyboard.press("Ctrl-L", "Ctrl-R", "Ctrl-Z");

        assertEquals(
                List.of(Reaction.Wish.Plain.REDRAW, Reaction.Wish.Plain.SAMPLE, Reaction.Wish.Plain.SUSPEND),
                keyboard.wishes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ctrl-\\", "Ctrl-S", "Ctrl-Q", "Alt-q", "x", "é", "F12", "Ctrl-K"})
    void a_key_without_a_meaning_does_nothing(String key) {
        ScreenState before = keyboard.state();
        keyboard.press(key);

        assertEquals(before, keyboard.state());
        assertEquals(List.of(), keyboard.wishes());
    }

    @Test
    void a_message_goes_away_with_the_next_key() {
        keyboard.press("u");
        assertNotEquals("", keyboard.toast());
        assertEquals("", keyboard.press("j").toast());
    }

    @Test
    void hiding_the_log_gives_the_keys_to_the_list() {
        keyboard.press("Tab");
        assertEquals(Focus.LOG, keyboard.state().activePane());
        keyboard.press("Tab", "l");
        assertFalse(keyboard.state().log().shown());
        assertEquals(Focus.LIST, keyboard.press("Tab").state().activePane());
        assertTrue(keyboard.press("l").state().log().shown());
    }

    @Test
    void scrolling_up_the_log_stops_following_and_f_goes_on() {
        keyboard.size(100, 20).press("Tab", "k");
        assertFalse(keyboard.state().log().follow());
        keyboard.with(keyboard.state().with(keyboard.state().log().appended(Screens.log(), 0, 2000)));
        assertEquals(Screens.log().size(), keyboard.state().log().unseen());

        assertTrue(keyboard.press("F").state().log().follow());
        assertFalse(keyboard.press("F").state().log().follow());
        assertTrue(keyboard.press("G").state().log().follow());
        assertEquals(0, keyboard.press("g").state().log().top());
    }

    @Test
    void a_search_finds_forward_and_backward_and_says_when_there_is_no_more() {
        keyboard.size(100, 20).press("Tab", "g", "/").type("php").press("Enter");
        int first = keyboard.state().log().match();
        int second = keyboard.press("n").state().log().match();
        assertTrue(first >= 0 && second > first, first + " " + second);
        assertEquals(first, keyboard.press("N").state().log().match());
        keyboard.press("N");
        assertTrue(keyboard.toast().contains("no match"), keyboard.toast());

        keyboard.press("/", "Esc", "n");
        assertEquals("nothing is searched: / searches", keyboard.toast());
    }

    @Test
    void errors_are_stepped_through() {
        keyboard.size(100, 20).press("Tab", "g", "e");
        int match = keyboard.state().log().match();
        assertTrue(Screens.log().get(match).level().atLeast(LogLevel.WARNING));
        assertTrue(keyboard.press("e").state().log().match() > match);
        assertEquals(match, keyboard.press("E").state().log().match());
    }

    @Test
    void the_log_is_filtered_by_level_shifted_wrapped_and_cleared() {
        keyboard.press("Tab", "v");
        assertEquals(LogLevel.NOTICE, keyboard.state().log().least());
        assertEquals(8, keyboard.press("Right").state().log().left());
        assertEquals(0, keyboard.press("h").state().log().left());
        assertTrue(keyboard.press("w").state().log().wrap());
        assertFalse(keyboard.press("t").state().log().times());
        assertTrue(keyboard.press("C").state().log().lines().isEmpty());
    }

    @Test
    void the_lock_cannot_be_opened_again() {
        keyboard.press("Ctrl-O", "Ctrl-O");

        assertTrue(keyboard.state().readOnly());
        assertEquals(Optional.empty(), keyboard.press("s").state().overlay());
    }
}
