package ikabud.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColourTest {
    @Test
    void every_way_to_write_a_colour_is_read() {
        assertEquals(Optional.of(Colour.rgb(0x16a8fd)), Colour.parse("#16A8fd"));
        assertEquals(Optional.of(Colour.rgb(0x11aaff)), Colour.parse("#1af"));
        assertEquals(Optional.of(Colour.indexed(255)), Colour.parse("indexed:255"));
        assertEquals(Optional.of(Colour.named(9)), Colour.parse("bright-red"));
        assertEquals(Optional.of(Colour.DEFAULT), Colour.parse("default"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#12", "#1234567", "#ggg", "indexed:256", "indexed:-1", "indexed:", "reddish", "$ok"})
    void anything_else_is_no_colour(String text) {
        assertEquals(Optional.empty(), Colour.parse(text));
    }

    @Test
    void a_free_colour_becomes_the_nearest_of_what_there_is() {
        assertEquals(Colour.indexed(196), Colour.rgb(0xfe0101).at(Depth.INDEXED));
        assertEquals(Colour.indexed(244), Colour.rgb(0x808080).at(Depth.INDEXED));
        assertEquals(Colour.named(9), Colour.rgb(0xfe0101).at(Depth.SIXTEEN));
        assertEquals(Colour.named(0), Colour.indexed(16).at(Depth.SIXTEEN));
        assertEquals(Colour.DEFAULT, Colour.named(3).at(Depth.MONO));
    }

    @Test
    void what_the_terminal_can_show_stays_as_it_is() {
        assertEquals(Colour.named(3), Colour.named(3).at(Depth.SIXTEEN));
        assertEquals(Colour.indexed(77), Colour.indexed(77).at(Depth.INDEXED));
        assertEquals(Colour.rgb(0x123456), Colour.rgb(0x123456).at(Depth.TRUE));
        assertEquals(Colour.DEFAULT, Colour.DEFAULT.at(Depth.SIXTEEN));
    }
}
