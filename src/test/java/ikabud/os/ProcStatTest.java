package ikabud.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcStatTest {
    private static final String MASTER = "18400 (php-fpm8.2) S 1 18399 18398 0 -1 4194560 1409 7 0 0 12 3 40 5 20 0 1 0"
            + " 98765 240000000 3100 18446744073709551615 1 1 0 0 0 0 0 4096 134238723 0 0 0 17 1 0 0 0 0 0\n";

    @Test
    void a_line_of_the_kernel_is_read_field_by_field() {
        assertEquals(
                new ProcStat(18400, "php-fpm8.2", 'S', 1, 18399, 18398, 12, 3, 40, 5, 98765, 3100),
                ProcStat.parse(MASTER).orElseThrow());
    }

    @Test
    void a_name_may_hold_brackets_blanks_and_newlines() {
        var stat = ProcStat.parse(MASTER.replace("php-fpm8.2", ") Z 1 (\n)")).orElseThrow();

        assertEquals(") Z 1 (\n)", stat.comm());
        assertEquals('S', stat.state());
        assertEquals(98765, stat.startTicks());
    }

    @Test
    void a_zombie_is_dead_and_a_stopped_process_is_not() {
        assertTrue(ProcStat.parse(MASTER.replace(") S", ") Z")).orElseThrow().dead());
        assertFalse(ProcStat.parse(MASTER.replace(") S", ") T")).orElseThrow().dead());
        assertTrue(ProcStat.parse(MASTER.replace(") S", ") T")).orElseThrow().stopped());
    }

    @Test
    void the_number_of_threads_is_read_behind_any_name() {
        byte[] line = MASTER.replace("php-fpm8.2", ") Z 1 (\n)")
                .replace(" 20 0 1 0 ", " 20 0 3 0 ")
                .getBytes(StandardCharsets.ISO_8859_1);

        assertEquals(3, ProcStat.threads(line, line.length));
        assertEquals(0, ProcStat.threads(line, 20));
        assertEquals(0, ProcStat.threads(line, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "(", ") (", "1 (x", "1 (x)", "1 (x) S", "x (x) S 1 1 1", "1 (x) S 1 1", "1 (x) S a b c d e"})
    void what_is_not_such_a_line_is_nothing(String line) {
        assertTrue(ProcStat.parse(line).isEmpty());
    }
}
