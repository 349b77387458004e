package ikabud.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.support.Survives;
import ikabud.support.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerEndsTest {
    private static final String NOW = "[20-Nov-2026 12:11:10] ";
    private static final String CHILD = NOW + "WARNING: [pool blog] child 13807 exited ";
    private static final String FAILED = CHILD + "with code 70 after 0.001313 seconds from start";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "on signal 9 (SIGKILL) after 0.687651 seconds from start                | 1 | 0 | 0",
                "on signal 11 (SIGSEGV) after 12.991554 seconds from start              | 0 | 1 | 0",
                "on signal 11 (SIGSEGV - core dumped) after 12.991554 seconds from start | 0 | 1 | 0",
                "on signal 7 (SIGBUS) after 2.5 seconds from start                      | 0 | 1 | 0",
                "on signal 15 (SIGTERM) after 60.614468 seconds from start              | 0 | 0 | 0",
                "with code 70 after 0.001313 seconds from start                         | 0 | 0 | 1",
                "with code 0 after 100.1 seconds from start                             | 0 | 0 | 0",
            })
    void each_way_to_end_is_told_apart(String end, int killed, int crashed, int failed) {
        WorkerEnds ends = WorkerEnds.of(List.of(CHILD + end));

        assertEquals(List.of(killed, crashed, failed), List.of(ends.killed(), ends.crashed(), ends.failed()));
        assertEquals(killed + crashed + failed > 0, ends.isBad());
    }

    @Test
    void many_failed_starts_in_one_second_are_a_storm_and_fpm_says_why() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < WorkerEnds.STORM; i++) {
            lines.add("ERROR: [pool blog] failed to chdir(/srv/blog): No such file or directory (2)");
            lines.add("ERROR: [pool blog] child failed to initialize");
            lines.add(FAILED);
            lines.add(NOW + "NOTICE: [pool blog] child 13808 started");
        }

        WorkerEnds ends = WorkerEnds.of(lines);

        assertTrue(ends.isStorm());
        assertEquals("[pool blog] failed to chdir(/srv/blog): No such file or directory (2)", ends.words());
    }

    @Test
    void the_same_number_over_some_seconds_or_after_a_life_is_none() {
        List<String> slow = new ArrayList<>();
        for (int i = 0; i < WorkerEnds.STORM; i++) {
            slow.add(FAILED.replace("12:11:10", "12:11:" + (10 + i)));
        }

        assertFalse(WorkerEnds.of(slow).isStorm());
        assertFalse(WorkerEnds.of(Collections.nCopies(50, CHILD + "on signal 9 (SIGKILL) after 1.0 seconds from start"))
                .isStorm());
    }

    @Test
    @Survives(Trouble.WORKERS_CRASH)
    void what_a_reload_ended_is_not_counted_and_what_crashed_before_fpm_started_itself_afresh_is() {
        String killed = CHILD + "on signal 9 (SIGKILL) after 8.687651 seconds from start";
        String crashed = CHILD + "on signal 11 (SIGSEGV) after 8.687651 seconds from start";
        String running = NOW + "NOTICE: fpm is running, pid 77";
        String threshold = NOW + "WARNING: failed processes threshold (10 in 60 sec) is reached, initiating reload";

        assertEquals(WorkerEnds.NONE, WorkerEnds.of(List.of(killed, running)));
        WorkerEnds afresh = WorkerEnds.of(List.of(crashed, threshold, running));
        assertTrue(afresh.startedAfresh());
        assertEquals(1, afresh.crashed());
    }

    @Test
    void the_pools_limit_is_noticed() {
        String line = NOW + "WARNING: [pool blog] server reached pm.max_children setting (1), consider raising it";

        assertTrue(WorkerEnds.of(List.of(line)).limitReached());
        assertFalse(WorkerEnds.of(List.of(line)).isBad());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "child 1 exited on signal 9 (SIGKILL) after 0.1 seconds from start",
                "[20-Nov-2026 12:11:10] WARNING: [pool blog] child 99999999999999 exited with code 70 after 0.1 seconds",
                "[20-Nov-2026 12:11:10] WARNING: [pool blog] child 1 exited with code 99999 after 0.1 seconds",
                "[20-Nov-2026 12:11:10] WARNING: [pool blog] child 1 exited on signal 9 (",
                "[20-Nov-2026 12:11:10] NOTICE: [pool blog] 'child 1 exited with code 70 after 0.1 seconds from start'",
                "PHP message: [20-Nov-2026 12:11:10] WARNING: [pool x] child 1 exited with code 70 after 0.1 seconds",
                "\u0000\uFFFD\u001b]0;x\u0007"
            })
    void other_lines_say_nothing(String line) {
        assertEquals(WorkerEnds.NONE, WorkerEnds.of(List.of(line)));
    }

    @Test
    void long_hostile_lines_cost_no_time_and_only_tell_so_much() {
        String brackets = "[".repeat(4000) + "]".repeat(4000);
        String nearly = CHILD + "on signal 9 (" + "(".repeat(8000);
        String words = "ERROR: " + "\u202e".repeat(3) + "x".repeat(8000);

        WorkerEnds ends = assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> WorkerEnds.of(List.of(brackets, nearly, words, FAILED)));

        assertEquals(1, ends.failed());
        assertTrue(ends.words().length() <= 200);
        assertFalse(ends.words().contains("\u202e"));
    }
}
