package ikabud.fastcgi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestBytesTest {
    @Test
    void a_small_request_is_these_bytes() {
        byte[] expected = {
            1, 1, 0, 1, 0, 8, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 4, 0, 1, 0, 5, 0, 0, 1, 2, 'A', 'b', 'c', 1, 4, 0, 1, 0,
            0, 0, 0, 1, 5, 0, 1, 0, 1, 0, 0, 'x', 1, 5, 0, 1, 0, 0, 0, 0
        };

        assertArrayEquals(
                expected, RequestBytes.of(Map.of("A", "bc"), new byte[] {'x'}).array());
    }

    @Test
    void a_long_value_has_a_long_length_and_a_long_body_several_records() {
        ByteBuffer request = RequestBytes.of(Map.of("A", "b".repeat(128)), new byte[70_000]);

        assertEquals(1, request.get(24));
        assertEquals((byte) 0x80, request.get(25));
        assertEquals((byte) 128, request.get(28));
        assertEquals(16 + 8 + 134 + 8 + 8 + 65_535 + 8 + 4_465 + 8, request.remaining());
    }
}
