package ikabud.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.backend.BootChecks.Found;
import ikabud.fastcgi.Reply;
import ikabud.model.BootCheck.Result;
import ikabud.model.IkabudException;
import ikabud.model.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
    private static final Path LOG = Path.of("/var/log/ikabud");
    private static final Owner STRANGER = new Owner("stranger", 61_299, 61_299, false);

    @TempDir
    Path root;

    @Test
    void little_room_is_a_warning_and_none_ends_the_boot() {
        assertEquals(Found.passed("64 MB free"), Preflight.disk(LOG, 64L << 20));
        assertEquals(Found.passed("11 GB free"), Preflight.disk(LOG, 11L << 30));
        assertEquals(
                "63 MB free for /var/log/ikabud",
                Preflight.disk(LOG, (64L << 20) - 1).detail());
        assertEquals(Result.WARNED, Preflight.disk(LOG, 1L << 20).result());
        assertEquals(Result.SKIPPED, Preflight.disk(LOG, Long.MAX_VALUE).result());
        IkabudException full = assertThrows(IkabudException.class, () -> Preflight.disk(LOG, 700 << 10));
        assertTrue(full.getMessage().startsWith("disk of /var/log/ikabud: 700 KB are free"), full.getMessage());
    }

    @Test
    void the_part_of_a_path_that_keeps_its_user_out_is_named() throws IOException {
        Path below = Files.createDirectories(root.resolve("a/b"));
        Path index = Files.writeString(below.resolve("index.php"), "");
        mode(root, "rwxr-xr-x");
        mode(root.resolve("a"), "rwx--x--x");
        mode(below, "rwxr-xr-x");
        mode(index, "rw-r--r--");
        assertEquals(Optional.empty(), SiteFiles.barred(index, STRANGER));

        mode(index, "rw-r-----");
        assertEquals(Optional.of(index), SiteFiles.barred(index, STRANGER));
        mode(root.resolve("a"), "rwxr-x---");
        assertEquals(Optional.of(root.resolve("a")), SiteFiles.barred(index, STRANGER));
        int uid = (int) Files.getAttribute(root, "unix:uid");
        assertEquals(Optional.empty(), SiteFiles.barred(index, new Owner("us", uid, 61_299, false)));
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    @Test
    void versions_are_read_as_the_known_systems_write_them() {
        assertEquals(Optional.of("6.4.2"), SiteFiles.versionIn("<?php\n$wp_version = '6.4.2';\n", "$wp_version = '"));
        assertEquals(Optional.of("5.0.1"), SiteFiles.versionIn("<extension><version>5.0.1</version>", "<version>"));
        assertEquals(
                Optional.of("10.2.0-rc1"), SiteFiles.versionIn("  const VERSION = '10.2.0-rc1';", "const VERSION = '"));
        assertEquals(Optional.empty(), SiteFiles.versionIn("$wp_version = '\033[31mred';", "$wp_version = '"));
        assertEquals(Optional.empty(), SiteFiles.versionIn("", "$wp_version = '"));
    }

    @Test
    void a_link_out_of_the_site_is_not_read() throws IOException {
        Path elsewhere = Files.writeString(root.resolve("secret"), "key=1234");
        Path site = Files.createDirectory(root.resolve("site"));
        Files.createSymbolicLink(site.resolve("version.php"), elsewhere);
        Files.writeString(site.resolve("own.php"), "key=5.1");

        assertEquals(Optional.empty(), SiteFiles.version(site, "version.php", "key="));
        assertEquals(Optional.empty(), SiteFiles.version(site, "lost.php", "key="));
        assertEquals(Optional.of("5.1"), SiteFiles.version(site, "own.php", "key="));
    }

    @Test
    void a_server_error_and_a_script_that_cannot_be_opened_fail_and_the_rest_is_the_sites_business() {
        assertEquals(Found.passed("it answered 200"), judged(200, ""));
        assertEquals(Found.passed("it answered 301"), judged(301, ""));
        assertEquals(Found.passed("it answered 404"), judged(404, ""));
        assertEquals(Result.FAILED, judged(500, "").result());
        assertEquals(
                "FPM cannot open /srv/index.php",
                judged(404, "Primary script unknown").detail());
    }

    private static Found judged(int status, String stderr) {
        return SiteRequest.judge(new Reply(Map.of(), status, new byte[0], stderr, true), Path.of("/srv/index.php"));
    }
}
