package ikabud.os;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class SafeFilesTest {
    private static final int SAME = SafeFiles.UNCHANGED;

    @TempDir
    private Path directory;

    private SafeFiles files;

    @BeforeEach
    void own_user() {
        files = new SafeFiles(new ProcFs(), new Users(new Spawner(), new ProcFs()));
    }

    @Test
    void a_file_is_replaced_whole_with_the_very_mode_and_leaves_nothing_beside_it() throws IOException {
        Path file = directory.resolve("php-fpm.conf");
        files.writeAtomically(file, "old".getBytes(UTF_8), 0600, SAME, SAME);
        files.writeAtomically(file, "new".getBytes(UTF_8), 0666, SAME, SAME);

        assertEquals("new", Files.readString(file));
        assertEquals("rw-rw-rw-", mode(file));
        try (Stream<Path> all = Files.list(directory)) {
            assertEquals(1, all.count());
        }
    }

    @Test
    void a_link_in_the_files_place_is_replaced_not_followed() throws IOException {
        Path victim = Files.writeString(directory.resolve("victim"), "untouched");
        Path file = Files.createSymbolicLink(directory.resolve("php-fpm.conf"), victim);

        files.writeAtomically(file, "new".getBytes(UTF_8), 0640, SAME, SAME);

        assertEquals("untouched", Files.readString(victim));
        assertFalse(Files.isSymbolicLink(file));
    }

    @Test
    void nothing_is_made_where_others_can_write() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));

        refused(() -> files.writeAtomically(directory.resolve("a"), new byte[0], 0600, SAME, SAME));
        refused(() -> files.makeDirectory(directory.resolve("b"), 0700, SAME, SAME));
        refused(() -> files.makeFile(directory.resolve("c"), 0700, SAME, SAME));
    }

    @Test
    void a_directory_gets_the_very_mode_also_when_it_is_there() throws IOException {
        Path made = directory.resolve("run");

        files.makeDirectory(made, 0777, SAME, SAME);
        assertEquals("rwxrwxrwx", mode(made));

        files.makeDirectory(made, 0711, SAME, SAME);
        assertEquals("rwx--x--x", mode(made));
    }

    @Test
    void what_is_no_directory_of_ours_is_not_taken_for_one() throws IOException {
        Files.createSymbolicLink(directory.resolve("link"), directory);
        Files.writeString(directory.resolve("file"), "");

        refused(() -> files.makeDirectory(directory.resolve("link"), 0700, SAME, SAME));
        refused(() -> files.makeDirectory(directory.resolve("file"), 0700, SAME, SAME));
        refused(() -> files.makeFile(directory.resolve("link"), 0600, SAME, SAME));
    }

    @Test
    void a_file_that_is_there_keeps_what_is_in_it() throws IOException {
        Path log = directory.resolve("php.log");
        files.makeFile(log, 0640, SAME, SAME);
        Files.writeString(log, "kept");

        files.makeFile(log, 0640, SAME, SAME);

        assertEquals("kept", Files.readString(log));
        assertEquals("rw-r-----", mode(log));
    }

    @Test
    void only_regular_files_are_read_and_only_their_start() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "0123456789");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);

        assertArrayEquals("0123".getBytes(UTF_8), SafeFiles.readRegular(file, 4).orElseThrow());
        assertTrue(SafeFiles.readRegular(link, 4).isEmpty());
        assertTrue(SafeFiles.readRegular(directory, 4).isEmpty());
        assertTrue(SafeFiles.readRegular(directory.resolve("none"), 4).isEmpty());
    }

    @Test
    void a_tree_is_deleted_without_following_its_links() throws IOException {
        Path kept = Files.createDirectories(directory.resolve("kept"));
        Files.writeString(kept.resolve("data"), "");
        Path tree = Files.createDirectories(directory.resolve("tree/a/b"));
        Files.writeString(tree.resolve("file"), "");
        Files.createSymbolicLink(tree.resolve("link"), kept);
        Files.createSymbolicLink(directory.resolve("tree/dangling"), Path.of("nowhere"));

        files.removeTree(directory.resolve("tree"));
        files.removeTree(directory.resolve("tree"));

        assertFalse(Files.exists(directory.resolve("tree")));
        assertTrue(Files.exists(kept.resolve("data")));
    }

    @Test
    void a_link_is_not_a_tree() throws IOException {
        Path kept = Files.createDirectories(directory.resolve("kept/inside"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), kept.getParent());

        assertThrows(IkabudException.class, () -> files.removeTree(link));
        assertTrue(Files.exists(kept));
    }

    @Test
    void a_tree_as_deep_as_somebodys_malice_is_deleted_too() throws IOException {
        Path at = Files.createDirectories(directory.resolve("deep"));
        for (int i = 0; i < 600; i++) {
            at = Files.createDirectory(at.resolve("d"));
            Files.createFile(at.resolve("file"));
        }

        files.removeTree(directory.resolve("deep"));

        assertFalse(Files.exists(directory.resolve("deep")));
    }

    @Test
    void room_is_known_also_for_what_is_not_there_yet() {
        assertTrue(SafeFiles.freeBytes(directory.resolve("a/b/c")).getAsLong() > 0);
        assertFalse(files.isNetworkFileSystem(directory.resolve("a/b/c")));
        assertTrue(files.mount(Path.of("/proc/self")).orElseThrow().type().equals("proc"));
    }

    private static void refused(Executable action) {
        assertEquals(
                ExitCode.REFUSED, assertThrows(IkabudException.class, action).exitCode());
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
