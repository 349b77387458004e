package ikabud.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTest {
    @Test
    void the_launchers_size_is_the_first_answer() {
        var terminal = new Terminal(new ProcFs(), new Spawner(), Map.of("IKABUD_TTY_SIZE", "24 80"));

        assertEquals(Optional.of(new Terminal.Size(80, 24)), terminal.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "24", "0 0", "24 x", "-1 80", "24 80 1", "99999999999 1"})
    void what_is_no_size_is_unknown(String text) {
        assertTrue(Terminal.parse(text).isEmpty());
    }

    @Test
    void without_a_terminal_nobody_is_there() {
        assertFalse(new Terminal(new ProcFs(Path.of("/nonexistent")), new Spawner(), Map.of()).isInteractive());
    }
}
