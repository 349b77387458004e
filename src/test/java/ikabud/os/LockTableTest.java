package ikabud.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LockTableTest {
    @Test
    void only_locks_that_are_held_count_and_only_of_flock() {
        assertEquals(
                List.of(new LockTable.Lock(18400, "fe:00:2146532"), new LockTable.Lock(7, "00:2f:99")),
                LockTable.parse("""
                        1: POSIX  ADVISORY  WRITE 512 fe:00:1311 0 EOF
                        2: FLOCK  ADVISORY  WRITE 18400 fe:00:2146532 0 EOF
                        2: -> FLOCK  ADVISORY  WRITE 18500 fe:00:2146532 0 EOF
                        3: OFDLCK ADVISORY  READ -1 00:06:16 0 EOF
                        4: FLOCK  ADVISORY  WRITE x fe:00:5 0 EOF
                        5: FLOCK  ADVISORY  READ  7 00:2f:99 0 EOF
                        6: FLOCK
                        """));
    }

    @Test
    void only_lines_that_may_be_of_the_file_are_looked_at_closer() {
        String table = "1: x fe:00:31 0 EOF\n2: x fe:00:311 0 EOF\n3: -> x fe:00:31 0 EOF\n4: y 00:31:31 0";

        assertEquals(
                "1: x fe:00:31 0 EOF\n3: -> x fe:00:31 0 EOF\n4: y 00:31:31 0", LockTable.linesWith(":31 ", table));
        assertEquals("", LockTable.linesWith(":99 ", table));
    }

    @Test
    void a_file_that_is_not_there_is_not_locked() {
        assertTrue(new LockTable(new ProcFs()).taker(Path.of("/nonexistent")).isEmpty());
    }
}
