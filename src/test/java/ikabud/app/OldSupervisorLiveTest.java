package ikabud.app;

import static ikabud.support.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.journal.Journal;
import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.model.Layout;
import ikabud.os.FlockLocks;
import ikabud.support.FakeClock;
import ikabud.support.TestRoot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("live")
class OldSupervisorLiveTest {
    private final FakeClock clock = new FakeClock();
    private Path directory;
    private TestRoot root;
    private Process supervisor;

    @BeforeEach
    void supervise() throws Exception {
        directory = Files.createTempDirectory(Path.of(TestRoot.isRoot() ? "/var/lib" : "/tmp"), "ikabud-test-");
        root = new TestRoot(directory);
        Layout layout = root.layout();
        new StateDirectory(root.machine(), layout).open(clock).close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + layout.database());
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 1");
        }
        supervisor =
                new ProcessBuilder("flock", "--no-fork", layout.supervisorLock().toString(), "sleep", "984").start();
        FlockLocks locks = new FlockLocks(layout, root.machine().proc());
        eventually("somebody supervises", () -> locks.supervisor().isPresent());
    }

    @AfterEach
    void end() throws Exception {
        supervisor.destroyForcibly().waitFor();
        root.machine().files().removeTree(directory);
    }

    @Test
    void a_newer_version_waits_for_it_and_is_refused_with_what_to_do() {
        Instant begin = clock.now();

        IkabudException refusal = assertThrows(
                IkabudException.class, () -> new StateDirectory(root.machine(), root.layout()).open(clock));

        assertEquals(ExitCode.REFUSED, refusal.exitCode());
        assertTrue(refusal.getMessage().contains("PID " + supervisor.pid()), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("supervise --stop"), refusal.getMessage());
        assertTrue(Duration.between(begin, clock.now()).compareTo(Duration.ofSeconds(10)) >= 0);
    }

    @Test
    void it_goes_on_where_the_record_is_current_by_then() throws Exception {
        try (var connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + root.layout().database());
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 3");
        }
        try (Journal journal = new StateDirectory(root.machine(), root.layout()).open(clock)) {
            assertTrue(journal.all().isEmpty());
        }
    }
}
