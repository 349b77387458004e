package ikabud.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.EnumSet;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalTest {

    @ParameterizedTest
    @ValueSource(strings = {"USR2", "usr2", "SIGUSR2", "sigusr2", "12"})
    void a_signal_is_read_by_name_or_number(String text) {
        assertEquals(Optional.of(Signal.USR2), Signal.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SIG", "0", "-9", "9 ", "NOPE"})
    void anything_else_is_no_signal(String text) {
        assertEquals(Optional.empty(), Signal.parse(text));
    }

    @Test
    void only_stopping_signals_mean_wanted_down() {
        var ending = Stream.of(Signal.values()).filter(Signal::ends).collect(Collectors.toSet());

        assertEquals(EnumSet.of(Signal.TERM, Signal.QUIT, Signal.INT, Signal.KILL), ending);
    }

    @ParameterizedTest
    @EnumSource
    void each_signal_says_what_it_means(Signal signal) {
        assertFalse(signal.meaning().isBlank());
        assertEquals(Optional.of(signal), Signal.parse(Integer.toString(signal.number())));
    }
}
