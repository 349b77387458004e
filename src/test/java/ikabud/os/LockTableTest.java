package ikabud.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LockTableTest {
    @Test
    void only_locks_that_are_held_count_and_only_of_flock_on_that_inode() {
        assertEquals(
                List.of(new LockTable.Lock(18400, "fe:00:2146532"), new LockTable.Lock(7, "00:2f:2146532")),
                LockTable.parse("""
                        1: POSIX  ADVISORY  WRITE 512 fe:00:2146532 0 EOF
                        2: FLOCK  ADVISORY  WRITE 18400 fe:00:2146532 0 EOF
                        2: -> FLOCK  ADVISORY  WRITE 18500 fe:00:2146532 0 EOF
                        3: OFDLCK ADVISORY  READ -1 00:06:2146532 0 EOF
                        4: FLOCK  ADVISORY  WRITE x fe:00:2146532 0 EOF
                        5: FLOCK  ADVISORY  READ  7 00:2f:2146532 0 EOF
                        6: FLOCK  ADVISORY  WRITE 8 fe:00:12146532 0 EOF
                        7: FLOCK  ADVISORY  WRITE 9 fe:00:21465321 0 EOF
                        8: FLOCK
                        """, 2146532));
    }

    @Test
    void a_file_that_is_not_there_is_not_locked() {
        assertTrue(new LockTable(new ProcFs()).taker(Path.of("/nonexistent")).isEmpty());
    }
}
