package ikabud.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitStateTest {
    private static Map<String, UnitState> captured() throws Exception {
        // What `systemctl show` of systemd 252 said of units that ended in all ways.
        return UnitState.parse(Files.readString(Path.of("src/test/resources/systemd/show.txt")));
    }

    @Test
    void reads_several_units_at_once_in_whatever_order_their_lines_come() throws Exception {
        Map<String, UnitState> units = captured();

        assertEquals(18, units.size());
        UnitState runs = units.get("ikabud-runs.service");
        assertEquals("active", runs.active());
        assertTrue(runs.enabled());
        assertEquals("/system.slice/ikabud-runs.service", runs.group());
        assertTrue(runs.mainPid().isPresent());
        UnitState killed = units.get("ikabud-killed.service");
        assertEquals("signal", killed.result());
        assertEquals(9, killed.exitStatus());
        assertEquals(OptionalInt.empty(), killed.mainPid());
        assertFalse(killed.enabled());
        assertEquals(Duration.ofMinutes(10), units.get("ikabud-retried.service").delay());
        assertFalse(units.get("ikabud-nothing.service").loaded());
    }

    @ParameterizedTest
    @CsvSource({
        "100ms,100",
        "0,0",
        "2.5s,2500",
        "1min 30s,90000",
        "1h 5min,3900000",
        "250us,0",
        "infinity,0",
        "'',0",
    })
    void reads_times_as_systemd_prints_them(String text, long millis) {
        assertEquals(millis, UnitState.time(text).toMillis());
    }

    @Test
    void makes_nothing_of_what_it_cannot_read() {
        assertEquals(Map.of(), UnitState.parse("nonsense\n\nMainPID=4\n"));
        assertEquals(
                OptionalInt.empty(),
                UnitState.parse("Id=a.service\nMainPID=many\n").get("a.service").mainPid());
    }
}
