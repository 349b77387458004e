package ikabud.tui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.config.Confirm;
import ikabud.config.Depth;
import ikabud.config.Theme;
import ikabud.model.Command;
import ikabud.model.ExitCode;
import ikabud.model.FailureClass;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.LogKind;
import ikabud.model.LogLine;
import ikabud.model.Outcome;
import ikabud.model.Snapshot;
import ikabud.model.Verb;
import ikabud.support.Chronicles;
import ikabud.support.FakeClock;
import ikabud.support.Screens;
import ikabud.support.Snapshots;
import ikabud.view.Supervised;
import ikabud.view.Toast;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The loop, on a terminal and a clock that are made up: each step of a script runs when the loop has nothing to do. */
@Timeout(20)
class DashboardTest {
    private static final Duration MOMENT = Duration.ofMillis(10);

    private final FakeClock clock = new FakeClock();
    private final FakeDevice device = new FakeDevice();
    private final Script inbox = new Script();
    private final List<Command> commands = new ArrayList<>();
    private final List<CompletableFuture<Outcome>> answers = new ArrayList<>();
    private final List<Object> asked = new ArrayList<>();
    private final List<List<InstanceId>> visible = new ArrayList<>();
    private final LogFeed feed = new LogFeed((id, lines) -> null, 100, inbox::add);

    @Test
    void the_layout_is_there_before_anything_is_known() {
        dashboard().open();

        assertTrue(device.screen().contains("reading"), device.screen());
        assertEquals(List.of("raw"), device.done());
        assertEquals(1, device.writes());
    }

    @Test
    void keys_are_answered_and_the_terminal_is_given_back() throws Exception {
        inbox.then(new Message.Sampled(Snapshots.fleet()));
        inbox.then(() -> assertTrue(device.screen().contains("old-forum")));
        inbox.then(key("?"));
        inbox.then(() -> assertTrue(device.screen().contains("everywhere"), device.screen()));
        inbox.then(key("q"));
        inbox.then(key("q"));

        assertEquals(Dashboard.Ending.QUIT, run());
        assertEquals(List.of("raw", "restore"), device.done());
        List<String> modes = device.terminal().modes();
        assertEquals("?1049l", modes.get(modes.size() - 1));
        assertTrue(modes.containsAll(List.of("?2004l", "?7h", "?25h")));
        assertEquals(1, device.terminal().clears());
    }

    @Test
    void with_each_picture_it_is_told_which_instances_are_on_the_screen() throws Exception {
        inbox.then(new Message.Sampled(Snapshots.many(300)));
        inbox.then(key("G"));
        inbox.then(new Message.Sampled(Snapshots.many(300)));

        run(new Message.Quit());

        assertEquals(2, visible.size());
        assertTrue(visible.get(0).size() < 100, visible.toString());
        assertEquals(visible.get(0).size(), visible.get(1).size());
        assertTrue(visible.get(0).stream().noneMatch(visible.get(1)::contains), visible.toString());
    }

    @Test
    void what_has_piled_up_is_painted_once() throws Exception {
        int[] before = {0};
        inbox.then(new Message.Sampled(Snapshots.many(30)));
        inbox.then(() -> before[0] = device.writes());
        inbox.thenAtOnce(key("j"), key("j"), key("k"), key("j"));
        inbox.then(() -> assertEquals(before[0] + 1, device.writes()));

        run(new Message.Quit());
    }

    @Test
    void a_flood_of_messages_does_not_keep_the_screen_from_being_painted() throws Exception {
        int[] before = {0};
        Message[] flood = new Message[1000];
        java.util.Arrays.fill(flood, key("j"));
        inbox.then(new Message.Sampled(Snapshots.many(1500)));
        inbox.then(() -> before[0] = device.writes());
        inbox.thenAtOnce(flood);
        inbox.then(() -> assertTrue(device.writes() >= before[0] + 5));

        run(new Message.Quit());
    }

