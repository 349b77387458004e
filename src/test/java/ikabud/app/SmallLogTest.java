package ikabud.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallLogTest {
    @TempDir
    Path directory;

    @Test
    void a_long_log_is_copied_once_and_begun_anew() throws IOException {
        Path log = Files.writeString(directory.resolve("log"), "x".repeat((1 << 20) + 1));

        new SmallLog(log).look();

        assertEquals(0, Files.size(log));
        assertEquals((1 << 20) + 1, Files.size(directory.resolve("log.1")));
    }

    @Test
    void a_short_log_stays_and_none_is_no_failure() throws IOException {
        Path log = Files.writeString(directory.resolve("log"), "short");

        new SmallLog(log).look();
        new SmallLog(directory.resolve("none")).look();

        assertEquals("short", Files.readString(log));
        assertFalse(Files.exists(directory.resolve("log.1")));
    }
}
