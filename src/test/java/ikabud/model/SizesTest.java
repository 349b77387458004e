package ikabud.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "1000, 1000", "64K, 65536", "10M, 10485760", "10mb, 10485760", "1G, 1073741824"})
    void sizes_are_read(String text, long bytes) {
        assertEquals(bytes, Sizes.parse(text).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "M", "-1", "1.5M", "10T", "10 M", "9999999999999"})
    void others_are_not(String text) {
        assertTrue(Sizes.parse(text).isEmpty());
    }

    @Test
    void they_are_written_with_the_largest_unit_that_fits() {
        assertEquals("10M", Sizes.format(10 << 20));
        assertEquals("1025K", Sizes.format((1 << 20) + 1024));
        assertEquals("1000", Sizes.format(1000));
        assertEquals("0", Sizes.format(0));
    }
}