    @Test
    void a_command_is_shown_while_it_runs_and_its_outcome_after() throws Exception {
        inbox.then(key("s"));
        inbox.then(key("y"));
        inbox.then(() -> assertEquals(Verb.STOP, commands.get(0).verb()));
        inbox.then(() -> clock.advance(Duration.ofSeconds(3)));
        inbox.then(() -> assertTrue(device.screen().contains("stopping archive… 3 s"), device.screen()));
        inbox.then(() -> answers.get(0).complete(Outcome.done("archive is down", Duration.ofSeconds(3), List.of())));
        inbox.then(() -> assertTrue(device.screen().contains("archive is down")));
        inbox.then(() -> assertEquals(List.of("sample"), asked));
        inbox.then(() -> clock.advance(Duration.ofSeconds(10)));
        inbox.then(() -> assertFalse(device.screen().contains("archive is down")));

        run(Snapshots.of(Snapshots.site("archive").sample()), new Message.Quit());
    }

    @Test
    void seconds_are_counted_between_two_readings_and_only_while_any_are_shown() throws Exception {
        inbox.then(() -> assertTrue(device.screen().contains("restart 2 of 3 in 4 s"), device.screen()));
        inbox.then(() -> clock.advance(Duration.ofMillis(1001)));
        inbox.then(() -> assertTrue(device.screen().contains("restart 2 of 3 in 3 s"), device.screen()));
        inbox.then(() -> clock.advance(Duration.ofMillis(3100)));
        inbox.then(() -> assertTrue(device.screen().contains("restart 2 of 3 now"), device.screen()));

        var shop = Snapshots.site("shop").backoff("restart 2 of 3: killed", FailureClass.CRASH, 4);
        inbox.addFirst(new Message.SupervisedBy(Supervised.by(812)));
        run(Snapshots.of(shop.sample()), new Message.Quit());
    }

    @Test
    void a_supervisor_is_started_once_and_the_header_tells_of_it() throws Exception {
        inbox.then(key("W"));
        inbox.then(key("y"));
        inbox.then(() -> assertEquals(List.of("supervise"), asked));
        inbox.then(() -> assertTrue(device.screen().contains("starting a supervisor"), device.screen()));
        inbox.then(new Message.SupervisedBy(Supervised.by(812)));
        inbox.then(new Message.Notice(Toast.info("supervised, PID 812")));
        inbox.then(() -> assertTrue(device.screen().contains("supervised by PID 812"), device.screen()));
        inbox.then(() -> assertFalse(device.screen().contains("unsupervised")));

        run(Snapshots.fleet(), new Message.Quit());
    }

    @Test
    void the_history_is_asked_for_while_its_page_is_open_and_stays_at_its_end() throws Exception {
        inbox.then(key("G"));
        inbox.then(key("Enter"));
        inbox.then(() -> assertEquals(List.of("chronicle shop"), asked));
        inbox.then(key("5"));
        inbox.then(new Message.Told(Chronicles.shop()));
        inbox.then(() -> assertTrue(device.screen().contains("reloaded in 80 ms"), device.screen()));
        inbox.then(key("3"));
        inbox.then(() -> assertTrue(device.screen().contains("4 runtime, 0.30 s"), device.screen()));
        inbox.then(key("Esc"));
        inbox.then(() -> assertEquals(List.of("chronicle shop", "chronicle -"), asked));

        run(Snapshots.fleet(), new Message.Quit());
    }

    @Test
    void an_outcome_that_came_behind_a_dialog_is_still_there_when_it_is_closed() throws Exception {
        inbox.then(key("r"));
        inbox.then(key("y"));
        inbox.then(key("?"));
        inbox.then(() -> answers.get(0).complete(Outcome.done("blog was restarted", Duration.ZERO, List.of())));
        inbox.then(() -> clock.advance(Duration.ofSeconds(30)));
        inbox.then(key("j"));
        inbox.then(key("Esc"));
        inbox.then(() -> assertTrue(device.screen().contains("blog was restarted"), device.screen()));
        inbox.then(key("j"));
        inbox.then(() -> assertFalse(device.screen().contains("blog was restarted")));

        run(Snapshots.of(Snapshots.site("blog").sample()), new Message.Quit());
    }

    @Test
    void a_sink_that_breaks_its_word_is_told_as_a_failure() throws Exception {
        inbox.then(key("r"));
        inbox.then(key("y"));
        inbox.then(() -> answers.get(0).completeExceptionally(new IllegalStateException("no manager")));
        inbox.then(() -> assertTrue(device.screen().contains("no manager"), device.screen()));

        run(Snapshots.of(Snapshots.site("blog").sample()), new Message.Quit());
    }

