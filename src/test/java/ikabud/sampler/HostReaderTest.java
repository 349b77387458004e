package ikabud.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ikabud.support.FakeProc;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostReaderTest {
    // user, nice, system, idle, iowait, irq, softirq, steal
    private static final long[] BEFORE = {100, 0, 100, 1000, 50, 0, 0, 0};

    @Test
    void the_first_reading_is_unknown() {
        assertEquals(OptionalDouble.empty(), HostReader.busyPercent(new long[0], BEFORE));
    }

    @Test
    void waiting_for_a_disk_is_idle_and_stolen_time_is_busy() {
        assertEquals(
                OptionalDouble.of(40), HostReader.busyPercent(BEFORE, new long[] {110, 5, 115, 1040, 70, 0, 0, 10}));
    }

    @Test
    void no_time_or_time_that_runs_backwards_is_unknown() {
        assertEquals(OptionalDouble.empty(), HostReader.busyPercent(BEFORE, BEFORE));
        assertEquals(
                OptionalDouble.empty(), HostReader.busyPercent(BEFORE, new long[] {100, 0, 300, 1000, 10, 0, 0, 0}));
    }

    @Test
    void what_cannot_be_read_is_unknown(@TempDir Path root) {
        var host = new HostReader(new FakeProc(root).proc()).read();

        assertEquals("", host.name());
        assertEquals(OptionalDouble.empty(), host.load1());
        assertEquals(OptionalDouble.empty(), host.cpuPercent());
    }
}
