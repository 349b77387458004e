package ikabud.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.support.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("live")
class SafeFilesLiveTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(5);
    private static final int SITE = 54_321;

    private final Spawner spawner = new Spawner();
    private final Users users = new Users(spawner, new ProcFs());
    private SafeFiles files;

    @TempDir
    private Path directory;

    @BeforeEach
    void own_user() {
        files = new SafeFiles(new ProcFs(), users);
    }

    @Test
    void a_pipe_in_a_files_place_holds_nobody_up() {
        Path pipe = directory.resolve("php.log");
        spawner.run(List.of("mkfifo", pipe.toString()), Map.of(), AT_ONCE, 100);

        assertTimeoutPreemptively(AT_ONCE, () -> {
            assertTrue(SafeFiles.readRegular(pipe, 100).isEmpty());
            assertThrows(
                    IkabudException.class, () -> files.makeFile(pipe, 0640, SafeFiles.UNCHANGED, SafeFiles.UNCHANGED));
            try (LogTail tail = new LogTail(pipe, 10, new FakeClock())) {
                assertEquals(List.of("WARNING: php.log: it is not a regular file and is not read"), tail.poll());
            }
        });
    }

    @Test
    void root_gives_away_what_it_makes_and_only_that() throws IOException {
        assumeTrue(users.currentUid() == 0);
        Path run = directory.resolve("run");
        Path config = directory.resolve("php-fpm.conf");

        files.makeDirectory(run, 0711, SITE, SITE);
        files.writeAtomically(config, new byte[] {'x'}, 0640, 0, SITE);
        files.makeDirectory(run, 0700, SITE, SITE);

        assertEquals(SITE, Files.getAttribute(run, "unix:uid"));
        assertEquals(0, Files.getAttribute(config, "unix:uid"));
        assertEquals(SITE, Files.getAttribute(config, "unix:gid"));
        // Below it the site could swap anything at any time.
        refused(() -> files.makeDirectory(run.resolve("deeper"), 0700, SITE, SITE));
        refused(() -> files.writeAtomically(run.resolve("file"), new byte[0], 0600, 0, 0));
        refused(() -> files.makeDirectory(run, 0700, SITE + 1, SITE));
        refused(() -> files.requireTrustedPath(run.resolve("state")));
    }

    private static void refused(org.junit.jupiter.api.function.Executable action) {
        assertEquals(
                ExitCode.REFUSED, assertThrows(IkabudException.class, action).exitCode());
    }
}