    @Test
    void the_log_follows_the_selection_once_it_has_rested() throws Exception {
        inbox.then(() -> assertEquals(1, feed.watched()));
        inbox.then(logged(1, "from the archive"));
        inbox.then(() -> assertTrue(device.screen().contains("from the archive")));
        inbox.thenAtOnce(key("j"), key("j"));
        inbox.then(() -> assertEquals(1, feed.watched()));
        inbox.then(() -> clock.advance(Duration.ofMillis(200)));
        inbox.then(() -> assertEquals(2, feed.watched()));
        inbox.thenAtOnce(logged(1, "too late"), logged(2, "from the other"));
        inbox.then(() -> assertTrue(device.screen().contains("from the other")));
        inbox.then(() -> assertFalse(device.screen().contains("too late")));
        inbox.then(() -> assertFalse(device.screen().contains("from the archive")));

        run(Snapshots.fleet(), new Message.Quit());
    }

    @Test
    void the_log_of_an_instance_that_is_removed_goes_with_it() throws Exception {
        inbox.then(logged(1, "its last words"));
        inbox.then(() -> assertTrue(device.screen().contains("its last words")));
        inbox.then(new Message.Sampled(Snapshots.of()));
        inbox.then(() -> clock.advance(Duration.ofMillis(200)));
        inbox.then(() -> assertTrue(device.screen().contains("no instance selected"), device.screen()));

        run(Snapshots.of(Snapshots.site("blog").sample()), new Message.Quit());
    }

    @Test
    void a_frozen_picture_takes_nothing_in_until_it_goes_on() throws Exception {
        inbox.then(() -> clock.advance(MOMENT));
        inbox.then(key("Z"));
        inbox.thenAtOnce(
                new Message.Sampled(Snapshots.of(Snapshots.site("newcomer").sample())), logged(1, "new line"));
        inbox.then(() -> assertFalse(device.screen().contains("new line")));
        inbox.then(() -> assertFalse(device.screen().contains("newcomer")));
        inbox.then(key("Z"));
        inbox.then(() -> assertTrue(device.screen().contains("newcomer")));
        inbox.then(() -> assertTrue(device.screen().contains("new line")));

        run(Snapshots.of(Snapshots.site("old-site").sample()), new Message.Quit());
    }

    @Test
    void another_size_is_drawn_anew() throws Exception {
        inbox.then(() -> device.resize(50, 12));
        inbox.then(new Message.Resized());
        inbox.then(() -> assertTrue(device.screen().contains("blog")));
        inbox.then(() -> device.resize(10, 3));
        inbox.then(new Message.Resized());
        inbox.then(() -> device.resize(200, 60));
        inbox.then(new Message.Resized());
        inbox.then(() -> assertTrue(device.screen().contains("blog")));

        run(Snapshots.fleet(), new Message.Quit());
    }

    @Test
    void ctrl_z_leaves_the_screen_stops_and_comes_back_whole() throws Exception {
        inbox.then(() -> assertEquals(1, device.terminal().clears()));
        inbox.then(key("Ctrl-Z"));
        inbox.then(() -> assertEquals(List.of("raw", "restore", "suspended", "restore", "raw"), device.done()));
        inbox.then(() -> assertEquals(2, device.terminal().clears()));
        inbox.then(() -> assertTrue(device.screen().contains("blog")));
        inbox.then(new Message.Continued());
        inbox.then(() -> assertEquals(3, device.terminal().clears()));

        run(Snapshots.fleet(), new Message.Quit());
    }

    @Test
    void ctrl_l_draws_everything_again() throws Exception {
        inbox.then(key("Ctrl-L"));
        inbox.then(() -> assertEquals(2, device.terminal().clears()));

        run(Snapshots.fleet(), new Message.Quit());
    }

    @Test
    void another_theme_is_painted_at_once_and_a_broken_one_is_told() throws Exception {
        inbox.then(key("Ctrl-T"));
        inbox.then(key("j"));
        inbox.then(() -> assertEquals(List.of("theme light"), asked));
        inbox.then(key("j"));
        inbox.then(key("Enter"));
        inbox.then(() -> assertEquals(List.of("theme light", "theme mono", "keep mono"), asked));

        run(Snapshots.fleet(), new Message.Quit());
    }

