package ikabud.os;

import static ikabud.support.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.Layout;
import ikabud.model.Locks;
import ikabud.model.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("live")
class FlockLocksLiveTest {
    private static final InstanceId BLOG = new InstanceId("blog");

    @TempDir
    private Path root;

    private Layout layout;
    private FlockLocks locks;

    @BeforeEach
    void a_lock_directory() throws IOException {
        layout = new Layout(root, root, root, root, false);
        Files.createDirectories(layout.locks());
        locks = new FlockLocks(layout, new ProcFs());
    }

    @Test
    void a_lock_is_held_once_and_says_by_whom_and_what_for() {
        try (Locks.Held held = locks.tryAcquire(BLOG, "stop, at most 12 s").orElseThrow()) {
            assertTrue(held != null && locks.tryAcquire(BLOG, "start").isEmpty());
            assertTrue(locks.tryAcquire(new InstanceId("shop"), "start").isPresent());
            assertEquals(
                    Optional.of(new Locks.Holder((int) ProcessHandle.current().pid(), "stop, at most 12 s")),
                    locks.holder(BLOG));
        }
        assertEquals(Optional.empty(), locks.holder(BLOG));
        locks.tryAcquire(BLOG, "start").orElseThrow().close();
    }

    @Test
    void another_process_keeps_it_until_it_ends_however_it_ends() throws IOException {
        Path file = layout.opLock(BLOG);
        Process other = new ProcessBuilder("flock", "--no-fork", "-n", file.toString(), "sleep", "300").start();
        try {
            eventually("the other has it", () -> locks.holder(BLOG).isPresent());

            assertTrue(locks.tryAcquire(BLOG, "start").isEmpty());
            assertEquals(Optional.of(new Locks.Holder((int) other.pid(), "")), locks.holder(BLOG));
        } finally {
            other.destroyForcibly();
        }
        eventually(
                "it is free",
                () -> locks.tryAcquire(BLOG, "start")
                        .map(FlockLocksLiveTest::release)
                        .isPresent());
    }

    @Test
    void what_we_start_does_not_inherit_it() {
        Processes processes = new Processes(new ProcFs());
        int pid;
        try (Locks.Held held = locks.tryAcquire(BLOG, "start").orElseThrow()) {
            assertTrue(held != null);
            pid = new Spawner().spawnDetached(List.of("sleep", "300"), Map.of(), null);
        }
        var child = processes.identify(pid).orElseThrow();
        try {
            locks.tryAcquire(BLOG, "start").orElseThrow().close();
        } finally {
            processes.signal(child, Signal.KILL, whoever -> true);
        }
    }

    @Test
    void a_link_in_the_locks_place_is_not_followed() throws IOException {
        Path victim = root.resolve("victim");
        Files.createSymbolicLink(layout.opLock(BLOG), victim);

        assertThrows(IkabudException.class, () -> locks.tryAcquire(BLOG, "start"));
        assertTrue(Files.notExists(victim));
    }

    private static boolean release(Locks.Held held) {
        held.close();
        return true;
    }
}
