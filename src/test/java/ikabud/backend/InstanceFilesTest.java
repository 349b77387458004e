package ikabud.backend;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.Layout;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class InstanceFilesTest {
    private static InstanceFiles below(Path root) {
        Layout layout =
                new Layout(root.resolve("etc"), root.resolve("state"), root.resolve("run"), root.resolve("log"), true);
        return new InstanceFiles(layout, Machine.real().files(), 0);
    }

    @Test
    void the_longest_id_fits_where_root_keeps_its_sockets() {
        InstanceId longest = new InstanceId("a".repeat(25));

        assertDoesNotThrow(() -> below(Path.of("/var/lib/ikabud")).checkSocketPath(longest));
    }

    @Test
    void a_socket_path_that_no_address_holds_is_refused_before_anything_is_made() {
        InstanceFiles files = below(Path.of("/srv", "deep".repeat(20)));

        IkabudException refused =
                assertThrows(IkabudException.class, () -> files.checkSocketPath(new InstanceId("blog")));

        assertEquals(ExitCode.USAGE, refused.exitCode());
        assertTrue(refused.getMessage().contains("a socket address holds 100"), refused.getMessage());
    }
}
