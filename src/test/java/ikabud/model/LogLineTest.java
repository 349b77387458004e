package ikabud.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogLineTest {

    private static final LogKind SOURCE = LogKind.FPM;

    @Test
    void a_stamp_is_taken_off_the_line() {
        var line = LogLine.parse(SOURCE, "[20-Nov-2026 08:47:51] NOTICE: ready to handle connections");

        assertEquals(
                new LogLine(SOURCE, "20-Nov-2026 08:47:51", LogLevel.NOTICE, "NOTICE: ready to handle connections"),
                line);
    }

    @Test
    void a_line_without_a_stamp_is_kept_whole() {
        assertEquals(new LogLine(SOURCE, "", LogLevel.NOTICE, "Stack trace:"), LogLine.parse(SOURCE, "Stack trace:"));
    }

    @ParameterizedTest
    @CsvSource({
        "ALERT: x, FATAL",
        "PHP Fatal error: x, FATAL",
        "PHP Parse error: x, FATAL",
        "ERROR: x, ERROR",
        "PHP Recoverable fatal error: x, ERROR",
        "WARNING: x, WARNING",
        "PHP Warning: x, WARNING",
        "DEBUG: x, DEBUG",
        "PHP Notice: x, NOTICE"
    })
    void the_level_is_read_from_the_first_word(String text, LogLevel level) {
        assertEquals(
                level,
                LogLine.parse(SOURCE, "[20-Nov-2026 08:47:51 UTC] " + text).level());
    }

    @Test
    void a_level_passes_a_filter_of_its_own_or_less() {
        assertTrue(LogLevel.ERROR.atLeast(LogLevel.ERROR));
        assertTrue(LogLevel.FATAL.atLeast(LogLevel.WARNING));
        assertFalse(LogLevel.NOTICE.atLeast(LogLevel.WARNING));
    }
}
