package ikabud.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.Layout;
import ikabud.model.LogKind;
import ikabud.model.LogLine;
import ikabud.model.LogSource.Follower;
import ikabud.support.FakeClock;
import ikabud.support.FakeProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnitLogsTest {
    private static final InstanceId BLOG = new InstanceId("blog");
    private static final InstanceId SHOP = new InstanceId("shop");
    private static final InstanceId DIRECT = new InstanceId("direct");

    @TempDir
    private Path root;

    private final FakeClock clock = new FakeClock();
    private final List<List<String>> started = new ArrayList<>();
    private final List<FakeProgram> programs = new ArrayList<>();
    private final Deque<FakeProgram> next = new ArrayDeque<>();
    private Layout layout;
    private UnitLogs logs;

    @BeforeEach
    void instances() throws IOException {
        layout = new Layout(root, root, root, root, false);
        for (InstanceId id : List.of(BLOG, SHOP, DIRECT)) {
            Files.createDirectories(layout.logDirectory(id));
        }
        logs = new UnitLogs(new FileLogs(layout, clock), id -> !id.equals(DIRECT), new Journalctl(this::start), clock);
    }

    @Test
    void nothing_is_started_for_an_instance_that_systemd_does_not_run() throws IOException {
        fpm(DIRECT, 0, "NOTICE: ready");

        try (Follower follower = logs.follow(DIRECT, 10)) {
            assertTrue(follower.ready());
            assertEquals(List.of("NOTICE: ready"), texts(follower));
        }
        assertEquals(List.of(), started);
    }

    @Test
    void nothing_is_started_before_somebody_reads() {
        logs.follow(BLOG, 10).close();

        assertEquals(List.of(), started);
    }

    @Test
    void the_journal_and_the_files_are_read_as_one_in_the_order_of_their_times() throws IOException {
        fpm(BLOG, 2, "NOTICE: ready");
        fpm(BLOG, 7, "NOTICE: ready");
        ended(0, entry(5, "Main process exited") + entry(1, "Starting"));

        try (Follower follower = logs.last(BLOG, 10)) {
            assertEquals(
                    List.of("systemd: Starting", "NOTICE: ready", "systemd: Main process exited", "NOTICE: ready"),
                    texts(follower));
        }
        assertEquals(1, started.size());
        assertTrue(started.get(0).containsAll(List.of("--reverse", "--lines=10", "--unit=ikabud-blog.service")));
    }

    @Test
    void the_last_lines_of_both_together_are_shown_first() throws IOException {
        fpm(BLOG, 1, "NOTICE: first");
        fpm(BLOG, 4, "NOTICE: last");
        ended(0, entry(3, "b") + entry(2, "a"));

        try (Follower follower = logs.last(BLOG, 2)) {
            assertEquals(List.of("systemd: b", "NOTICE: last"), texts(follower));
        }
    }

    @Test
    void files_wait_a_second_for_the_journal_and_no_longer() throws IOException {
        fpm(BLOG, 2, "NOTICE: ready");
        FakeProgram slow = new FakeProgram();
        next.add(slow);

        try (Follower follower = logs.last(BLOG, 10)) {
            assertFalse(follower.ready());
            assertEquals(List.of(), texts(follower));

            clock.advance(Duration.ofSeconds(1));
            assertEquals(List.of("NOTICE: ready"), texts(follower));

            slow.prints(entry(1, "Starting")).ends(0);
            assertTrue(follower.ready());
            assertEquals(List.of("systemd: Starting"), texts(follower));
        }
    }

    @Test
    void what_comes_is_followed_and_what_was_shown_is_not_shown_again() {
        clock.advance(Duration.ofMillis(300));
        ended(0, entry(1, "Started"));
        FakeProgram watch = new FakeProgram().prints(entry(1, "Started"));
        next.add(watch);

        try (Follower follower = logs.follow(BLOG, 10)) {
            assertEquals(List.of("systemd: Started"), texts(follower));
            assertTrue(
                    started.get(1).contains("--since=@" + clock.now().getEpochSecond() + ".300000"),
                    started.toString());

            watch.prints(entry(2, "Stopping"));
            assertEquals(List.of("systemd: Stopping"), texts(follower));
            assertEquals(List.of(), texts(follower));
            assertTrue(watch.isAlive());
        }
        assertFalse(watch.isAlive());
        assertEquals(2, started.size());
    }

    @Test
    void whoever_reads_the_past_only_starts_nothing_that_goes_on() {
        ended(0, entry(0, "Started"));

        try (Follower follower = logs.last(BLOG, 10)) {
            texts(follower);
            texts(follower);
        }
        assertEquals(1, started.size());
    }

    @Test
    void several_instances_share_the_program_that_goes_on_until_the_last_is_closed() {
        ended(0, "");
        FakeProgram watch = new FakeProgram();
        Follower blog = logs.follow(BLOG, 10);
        Follower shop = logs.follow(SHOP, 10);
        next.add(watch);
        texts(blog);
        ended(0, "");
        texts(shop);

        watch.prints(entry(3, "shop is stopped").replace("-blog.", "-shop.") + entry(4, "blog is stopped"));

        assertEquals(List.of("systemd: blog is stopped"), texts(blog));
        assertEquals(List.of("systemd: shop is stopped"), texts(shop));
        assertEquals(3, started.size());
        blog.close();
        assertTrue(watch.isAlive());
        shop.close();
        assertFalse(watch.isAlive());
    }

    @Test
    void an_instance_that_is_looked_at_later_gets_a_program_of_its_own() {
        ended(0, "");
        logs.follow(BLOG, 10).read(10);
        ended(0, "");
        try (Follower later = logs.follow(SHOP, 10)) {
            texts(later);
        }

        assertEquals(4, started.size());
        assertTrue(programs.get(1).isAlive());
        assertFalse(programs.get(3).isAlive());
    }

    @Test
    void a_missing_journalctl_is_told_and_the_files_are_read() throws IOException {
        fpm(BLOG, 0, "NOTICE: ready");
        UnitLogs without = new UnitLogs(
                new FileLogs(layout, clock),
                id -> true,
                new Journalctl(command -> {
                    throw IkabudException.failed("command journalctl", "there is no such program", "install it");
                }),
                clock);

        try (Follower follower = without.follow(BLOG, 10)) {
            assertEquals(List.of("NOTICE: ready"), texts(follower));
            assertEquals("command journalctl: there is no such program: install it", trouble(follower));
        }
    }

    @Test
    void a_journal_that_may_not_be_read_is_told_with_what_to_do() {
        next.add(new FakeProgram()
                .complains("No journal files were opened due to insufficient permissions.\nmore\n")
                .ends(1));

        try (Follower follower = logs.last(BLOG, 10)) {
            assertEquals(List.of(), texts(follower));
            assertEquals(
                    "systemd's journal: No journal files were opened due to insufficient permissions:"
                            + " become root, or a member of the group systemd-journal",
                    trouble(follower));
            assertEquals(ExitCode.NEEDS_RIGHTS, follower.trouble().orElseThrow().exitCode());
        }
    }

    @Test
    void a_program_that_ends_while_it_should_go_on_is_told_and_not_started_again() {
        ended(0, "");
        next.add(new FakeProgram()
                .prints(entry(1, "Stopping"))
                .complains("Bus error \033[2J")
                .ends(135));

        try (Follower follower = logs.follow(BLOG, 10)) {
            assertEquals(List.of("systemd: Stopping"), texts(follower));
            assertEquals(
                    "systemd's journal: journalctl ended with code 135, Bus error ^[2J: try `journalctl -n 1`",
                    trouble(follower));
            texts(follower);
        }
        assertEquals(2, started.size());
    }

    @Test
    void a_journal_that_answers_nothing_is_given_up_after_a_while() {
        FakeProgram stuck = new FakeProgram();
        next.add(stuck);

        try (Follower follower = logs.last(BLOG, 10)) {
            assertFalse(follower.ready());
            clock.advance(Duration.ofSeconds(21));
            assertTrue(follower.ready());
            assertTrue(trouble(follower).contains("within 20 s"), trouble(follower));
        }
        assertFalse(stuck.isAlive());
    }

    @Test
    void a_past_of_huge_messages_is_read_until_there_are_enough() {
        String lines = "a message of two hundred lines like this\n".repeat(200);
        String huge = entry(1, "x").replace("MESSAGE=x", "MESSAGE\n" + length(lines.length()) + lines);
        FakeProgram endless = new FakeProgram().prints(huge.repeat(100));
        next.add(endless);

        try (Follower follower = logs.last(BLOG, 500)) {
            assertEquals(500, texts(follower).size());
        }
        assertFalse(endless.isAlive());
    }

    @Test
    void a_flood_is_left_out_but_for_its_end_and_counted() {
        ended(0, "");
        FakeProgram watch = new FakeProgram();
        next.add(watch);

        try (Follower follower = logs.follow(BLOG, 10)) {
            texts(follower);
            StringBuilder flood = new StringBuilder();
            for (int i = 0; i < 5000; i++) {
                flood.append(entry(1, "line " + i));
            }
            watch.prints(flood.toString());

            List<String> shown = texts(follower);

            assertEquals("systemd: line 4999", shown.get(shown.size() - 1));
            assertTrue(follower.dropped() > 1000, shown.size() + " lines");
            assertEquals(5000, shown.size() + follower.dropped());
        }
    }

    private RunningProgram start(List<String> command) {
        started.add(command);
        FakeProgram program = next.isEmpty() ? new FakeProgram() : next.remove();
        programs.add(program);
        return new RunningProgram(program);
    }

    private void ended(int code, String output) {
        next.add(new FakeProgram().prints(output).ends(code));
    }

    private static List<String> texts(Follower follower) {
        return follower.read(5000).stream().map(LogLine::text).toList();
    }

    private static String trouble(Follower follower) {
        return follower.trouble().map(IkabudException::getMessage).orElse("");
    }

    private static String length(int bytes) {
        return "" + (char) (bytes & 0x7f) + (char) (bytes >> 8) + "\0".repeat(6);
    }

    private String entry(int second, String message) {
        Instant at = clock.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(second);
        long micros = at.toEpochMilli() * 1000;
        return "__CURSOR=s=a;i=" + micros + message + "\n__REALTIME_TIMESTAMP=" + micros
                + "\n_PID=1\nUNIT=ikabud-blog.service\nPRIORITY=6\nMESSAGE=" + message + "\n\n";
    }

    private void fpm(InstanceId id, int second, String text) throws IOException {
        Instant at = clock.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(second);
        Files.writeString(
                layout.logFile(id, LogKind.FPM),
                "[" + LogTimes.stamp(at, ZoneId.systemDefault()) + "] " + text + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
