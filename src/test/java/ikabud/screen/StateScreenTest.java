package ikabud.screen;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.LogKind;
import ikabud.model.LogLevel;
import ikabud.model.LogLine;
import ikabud.model.Outcome;
import ikabud.model.Phase;
import ikabud.model.Snapshot;
import ikabud.model.Verb;
import ikabud.support.Golden;
import ikabud.support.Screens;
import ikabud.support.Snapshots;
import ikabud.view.Focus;
import ikabud.view.Glyphs;
import ikabud.view.LogLines;
import ikabud.view.LogState;
import ikabud.view.Progress;
import ikabud.view.Prompt;
import ikabud.view.Regions;
import ikabud.view.Screen;
import ikabud.view.ScreenState;
import ikabud.view.Supervised;
import ikabud.view.Surroundings;
import ikabud.view.TextField;
import ikabud.view.Toast;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The screen in every state it can be in besides the usual one. */
class StateScreenTest {
    private final Snapshot fleet = Snapshots.fleet();
    private final ScreenState looking = Screens.looking("shop");

    @ParameterizedTest
    @CsvSource({"80,24", "200,60", "40,15"})
    void before_anything_was_read_the_layout_is_there(int width, int height) throws IOException {
        same("reading", Snapshot.NONE, Screens.opened(), width, height);
    }

    @Test
    void instances_known_from_the_record_are_shown_without_numbers() throws IOException {
        same("unread", Snapshots.unread(), Screens.opened(), 80, 24);
    }

    @ParameterizedTest
    @CsvSource({"80,24", "40,15"})
    void without_instances_it_says_how_to_make_one(int width, int height) throws IOException {
        same("empty", Snapshots.of(), Screens.opened(), width, height);
    }

    @Test
    void an_empty_read_only_screen_offers_no_key() {
        String text = Screen.draw(Snapshots.of(), Screens.opened().withReadOnly(true), 80, 24)
                .text();

        assertTrue(text.contains("ikabud create blog"));
        assertTrue(!text.contains("Press n"));
    }

    @Test
    void a_filter_is_typed_at_the_foot_and_works_at_once() throws IOException {
        var prompt = new Prompt(Prompt.Purpose.FILTER, TextField.of("old"));
        var state = looking.withPrompt(Optional.of(prompt)).with(looking.table().filteredBy("old"));

        same("filter", fleet, state, 80, 24);
    }

    @Test
    void a_filter_that_is_no_expression_is_told_and_filters_nothing() throws IOException {
        same("filter-mistake", fleet, looking.with(looking.table().filteredBy("~(old")), 80, 24);
    }

    @Test
    void a_filter_that_nothing_matches() throws IOException {
        same("filter-nothing", fleet, looking.with(looking.table().filteredBy("mail")), 80, 24);
    }

    @Test
    void of_many_instances_the_selected_is_in_sight() throws IOException {
        var state = Screens.opened();
        var far = state.with(state.table().select(new InstanceId("site-40")));

        same("many", Snapshots.many(50), far, 80, 24);
        same("many", Snapshots.many(50), far, 200, 60);
    }

    @Test
    void every_condition_has_its_own_glyph_and_word() throws IOException {
        Snapshot all = Snapshots.of(
                Snapshots.site("a-up").up("0d00:00:09").cpu(0).sample(),
                Snapshots.site("b-old")
                        .oldBinary()
                        .up("9d00:00:00")
                        .resident(212)
                        .sample(),
                Snapshots.site("c-gone").gone().sample(),
                Snapshots.site("d-frozen").frozen().up("0d01:00:00").sample(),
                Snapshots.site("e-starting").phase(Phase.STARTING).sample(),
                Snapshots.site("f-stopping").phase(Phase.STOPPING).sample(),
                Snapshots.site("g-reloading").phase(Phase.RELOADING).sample(),
                Snapshots.site("h-backoff").phase(Phase.BACKOFF).sample(),
                Snapshots.site("i-unknown").phase(Phase.UNKNOWN).sample(),
                Snapshots.site("j-a-name-of-25-letters-xx").down().sample());

        same("conditions", all, Screens.opened(), 80, 24);
        same("conditions-ascii", all, ascii(Screens.opened()), 80, 24);
    }

    @ParameterizedTest
    @CsvSource({"80,24", "200,60", "120,40", "40,15"})
    void sites_in_trouble_say_what_comes_next(int width, int height) throws IOException {
        ScreenState state = Screens.looking("shop");

        same("trouble", Snapshots.trouble(), state.with(state.surroundings().with(Supervised.by(812))), width, height);
    }

    @Test
    void a_countdown_goes_on_between_two_readings_and_ends_with_now() throws IOException {
        ScreenState state = Screens.looking("shop");
        ScreenState supervised = state.with(state.surroundings().with(Supervised.by(812)));

        String later = Screen.draw(Snapshots.trouble(), supervised.withAge(Duration.ofSeconds(1)), 80, 24)
                .text();
        String due = Screen.draw(Snapshots.trouble(), supervised.withAge(Duration.ofSeconds(4)), 80, 24)
                .text();

        assertTrue(later.contains("restart 2 of 3 in 3 s"), later);
        assertTrue(due.contains("restart 2 of 3 now"), due);
    }

    @Test
    void without_a_supervisor_no_restart_is_promised() throws IOException {
        same("trouble-unsupervised", Snapshots.trouble(), Screens.looking("shop"), 80, 24);
    }

