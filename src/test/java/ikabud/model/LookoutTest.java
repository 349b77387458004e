package ikabud.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LookoutTest {
    private final List<Runnable> set = new ArrayList<>();
    private int woken;
    private final Lookout lookout = new Lookout(set::add, () -> woken++);

    @Test
    void it_is_quiet_from_a_look_until_something_changes() {
        assertFalse(lookout.isQuiet(), "nobody has looked yet");

        lookout.look();
        lookout.look();
        assertTrue(lookout.isQuiet());
        assertEquals(1, set.size(), "it is set already");

        set.get(0).run();
        assertFalse(lookout.isQuiet());
        assertEquals(1, woken);

        lookout.look();
        assertTrue(lookout.isQuiet());
        assertEquals(2, set.size());
    }

    @Test
    void a_change_while_it_is_set_is_not_lost() {
        Lookout hasty = new Lookout(
                off -> {
                    off.run();
                    return true;
                },
                () -> woken++);

        hasty.look();

        assertFalse(hasty.isQuiet());
        assertEquals(1, woken);
    }

    @Test
    void where_nobody_can_tell_it_is_never_quiet() {
        Lookout alone = new Lookout(Alarm.NONE, () -> woken++);

        alone.look();

        assertFalse(alone.isQuiet());
    }
}
