package ikabud.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceIdTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Blog", "1blog", "-blog", "blog_1", "../etc", "blog\n", "abcdefghijklmnopqrstuvwxyz", "root"
            })
    void a_name_that_could_hurt_is_refused(String value) {
        var failure = assertThrows(IkabudException.class, () -> new InstanceId(value));

        assertEquals(ExitCode.USAGE, failure.exitCode());
        assertFalse(failure.getMessage().contains("\n"));
    }

    @Test
    void the_longest_id_makes_a_user_name_that_linux_takes() {
        var id = new InstanceId("abcdefghijklmnopqrstuvw-y");

        assertEquals("ikabud_abcdefghijklmnopqrstuvw_y", id.userName());
        assertEquals(32, id.userName().length());
    }

    @Test
    void ids_are_ordered_by_name() {
        assertTrue(new InstanceId("blog").compareTo(new InstanceId("shop")) < 0);
        assertEquals("blog", new InstanceId("blog").toString());
    }
}
