package ikabud.fastcgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.PoolStatus;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FpmStatusTest {
    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final String STATUS = """
            pool:                 blog
            process manager:      ondemand
            start time:           20/Nov/2026:10:47:51 +0200
            start since:          729
            accepted conn:        5000000042
            listen queue:         0
            max listen queue:     0
            listen queue len:     0
            idle processes:       1
            active processes:     3
            total processes:      4
            max active processes: 4
            max children reached: 7
            slow requests:        2
            """;

    @Test
    void the_plain_form_is_read_by_its_names() {
        assertEquals(
                Optional.of(new PoolStatus(3, 1, 5_000_000_042L, 2, 7, Instant.parse("2026-11-20T08:47:51Z"), NOW)),
                FpmStatus.parse(STATUS, NOW));
    }

    @Test
    void a_newer_fpm_with_more_lines_is_read_just_the_same() {
        assertTrue(
                FpmStatus.parse(STATUS + "memory peak:          2097152\n", NOW).isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "active processes:     3, active processes:     many",
        "active processes:     3, active processes:     -1",
        "active processes:     3, active processes:     4294967297",
        "slow requests:        2, slow:                 2",
        "20/Nov/2026:10:47:51 +0200, yesterday",
        "accepted conn:        5000000042, accepted conn:        99999999999999999999"
    })
    void a_status_with_a_part_that_makes_no_sense_is_unknown(String right, String wrong) {
        assertTrue(FpmStatus.parse(STATUS.replace(right, wrong), NOW).isEmpty());
    }

    @Test
    void anything_else_is_unknown() {
        assertTrue(FpmStatus.parse("", NOW).isEmpty());
        assertTrue(FpmStatus.parse("<html>404</html>", NOW).isEmpty());
    }
}
