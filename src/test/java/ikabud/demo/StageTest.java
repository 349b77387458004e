package ikabud.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.model.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageTest {
    @TempDir
    Path root;

    private Layout layout() {
        return new Layout(root.resolve("etc"), root.resolve("state"), root.resolve("run"), root.resolve("log"), true);
    }

    private Stage marked(String text) throws IOException {
        Files.writeString(root.resolve("demo"), text);
        return Stage.of(layout());
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void a_root_that_the_launcher_did_not_mark_is_refused() {
        IkabudException refusal = assertThrows(IkabudException.class, () -> Stage.of(layout()));

        assertEquals(ExitCode.REFUSED, refusal.exitCode());
        assertTrue(String.valueOf(refusal.getMessage()).contains("ikabud-top --demo"));
    }

    @Test
    void as_root_each_site_has_a_uid_of_its_own() throws Exception {
        Stage stage = marked("60711\n");

        assertEquals("#60711", stage.user(Site.BLOG));
        assertEquals("#60715", stage.user(Site.CRASHER));
    }

    @Test
    void otherwise_all_run_as_the_caller() throws Exception {
        assertNull(marked("\n").user(Site.BLOG));
    }

    @Test
    void a_page_can_be_read_by_its_site_and_written_by_the_owner_of_the_stage_only() throws Exception {
        Stage stage = marked("");

        stage.furnish(Site.SHOP);

        assertTrue(Files.readString(stage.page(Site.SHOP)).startsWith("<?php"));
        assertEquals("rw-r--r--", permissions(stage.page(Site.SHOP)));
        assertEquals("rwxr-xr-x", permissions(stage.documentRoot(Site.SHOP)));
    }
}
