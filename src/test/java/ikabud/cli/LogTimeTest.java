package ikabud.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogTimeTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void fpm_writes_local_time_and_php_names_the_zone() {
        assertEquals(Optional.of(Instant.parse("2026-11-20T07:47:51Z")), LogTime.parse("20-Nov-2026 08:47:51", BERLIN));
        assertEquals(
                Optional.of(Instant.parse("2026-11-20T08:47:51Z")), LogTime.parse("20-Nov-2026 08:47:51 UTC", BERLIN));
        assertEquals(
                Optional.of(Instant.parse("2026-11-20T13:47:51Z")),
                LogTime.parse("20-Nov-2026 08:47:51 America/New_York", BERLIN));
    }

    @Test
    void what_is_no_time_is_unknown() {
        assertEquals(Optional.empty(), LogTime.parse("", BERLIN));
        assertEquals(Optional.empty(), LogTime.parse("99-Nov-2026 08:47:51", BERLIN));
        assertEquals(Optional.empty(), LogTime.parse("20-Nov-2026 08:47:51 Nowhere/Else", BERLIN));
    }
}
