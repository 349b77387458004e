package ikabud.os;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedPathTest {
    private static final int ROOT = 0;
    private static final int SOMEBODY = 12345;

    private final TrustedPath own = new TrustedPath(new Users(new Spawner(), new ProcFs()).currentUid());

    @TempDir
    private Path directory;

    @Test
    void roots_own_directories_are_trusted_whether_the_end_exists_or_not() {
        assertDoesNotThrow(() -> own.require(Path.of("/etc")));
        assertDoesNotThrow(() -> own.require(Path.of("/etc/ikabud-not-there/deeper")));
    }

    @Test
    void root_trusts_nothing_below_a_directory_for_all() {
        var refused = assertThrows(IkabudException.class, () -> new TrustedPath(ROOT).require(directory));

        assertEquals(ExitCode.REFUSED, refused.exitCode());
        assertTrue(refused.why().contains("can be written by others"), refused.why());
    }

    @Test
    void a_user_trusts_a_shared_directory_in_which_nobody_can_take_anothers_place() {
        Path shared = Path.of("/tmp");

        assertDoesNotThrow(() -> new TrustedPath(SOMEBODY).require(shared.resolve("not-there-yet")));
    }

    @Test
    void a_link_is_as_good_as_where_it_leads() throws IOException {
        Path closed = Files.createDirectory(directory.resolve("closed"));
        Path good = Files.createSymbolicLink(directory.resolve("good"), closed);
        Path open = Files.createDirectory(directory.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path bad = Files.createSymbolicLink(directory.resolve("bad"), open);
        Path loop = Files.createSymbolicLink(directory.resolve("loop"), directory.resolve("loop"));
        TrustedPath user = new TrustedPath(owner(directory) == ROOT ? SOMEBODY : owner(directory));

        assertDoesNotThrow(() -> user.require(good.resolve("x")));
        assertThrows(IkabudException.class, () -> user.require(bad.resolve("x")));
        assertThrows(IkabudException.class, () -> user.require(loop));
    }

    @Test
    void another_users_directory_is_not_trusted() throws IOException {
        Path mine = Files.createDirectory(directory.resolve("mine"));
        if (owner(mine) == ROOT) {
            Files.setAttribute(mine, "unix:uid", SOMEBODY);
        }
        int somebodyElse = owner(mine) + 1;

        assertThrows(IkabudException.class, () -> new TrustedPath(somebodyElse).requireParent(mine, mine));
    }

    private static int owner(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:uid");
    }
}
