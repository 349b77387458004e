package ikabud.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({"0, 0.0", "0.04, 0.0", "0.05, 0.1", "99.94, 99.9", "99.95, 100", "212.4, 212", "-3, 0.0"})
    void a_decimal_has_one_digit_below_a_hundred(double value, String shown) {
        assertEquals(shown, Numbers.decimal(value));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0K",
        "524288, 512K",
        "1023000, 999K",
        "1048576, 1.00M",
        "40055603, 38.2M",
        "451936256, 431M",
        "1300234240, 1.21G",
        "9223372036854775807, 8.00E",
    })
    void bytes_have_three_digits_and_a_unit(long bytes, String shown) {
        assertEquals(shown, Numbers.bytes(bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "59, 59s",
        "60, 1m00s",
        "3599, 59m59s",
        "3600, 1h00m",
        "93784, 1d02h",
        "8640000, 100d",
        "-5, 0s"
    })
    void a_duration_has_two_units(long seconds, String shown) {
        assertEquals(shown, Numbers.duration(Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @CsvSource({"3000, 3 s", "1500, 1.5 s", "15000, 15 s", "12345, 12 s"})
    void seconds_in_a_sentence(long millis, String shown) {
        assertEquals(shown, Numbers.seconds(Duration.ofMillis(millis)));
    }

    @ParameterizedTest
    @CsvSource({"1.42, 1.42", "0.9, 0.90", "0.05, 0.05", "12, 12.00"})
    void a_load_has_two_decimals(double value, String shown) {
        assertEquals(shown, Numbers.load(value));
    }
}
