package ikabud.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CpuMeterTest {
    private static final long SECOND = 1_000_000_000L;

    private final CpuMeter meter = new CpuMeter(100, 2);

    @Test
    void the_first_reading_is_unknown_however_much_was_used_before() {
        assertEquals(OptionalDouble.empty(), meter.update(123_456, SECOND));
    }

    @Test
    void a_core_used_all_the_time_is_a_hundred_percent() {
        meter.update(1000, SECOND);

        assertEquals(OptionalDouble.of(100), meter.update(1100, 2 * SECOND));
    }

    @Test
    void the_share_is_of_the_time_that_really_passed() {
        meter.update(0, 0);

        assertEquals(OptionalDouble.of(20), meter.update(50, 5 * SECOND / 2));
        assertEquals(OptionalDouble.of(0), meter.update(50, 9 * SECOND));
    }

    @Test
    void a_count_that_went_backwards_is_unknown_and_a_new_beginning() {
        meter.update(1000, SECOND);

        assertEquals(OptionalDouble.empty(), meter.update(10, 2 * SECOND));
        assertEquals(OptionalDouble.of(10), meter.update(20, 3 * SECOND));
    }

    @Test
    void a_reading_too_soon_repeats_the_last_share_and_spoils_nothing() {
        meter.update(0, 0);
        meter.update(30, SECOND);

        assertEquals(OptionalDouble.of(30), meter.update(31, SECOND + SECOND / 100));
        assertEquals(OptionalDouble.of(50), meter.update(80, 2 * SECOND));
    }

    @Test
    void more_than_the_machine_has_is_never_shown() {
        meter.update(0, 0);

        assertEquals(OptionalDouble.of(200), meter.update(6000, SECOND));
    }
}
