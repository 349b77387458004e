package ikabud.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LayoutTest {

    private static final InstanceId BLOG = new InstanceId("blog");
    private final Layout layout = new Layout(
            Path.of("/etc/ikabud"),
            Path.of("/var/lib/ikabud"),
            Path.of("/run/ikabud"),
            Path.of("/var/log/ikabud"),
            true);

    @Test
    void what_a_site_may_not_write_lies_outside_its_directories() {
        assertEquals(Path.of("/var/lib/ikabud/state.db"), layout.database());
        assertEquals(Path.of("/var/lib/ikabud/locks/blog.op"), layout.opLock(BLOG));
        assertEquals(Path.of("/var/lib/ikabud/locks/blog.alive"), layout.aliveLock(BLOG));
        assertEquals(Path.of("/etc/ikabud/instances/blog/php-fpm.conf"), layout.fpmConfig(BLOG));
    }

    @Test
    void each_site_has_directories_of_its_own() {
        assertEquals(Path.of("/var/lib/ikabud/instances/blog"), layout.home(BLOG));
        assertEquals(Path.of("/run/ikabud/blog/php.sock"), layout.socket(BLOG));
        assertEquals(Path.of("/run/ikabud/blog/status.sock"), layout.statusSocket(BLOG));
        assertThrows(IllegalStateException.class, () -> layout.logFile(BLOG, LogKind.JOURNAL));
        for (LogKind kind : LogKind.FILES) {
            assertEquals(
                    Path.of("/var/log/ikabud/blog"), layout.logFile(BLOG, kind).getParent());
        }
    }
}
