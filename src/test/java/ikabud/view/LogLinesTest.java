package ikabud.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.InstanceId;
import ikabud.model.LogKind;
import ikabud.model.LogLevel;
import ikabud.model.LogLine;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogLinesTest {
    private static final Area TEN_ROWS = new Area(0, 10, 80, 10);
    private final LogState log = LogState.INITIAL.of(new InstanceId("shop")).appended(lines(0, 100), 0, 1000);

    @Test
    void following_shows_the_last_lines() {
        assertEquals(90, LogLines.first(log, TEN_ROWS));
    }

    @Test
    void scrolling_up_stops_following_and_counts_what_comes() {
        LogState up = LogLines.scrolled(log, -3, TEN_ROWS);
        LogState later = up.appended(lines(100, 4), 0, 1000);

        assertFalse(later.follow());
        assertEquals(87, later.top());
        assertEquals(4, later.unseen());
    }

    @Test
    void scrolling_down_to_the_end_follows_again() {
        LogState up = LogLines.scrolled(log, -3, TEN_ROWS);

        assertFalse(LogLines.scrolled(up, 2, TEN_ROWS).follow());
        assertTrue(LogLines.scrolled(up, 3, TEN_ROWS).follow());
        assertTrue(LogLines.scrolled(up, Integer.MAX_VALUE, TEN_ROWS).follow());
        assertSame(log, LogLines.scrolled(log, 5, TEN_ROWS));
    }

    @Test
    void what_is_looked_at_stays_when_old_lines_fall_out() {
        LogState held = LogLines.held(LogLines.scrolled(log, -30, TEN_ROWS), TEN_ROWS);

        LogState later = held.appended(lines(100, 20), 5, 100);

        assertEquals(held.lines().get(held.top()), later.lines().get(later.top()));
        assertEquals(100, later.lines().size());
        assertEquals(5, later.dropped());
    }

    @Test
    void a_held_line_that_fell_out_leaves_the_oldest_at_the_top() {
        LogState held = log.heldAt(0).appended(lines(100, 60), 0, 100);

        assertEquals(0, held.top());
        assertEquals("PHP Warning:  line 60", held.lines().get(0).text());
    }

    @Test
    void a_level_hides_what_is_less_bad_everywhere() {
        LogState warnings = log.withLeast(LogLevel.WARNING);

        Area fiveRows = new Area(0, 10, 80, 5);

        assertEquals(50, LogLines.first(warnings, fiveRows));
        assertEquals(40, LogLines.first(LogLines.scrolled(warnings, -1, fiveRows), fiveRows));
        assertEquals(LogLevel.NOTICE, log.withNextLevel().least());
        assertEquals(
                LogLevel.DEBUG,
                log.withNextLevel()
                        .withNextLevel()
                        .withNextLevel()
                        .withNextLevel()
                        .least());
    }

    @Test
    void the_next_match_and_the_one_before() {
        LogState searched = log.searching("line 5");

        LogState last = LogLines.toMatch(searched, false, TEN_ROWS);
        LogState before = LogLines.toMatch(last, false, TEN_ROWS);

        assertEquals(11, LogLines.matches(searched));
        assertEquals(59, last.match());
        assertEquals(58, before.match());
        assertEquals(59, LogLines.toMatch(before, true, TEN_ROWS).match());
        assertFalse(last.follow());
        assertTrue(last.top() <= 59 && 59 < last.top() + 10);
        assertSame(searched, LogLines.toMatch(searched, true, TEN_ROWS));
    }

    @Test
    void the_next_error_is_a_warning_or_worse() {
        LogState at = LogLines.toError(log, false, TEN_ROWS);

        assertEquals(90, at.match());
        assertEquals(80, LogLines.toError(at, false, TEN_ROWS).match());
    }

    @Test
    void a_wrapped_line_takes_as_many_rows_as_it_needs() {
        LogState wrapped = log.appended(
                        List.of(new LogLine(LogKind.PHP, "", LogLevel.NOTICE, "x".repeat(200))), 0, 1000)
                .withWrap(true);

        assertEquals(94, LogLines.first(wrapped, TEN_ROWS));
    }

    @Test
    void an_empty_log_can_be_scrolled_and_searched() {
        LogState empty = LogState.INITIAL.searching("x");

        assertSame(empty, LogLines.toMatch(empty, true, TEN_ROWS));
        assertTrue(LogLines.scrolled(empty, -5, TEN_ROWS).follow());
        assertSame(empty, empty.appended(List.of(), 0, 100));
        assertTrue(log.cleared().lines().isEmpty());
    }

    @Test
    void the_log_of_another_instance_is_looked_at_in_the_same_way() {
        LogState other = log.withWrap(true).withTimes(false).heldAt(3).of(new InstanceId("blog"));

        assertTrue(other.wrap());
        assertFalse(other.times());
        assertTrue(other.follow());
        assertTrue(other.lines().isEmpty());
    }

    private static List<LogLine> lines(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> LogLine.parse(LogKind.PHP, (i % 10 == 0 ? "PHP Warning:  " : "") + "line " + i))
                .toList();
    }
}
