package ikabud.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogTimesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void a_stamp_with_a_zone_means_that_zone_and_one_without_the_machines() {
        Instant moment = Instant.parse("2026-11-20T08:47:51Z");

        assertEquals(moment, LogTimes.parse("20-Nov-2026 08:47:51 UTC", BERLIN).orElseThrow());
        assertEquals(moment, LogTimes.parse("20-Nov-2026 09:47:51", BERLIN).orElseThrow());
        assertEquals(
                moment, LogTimes.parse("20-Nov-2026 09:47:51.123456", BERLIN).orElseThrow());
        assertEquals(
                moment,
                LogTimes.parse("20-Nov-2026 03:47:51 America/New_York", BERLIN).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "20-Nov-2026",
                "20-Nov-2026 08:47:51 No/Where",
                "32-Nov-2026 08:47:51",
                "20-Foo-2026 08:47:51"
            })
    void anything_else_is_no_time(String stamp) {
        assertTrue(LogTimes.parse(stamp, BERLIN).isEmpty());
    }
}
