package ikabud.hosting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.InstanceId;
import ikabud.support.Golden;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GateScriptTest {
    private static final InstanceId BLOG = new InstanceId("blog");

    @Test
    void it_runs_what_the_user_had_run_first() throws IOException {
        Golden.assertSame("hosting/gate-chained.php", GateScript.text(BLOG, Optional.of("/home/me/it's first.php")));
    }

    @Test
    void it_runs_what_php_ini_says_where_the_user_says_nothing() throws IOException {
        Golden.assertSame("hosting/gate.php", GateScript.text(BLOG, Optional.empty()));
    }

    @Test
    void what_comes_first_is_read_as_php_reads_it() {
        assertEquals(Optional.of("/home/me/a.php"), GateScript.prepended("auto_prepend_file = /home/me/a.php\n"));
        assertEquals(Optional.of("/home/m e/a;b.php"), GateScript.prepended("auto_prepend_file=\"/home/m e/a;b.php\""));
        assertEquals(Optional.of("a.php"), GateScript.prepended("  auto_prepend_file = 'a.php' ; mine\r\n"));
        assertEquals(Optional.of("a.php"), GateScript.prepended("auto_prepend_file = a.php ; mine\r\nx = 1"));
        assertEquals(Optional.of("b.php"), GateScript.prepended("auto_prepend_file=a.php\nauto_prepend_file=b.php\n"));
    }

    @Test
    void nothing_is_read_as_nothing() {
        assertTrue(GateScript.prepended("; auto_prepend_file = a.php\nauto_append_file = b.php\n")
                .isEmpty());
        assertTrue(GateScript.prepended("auto_prepend_file = none\n").isEmpty());
        assertTrue(GateScript.prepended("auto_prepend_file = a.php\nauto_prepend_file =\n")
                .isEmpty());
        assertTrue(GateScript.prepended("").isEmpty());
    }
}
