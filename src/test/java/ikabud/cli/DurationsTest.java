package ikabud.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ikabud.model.IkabudException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({"30, PT30S", "45s, PT45S", "250ms, PT0.25S", "10m, PT10M", "2h, PT2H", "1d, PT24H", "1w, PT168H"})
    void a_length_of_time_is_a_number_and_a_unit(String text, Duration length) {
        assertEquals(length, Durations.parse("x", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1.5", "m", "1y", "99999999999999999999", "1 m", "inf"})
    void anything_else_is_no_length_of_time(String text) {
        assertThrows(IkabudException.class, () -> Durations.parse("x", text));
    }

    @ParameterizedTest
    @CsvSource({
        "10m, 2026-11-20T11:50:00Z",
        "1d, 2026-11-19T12:00:00Z",
        "2026-11-20, 2026-11-19T23:00:00Z",
        "2026-11-20T03:00, 2026-11-20T02:00:00Z",
        "2026-11-20 03:00:30, 2026-11-20T02:00:30Z",
        "2026-11-20T03:00Z, 2026-11-20T03:00:00Z",
        "2026-11-20T03:00+02:00, 2026-11-20T01:00:00Z",
        "2026-11-20T03:00:05-01:00, 2026-11-20T04:00:05Z",
    })
    void since_is_so_long_ago_or_a_date_where_we_are(String text, Instant at) {
        assertEquals(at, Durations.since("x", text, NOW, BERLIN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-13-01", "2026-11-31T03:00", "2026-11-20T3:00", "2026-11-20T03:00:61"})
    void what_is_no_time_is_refused(String text) {
        assertThrows(IkabudException.class, () -> Durations.since("x", text, NOW, BERLIN));
    }

    @ParameterizedTest
    @CsvSource({"PT0.45S, 0.4s", "PT9.9S, 9.9s", "PT45S, 45s", "PT12M4S, 12m04s", "PT3H12M, 3h12m", "PT55H, 2d07h"})
    void a_length_of_time_is_told_in_its_two_largest_units(Duration length, String text) {
        assertEquals(text, Durations.brief(length));
    }
}