    @Test
    void a_log_that_is_scrolled_back_says_what_is_missed() throws IOException {
        LogState full = looking.log().appended(Screens.log(), 0, 2000);
        LogState held =
                LogLines.scrolled(full, -2, Regions.of(80, 24, looking, 5).logText());
        LogState later = held.appended(Screens.log(), 1200, 2000).withLeast(LogLevel.WARNING);

        same("log-held", fleet, looking.with(later).with(Focus.LOG), 80, 24);
    }

    @Test
    void what_systemd_says_of_a_unit_stands_in_its_log() throws IOException {
        LogLine killed = new LogLine(
                LogKind.JOURNAL,
                "20-Nov-2026 14:05:31",
                LogLevel.WARNING,
                "systemd: ikabud-shop.service: Main process exited, code=killed, status=9/KILL");

        same("log-journal", fleet, looking.with(looking.log().appended(List.of(killed), 0, 2000)), 80, 24);
    }

    @Test
    void a_search_is_highlighted_and_counted() throws IOException {
        var prompt = new Prompt(Prompt.Purpose.SEARCH, TextField.of("price"));
        var state =
                looking.with(looking.log().searching("price")).with(Focus.LOG).withPrompt(Optional.of(prompt));

        same("log-search", fleet, state, 80, 24);
    }

    @ParameterizedTest
    @CsvSource({"80,24", "40,15"})
    void a_zoomed_log_wraps_its_lines(int width, int height) throws IOException {
        var state = looking.with(Focus.LOG)
                .withZoomed(true)
                .with(looking.log().withWrap(true).withTimes(false));

        same("log-zoomed", fleet, state, width, height);
    }

    @Test
    void a_log_scrolled_to_the_right_says_from_where() throws IOException {
        same("log-right", fleet, looking.with(Focus.LOG).with(looking.log().shifted(40)), 80, 24);
    }

    @Test
    void without_the_log_the_table_has_the_room() throws IOException {
        same("no-log", fleet, looking.with(looking.log().withShown(false)).with(Focus.LOG), 80, 24);
    }

    @Test
    void read_only_frozen_root_and_a_notice_are_not_overlooked() throws IOException {
        Surroundings around = looking.surroundings();
        var root = new Surroundings(
                around.backend(),
                Supervised.by(812),
                "root",
                around.layout(),
                "light",
                around.glyphs(),
                around.zone(),
                around.interval(),
                "sudo ikabud-top shows all");

        same("banners", fleet, looking.with(root).withReadOnly(true).withFrozen(true), 120, 40);
        same("banners", fleet, looking.with(root).withReadOnly(true).withFrozen(true), 40, 15);
    }

    @Test
    void old_figures_say_how_old_they_are() throws IOException {
        same("stale", fleet, looking.withAge(Duration.ofSeconds(17)), 80, 24);
    }

    @Test
    void what_is_under_way_is_shown_with_its_limit() throws IOException {
        var stop = new Progress(
                Verb.STOP, new InstanceId("shop"), Duration.ofMillis(3400), Optional.of(Duration.ofSeconds(15)));
        var start = new Progress(Verb.START, new InstanceId("archive"), Duration.ofSeconds(1), Optional.empty());

        same("progress", fleet, looking.withProgress(List.of(stop, start)), 80, 24);
    }

    @ParameterizedTest
    @CsvSource({"80,24", "40,15"})
    void a_long_error_is_told_in_full(int width, int height) throws IOException {
        var failure = IkabudException.failed(
                "start old-forum",
                "php-fpm -t says: [pool old-forum] cannot get gid for group 'forum'",
                "set an existing group in /etc/ikabud/instances/old-forum/php-fpm.conf");
        var state = looking.withToast(Optional.of(Toast.of(Outcome.of(failure, Duration.ofSeconds(1)))));

        same("toast-error", fleet, state, width, height);
    }

    @Test
    void good_news_take_one_line() throws IOException {
        var outcome =
                Outcome.done("stopped shop in 2.1 s", Duration.ofMillis(2100), List.of("ended 1 stray: 4711 curl"));

        same("toast-ok", fleet, looking.withToast(Optional.of(Toast.of(outcome))), 80, 24);
    }

    @Test
    void ascii_draws_the_same_screen() throws IOException {
        same("ascii", fleet, ascii(looking), 120, 40);
    }

    @Test
    void braille_holds_two_values_in_a_cell() throws IOException {
        same("braille", fleet, with(looking, Glyphs.BRAILLE), 120, 40);
    }

    @Test
    void ascii_is_really_ascii() {
        String text = Screen.draw(fleet, ascii(looking), 200, 60).text();

        assertTrue(text.chars().allMatch(c -> c < 0x7f));
    }

    @ParameterizedTest
    @CsvSource({"39,15", "40,9", "10,3", "5,2", "1,1"})
    void a_screen_that_is_too_small_says_so_and_how_to_quit(int width, int height) throws IOException {
        same("small", fleet, looking, width, height);
    }

    private static ScreenState ascii(ScreenState state) {
        return with(state, Glyphs.ASCII);
    }

    private static ScreenState with(ScreenState state, Glyphs glyphs) {
        Surroundings around = state.surroundings();
        return state.with(new Surroundings(
                around.backend(),
                around.supervised(),
                around.user(),
                around.layout(),
                around.theme(),
                glyphs,
                around.zone(),
                around.interval(),
                around.notice()));
    }

    private static void same(String name, Snapshot snapshot, ScreenState state, int width, int height)
            throws IOException {
        String text = Screen.draw(snapshot, state, width, height).text();
        Golden.assertSame("screens/" + name + "-" + width + "x" + height + ".txt", text);
    }
}
