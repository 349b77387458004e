package ikabud.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.support.FakeClock;
import ikabud.support.Survives;
import ikabud.support.Trouble;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
    @TempDir
    private Path directory;

    private final FakeClock clock = new FakeClock();
    private Path file;
    private LogTail tail;

    @BeforeEach
    void a_log_of_three_lines() throws IOException {
        file = directory.resolve("php.log");
        Files.writeString(file, "one\ntwo\nthree\n");
        tail = new LogTail(file, 2, clock);
    }

    @AfterEach
    void close() {
        tail.close();
    }

    @Test
    void it_starts_at_the_last_lines_and_goes_on_with_what_comes() throws IOException {
        assertEquals(List.of("two", "three"), tail.poll());
        assertEquals(List.of(), tail.poll());

        append("four\nfi");
        assertEquals(List.of("four"), tail.poll());

        append("ve\r\n");
        assertEquals(List.of("five"), tail.poll());
    }

    @Test
    void a_line_that_nobody_ends_is_shown_all_the_same() throws IOException {
        tail.poll();
        append("no end");

        assertEquals(List.of(), tail.poll());
        clock.advance(Duration.ofSeconds(1));
        assertEquals(List.of("no end"), tail.poll());
        assertEquals(List.of(), tail.poll());
    }

    @Test
    void a_line_that_comes_in_pieces_is_one_line() throws IOException {
        tail.poll();
        append("one half ");
        tail.poll();
        clock.advance(Duration.ofMillis(900));
        assertEquals(List.of(), tail.poll());

        append("and the other\n");

        assertEquals(List.of("one half and the other"), tail.poll());
    }

    @Test
    void no_lines_of_the_past_are_shown_where_none_were_asked_for() throws IOException {
        try (LogTail fresh = new LogTail(file, 0, clock)) {
            assertEquals(List.of(), fresh.poll());
            append("four\n");
            assertEquals(List.of("four"), fresh.poll());
        }
    }

    @Test
    void a_log_that_is_missing_is_empty_and_may_come() throws IOException {
        Path later = directory.resolve("slow.log");
        try (LogTail fresh = new LogTail(later, 10, clock)) {
            assertEquals(List.of(), fresh.poll());
            Files.writeString(later, "here\n");
            assertEquals(List.of("here"), fresh.poll());
        }
    }

    @Test
    @Survives(Trouble.DISK_OR_LOG)
    void a_log_that_was_renamed_away_is_read_to_its_end_and_the_new_one_from_its_start() throws IOException {
        tail.poll();
        append("last of the old\n");
        Files.move(file, directory.resolve("php.log.1"));
        Files.writeString(file, "first of the new\n");

        assertEquals(List.of("last of the old", "first of the new"), tail.poll());
    }

    @Test
    void what_its_writer_still_writes_to_a_log_that_was_renamed_away_is_read_for_ten_seconds() throws IOException {
        tail.poll();
        Path old = Files.move(file, directory.resolve("php.log.1"));
        Files.writeString(file, "");
        for (int polls = 0; polls < 1000; polls++) {
            tail.poll();
        }

        clock.advance(Duration.ofSeconds(9));
        Files.writeString(old, "late\n", StandardOpenOption.APPEND);
        assertEquals(List.of("late"), tail.poll());

        clock.advance(Duration.ofSeconds(1));
        tail.poll();
        Files.writeString(old, "too late\n", StandardOpenOption.APPEND);
        assertEquals(List.of(), tail.poll());
    }

    @Test
    void a_log_that_was_deleted_is_read_to_its_end_and_comes_back() throws IOException {
        tail.poll();
        append("last words\n");
        // Its name goes, the open file stays.
        Files.move(file, directory.resolve("elsewhere"));

        assertEquals(List.of("last words"), tail.poll());
        assertEquals(List.of(), tail.poll());
        Files.writeString(file, "new\n");
        assertEquals(List.of("new"), tail.poll());
    }

    @Test
    void a_log_that_was_cut_off_is_read_from_its_start() throws IOException {
        tail.poll();
        Files.writeString(file, "anew\n");

        assertEquals(List.of("anew"), tail.poll());
    }

    @Test
    void what_comes_too_fast_is_skipped_and_counted() throws IOException {
        tail.poll();
        append("0123456789\n".repeat(2 * LogTail.WINDOW / 11));

        List<String> lines = tail.poll();

        assertTrue(lines.size() <= LogTail.WINDOW / 11);
        assertEquals("0123456789", lines.get(0));
        assertTrue(tail.dropped() > 10_000);
    }

    @Test
    void a_line_beyond_eight_kilobytes_is_cut_and_the_next_is_whole() throws IOException {
        tail.poll();
        append("x".repeat(20_000) + "\nnext\n");

        List<String> lines = tail.poll();

        assertEquals(2, lines.size());
        assertEquals("x".repeat(LineCutter.LONGEST) + "…", lines.get(0));
        assertEquals("next", lines.get(1));
    }

    @Test
    void ten_gigabytes_without_a_line_end_cost_no_more_than_a_glance() throws IOException {
        Path huge = directory.resolve("huge.log");
        try (RandomAccessFile sparse = new RandomAccessFile(huge.toFile(), "rw");
                LogTail fresh = new LogTail(huge, 10, clock)) {
            sparse.setLength(10L << 30);
            List<String> lines = fresh.poll();
            assertEquals(1, lines.size());
            assertTrue(lines.get(0).length() < 300);

            sparse.seek(10L << 30);
            sparse.write("\nat last\n".getBytes(StandardCharsets.UTF_8));
            assertEquals("at last", fresh.poll().get(0));
        }
    }

    @Test
    void many_lines_can_be_asked_for() throws IOException {
        append("a line of some length\n".repeat(40_000));
        try (LogTail fresh = new LogTail(file, 30_000, clock)) {
            assertEquals(30_000, fresh.poll().size());
        }
    }

    @Test
    void a_link_is_refused_and_says_so_once() throws IOException {
        Path link = directory.resolve("fpm.log");
        Files.createSymbolicLink(link, file);
        try (LogTail fresh = new LogTail(link, 10, clock)) {
            assertEquals(List.of("WARNING: fpm.log: it is not a regular file and is not read"), fresh.poll());
            assertEquals(List.of(), fresh.poll());

            Files.delete(link);
            Files.writeString(link, "real\n");
            assertEquals(List.of("real"), fresh.poll());
        }
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }
}