    @Test
    void a_terminal_that_is_gone_ends_it() throws Exception {
        assertEquals(Dashboard.Ending.HANGUP, run(Snapshots.fleet(), new Message.Hangup()));
        assertEquals("restore", device.done().get(device.done().size() - 1));
    }

    @Test
    void a_terminal_that_vanishes_in_the_middle_of_a_frame_ends_it() throws Exception {
        inbox.then(() -> device.vanish());
        inbox.then(key("j"));

        assertEquals(Dashboard.Ending.HANGUP, run(Snapshots.fleet()));
    }

    @Test
    void a_crash_is_thrown_after_the_screen_was_left() {
        inbox.then(() -> {
            throw new IllegalStateException("bug");
        });

        assertThrows(IllegalStateException.class, () -> run(Snapshots.fleet()));
        assertEquals("restore", device.done().get(device.done().size() - 1));
        assertTrue(device.terminal().modes().contains("?1049l"));
    }

    @Test
    void nothing_is_painted_after_it_was_abandoned() throws Exception {
        Dashboard dashboard = dashboard();
        dashboard.open();
        inbox.then(new Message.Sampled(Snapshots.fleet()));
        inbox.then(dashboard::abandon);
        int[] writes = {0};
        inbox.then(() -> writes[0] = device.writes());
        inbox.then(key("j"));
        inbox.then(() -> assertEquals(writes[0], device.writes()));
        inbox.then(new Message.Quit());

        dashboard.run(Keyboard.policy(Confirm.NORMAL), outlets());
    }

    @Test
    void old_data_is_marked_when_no_reading_comes() throws Exception {
        String[] before = {""};
        inbox.then(() -> before[0] = device.screen());
        inbox.then(() -> clock.advance(Duration.ofSeconds(7)));
        inbox.then(() -> assertFalse(device.screen().equals(before[0])));

        run(Snapshots.fleet(), new Message.Quit());
    }

    @Test
    void notices_are_shown() throws Exception {
        inbox.then(new Message.Notice(Toast.error("the state directory is read-only")));
        inbox.then(() -> assertTrue(device.screen().contains("the state directory is read-only")));
        inbox.then(new Message.Standing("low disk"));
        inbox.then(() -> assertTrue(device.screen().contains("low disk"), device.screen()));

        run(Snapshots.fleet(), new Message.Quit());
    }

    private Dashboard dashboard() {
        return new Dashboard(device, inbox, clock, Screens.opened(), Theme.fallback(Depth.INDEXED));
    }

    private Dashboard.Ending run(Snapshot first, Message... last) throws InterruptedException {
        inbox.addFirst(new Message.Sampled(first));
        return run(last);
    }

    private Dashboard.Ending run(Message... last) throws InterruptedException {
        for (Message message : last) {
            inbox.then(message);
        }
        Dashboard dashboard = dashboard();
        dashboard.open();
        return dashboard.run(Keyboard.policy(Confirm.NORMAL), outlets());
    }

    private Outlets outlets() {
        return new Outlets(
                command -> {
                    commands.add(command);
                    answers.add(new CompletableFuture<>());
                    return answers.get(answers.size() - 1);
                },
                feed,
                () -> asked.add("supervise"),
                () -> asked.add("sample"),
                interval -> asked.add(interval),
                this::theme,
                name -> asked.add("keep " + name),
                page -> asked.add("chronicle " + page.map(InstanceId::value).orElse("-")),
                visible::add);
    }

    private Theme theme(String name) {
        asked.add("theme " + name);
        if (name.equals("mono")) {
            throw new IkabudException(ExitCode.FAILED, "theme mono", "it is broken", "", null);
        }
        return Theme.fallback(Depth.SIXTEEN);
    }

    private static Message key(String name) {
        return new Message.Key(name);
    }

    private static Message logged(int watch, String text) {
        LogLine line = LogLine.parse(LogKind.PHP, text);
        return new Message.Logged(watch, List.of(line), 0);
    }
}
