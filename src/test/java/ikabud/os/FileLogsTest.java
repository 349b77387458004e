package ikabud.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.InstanceId;
import ikabud.model.Layout;
import ikabud.model.LogKind;
import ikabud.model.LogLevel;
import ikabud.model.LogLine;
import ikabud.support.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLogsTest {
    private static final InstanceId BLOG = new InstanceId("blog");
    private static final LocalDateTime NOON = LocalDateTime.of(2026, 11, 20, 12, 0);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("dd-MMM-uuuu HH:mm:ss", Locale.ENGLISH);

    @TempDir
    private Path root;

    private final FakeClock clock = new FakeClock();
    private Layout layout;

    @BeforeEach
    void an_instance() throws IOException {
        layout =
                new Layout(root.resolve("etc"), root.resolve("state"), root.resolve("run"), root.resolve("log"), false);
        Files.createDirectories(layout.logDirectory(BLOG));
    }

    @Test
    void the_logs_are_read_as_one_in_the_order_of_their_times() throws IOException {
        append(LogKind.FPM, local(0) + "NOTICE: ready\n" + local(4) + "WARNING: child 7 exited\n");
        append(LogKind.PHP, utc(2) + "PHP Warning:  late\n#0 without a time\n" + utc(6) + "PHP Fatal error:  end\n");

        try (var follower = new FileLogs(layout, clock).follow(BLOG, 100)) {
            assertEquals(
                    List.of(
                            "NOTICE: ready",
                            "PHP Warning:  late",
                            "#0 without a time",
                            "WARNING: child 7 exited",
                            "PHP Fatal error:  end"),
                    follower.read(100).stream().map(LogLine::text).toList());
        }
    }

    @Test
    void a_change_is_told_unless_time_brings_the_next_line_too() throws IOException {
        List<Path> watched = new ArrayList<>();
        FileLogs logs = new FileLogs(layout, clock, id -> List.of(), folder -> off -> watched.add(folder));
        append(LogKind.FPM, local(0) + "ready\n");
        try (var follower = logs.follow(BLOG, 100)) {
            follower.read(100);
            assertTrue(follower.tell(() -> {}));
            assertEquals(List.of(layout.logDirectory(BLOG)), watched);

            append(LogKind.FPM, local(1) + "half");
            follower.read(100);
            assertFalse(follower.tell(() -> {}), "a line that nobody ends is shown after a second");

            append(LogKind.FPM, " a line\n");
            follower.read(100);
            assertTrue(follower.tell(() -> {}));
        }
        try (var follower = new FileLogs(layout, clock).follow(BLOG, 100)) {
            assertFalse(follower.tell(() -> {}), "nobody watches the folder");
        }
    }

    @Test
    void blank_lines_say_nothing() throws IOException {
        append(LogKind.FPM, local(0) + "NOTICE: test is successful\n\n \n" + local(1) + "NOTICE: ready\n");

        try (var follower = new FileLogs(layout, clock).follow(BLOG, 100)) {
            assertEquals(
                    List.of("NOTICE: test is successful", "NOTICE: ready"),
                    follower.read(100).stream().map(LogLine::text).toList());
        }
    }

    @Test
    void the_last_lines_of_all_together_are_shown_first() throws IOException {
        append(LogKind.FPM, local(0) + "a\n" + local(1) + "b\n" + local(5) + "e\n");
        append(LogKind.PHP, utc(2) + "c\n" + utc(3) + "d\n");

        try (var follower = new FileLogs(layout, clock).follow(BLOG, 3)) {
            assertEquals(
                    List.of("c", "d", "e"),
                    follower.read(100).stream().map(LogLine::text).toList());
        }
    }

    @Test
    void what_does_not_fit_one_call_comes_with_the_next() throws IOException {
        append(LogKind.PHP, "1\n2\n3\n");

        try (var follower = new FileLogs(layout, clock).follow(BLOG, 10)) {
            assertEquals(2, follower.read(2).size());
            append(LogKind.PHP, "4\n");
            assertEquals(
                    List.of("3", "4"),
                    follower.read(2).stream().map(LogLine::text).toList());
            assertEquals(0, follower.dropped());
        }
    }

    @Test
    void lines_carry_their_log_and_level_and_are_harmless() throws IOException {
        try (var follower = new FileLogs(layout, clock).follow(BLOG, 10)) {
            assertTrue(follower.read(10).isEmpty());
            append(LogKind.PHP, utc(0) + "PHP Warning:  \u001b[2Jboo\0\n");

            LogLine line = follower.read(10).get(0);

            assertEquals(LogKind.PHP, line.source());
            assertEquals(LogLevel.WARNING, line.level());
            assertEquals("PHP Warning:  ^[2Jboo?", line.text());
        }
    }

    private static String local(int second) {
        return "[" + STAMP.format(NOON.plusSeconds(second)) + "] ";
    }

    private static String utc(int second) {
        var moment = NOON.plusSeconds(second).atZone(ZoneId.systemDefault());
        return "[" + STAMP.format(moment.withZoneSameInstant(ZoneOffset.UTC)) + " UTC] ";
    }

    private void append(LogKind kind, String text) throws IOException {
        Files.writeString(layout.logFile(BLOG, kind), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
