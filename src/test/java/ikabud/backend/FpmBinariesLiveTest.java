package ikabud.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.IkabudException;
import ikabud.support.TestRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("live")
class FpmBinariesLiveTest {
    // As root not below /tmp, wherever this checkout lies: what others could swap is not run.
    @TempDir(factory = Trusted.class)
    Path machine;

    static final class Trusted implements org.junit.jupiter.api.io.TempDirFactory {
        @Override
        public Path createTempDirectory(
                org.junit.jupiter.api.extension.AnnotatedElementContext element,
                org.junit.jupiter.api.extension.ExtensionContext context)
                throws IOException {
            return Files.createTempDirectory(Path.of(TestRoot.isRoot() ? "/var/lib" : "/tmp"), "ikabud-machine-");
        }
    }

    private FpmBinaries binaries() {
        return new FpmBinaries(Machine.real(), machine);
    }

    private Path install(String path, String release) throws IOException {
        Path file = machine.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\necho 'PHP " + release + " (fpm-fcgi) (built: x)'\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    @Test
    void the_real_one_is_found() {
        FpmBinary newest = new FpmBinaries(Machine.real()).choose(null);

        assertTrue(Files.isExecutable(newest.path()));
        assertTrue(newest.isNewEnough());
    }

    @Test
    void several_side_by_side_are_chosen_by_version() throws IOException {
        Path debian = install("usr/sbin/php-fpm8.2", "8.2.35");
        Path remi = install("opt/remi/php83/root/usr/sbin/php-fpm", "8.3.6");
        Path own = install("opt/php-8.10/sbin/php-fpm", "8.10.1");
        Path local = install("usr/local/sbin/php-fpm", "7.4.33");
        Files.createSymbolicLink(machine.resolve("usr/sbin/php-fpm"), debian);

        assertEquals(
                List.of(own, remi, debian, local),
                binaries().all().stream().map(FpmBinary::path).toList());
        assertEquals(remi, binaries().choose("8.3").path());
        assertEquals(own, binaries().choose(null).path());
    }

    @Test
    void versions_in_names_are_told_newest_first() throws IOException {
        install("usr/sbin/php-fpm8.2", "not asked");
        install("usr/sbin/php-fpm7.4", "not asked");
        install("usr/local/sbin/php-fpm8.10", "not asked");
        install("usr/local/sbin/php-fpm", "not asked");

        assertEquals(List.of("8.10", "8.2", "7.4"), binaries().named());
    }

    @Test
    void none_at_all_says_how_to_get_one() {
        String message = assertThrows(IkabudException.class, () -> binaries().choose(null))
                .getMessage();

        assertTrue(message.contains("none is installed") && message.contains("apt-get install php-fpm"), message);
    }

    @Test
    void another_version_than_installed_says_which_there_are() throws IOException {
        install("usr/sbin/php-fpm8.2", "8.2.35");

        String message = assertThrows(IkabudException.class, () -> binaries().choose("8.4"))
                .getMessage();

        assertTrue(message.contains("php-fpm 8.4") && message.contains("installed are only 8.2"), message);
    }

    @Test
    void one_that_is_too_old_is_refused_by_name() throws IOException {
        install("usr/sbin/php-fpm7.0", "7.0.33");

        String message = assertThrows(IkabudException.class, () -> binaries().choose("7.0"))
                .getMessage();

        assertTrue(message.contains("too old"), message);
    }

    @Test
    void one_that_others_could_swap_is_not_run() throws IOException {
        Path file = install("usr/sbin/php-fpm8.2", "8.2.35");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertTrue(binaries().all().isEmpty());
    }

    @Test
    void a_binary_is_asked_again_only_when_its_file_changes() throws IOException {
        Path file = install("usr/sbin/php-fpm8.2", "8.2.35");
        Path asked = machine.resolve("asked");
        Files.writeString(file, "echo x >> " + asked + "\n", java.nio.file.StandardOpenOption.APPEND);
        FpmBinaries binaries = binaries();

        binaries.all();
        binaries.all();
        assertEquals("x\n", Files.readString(asked));

        install("usr/sbin/php-fpm8.2", "8.2.36-with-a-longer-name");
        assertEquals("8.2.36-with-a-longer-name", binaries.choose(null).release());
        assertFalse(binaries.all().isEmpty());
    }
}
