package ikabud.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> WORDS = List.of("refresh", "theme", "php");

    @ParameterizedTest
    @CsvSource({"theme, theme, 0", "theme, thme, 1", "theme, htéme, 2", "theme, tehme, 1", "'', abc, 3"})
    void letters_that_differ_are_counted(String from, String to, int distance) {
        assertEquals(distance, Nearest.distance(from, to));
        assertEquals(distance, Nearest.distance(to, from));
    }

    @Test
    void a_guess_is_made_only_where_it_is_likely() {
        assertEquals(Optional.of("refresh"), Nearest.to("refrehs", WORDS));
        assertEquals(Optional.of("php"), Nearest.to("hpp", WORDS));
        assertEquals(Optional.empty(), Nearest.to("colour", WORDS));
        assertEquals(Optional.empty(), Nearest.to("x".repeat(10_000), WORDS));
        assertEquals(Optional.empty(), Nearest.to("theme", List.of()));
    }

    @Test
    void durations_are_read_as_people_write_them() {
        assertEquals(Optional.of(Duration.ofMillis(500)), Times.parse("500ms"));
        assertEquals(Optional.of(Duration.ofMillis(1500)), Times.parse("1.5s"));
        assertEquals(Optional.of(Duration.ofSeconds(2)), Times.parse("2"));
        assertEquals(Optional.of(Duration.ofMinutes(90)), Times.parse("1.5h"));
        assertEquals(Optional.of(Duration.ofSeconds(30)), Times.parse("0.5m"));
        for (var rubbish : List.of("", "s", "-1s", "1 s", "1d", "1e3", "9999999999s", "1.2345s")) {
            assertEquals(Optional.empty(), Times.parse(rubbish), rubbish);
        }
        assertEquals("1500ms", Times.format(Duration.ofMillis(1500)));
        assertEquals("90s", Times.format(Duration.ofSeconds(90)));
    }
}
