package ikabud.os;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchedStatTest {
    private static OptionalLong turns(String text) {
        byte[] line = text.getBytes(StandardCharsets.US_ASCII);
        return SchedStat.turns(line, line.length);
    }

    @Test
    void the_third_number_counts_turns() {
        assertEquals(OptionalLong.of(392), turns("195179952 11116221 392\n"));
        assertEquals(OptionalLong.of(1), turns("0 0 1\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0 0 0\n", "12 13", "12 13 ", "x y z"})
    void a_kernel_that_counts_nothing_is_not_believed(String line) {
        assertEquals(OptionalLong.empty(), turns(line));
    }
}
