package ikabud.os;

import static ikabud.support.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("live")
class ProcessesLiveTest {
    private final ProcFs proc = new ProcFs();
    private final Processes processes = new Processes(proc);
    private Process sleeper;
    private ProcessIdentity identity;

    @BeforeEach
    void somebody_sleeps() throws IOException {
        sleeper = new ProcessBuilder("setsid", "sleep", "300").start();
        identity = processes.identify((int) sleeper.pid()).orElseThrow();
        eventually("sleep runs", () -> comm().equals("sleep"));
    }

    @AfterEach
    void end() {
        sleeper.destroyForcibly();
    }

    @Test
    void a_signal_reaches_the_process_it_is_meant_for() throws InterruptedException {
        assertEquals(Delivery.SENT, processes.signal(identity, Signal.STOP, whoever -> true));
        eventually("it stops", () -> proc.stat(identity.pid()).orElseThrow().stopped());
        assertEquals(Delivery.SENT, processes.signal(identity, Signal.KILL, whoever -> true));

        assertEquals(List.of(), processes.awaitEnd(List.of(identity), Duration.ofSeconds(10), new SystemClock()));
        assertEquals(137, sleeper.waitFor());
        assertEquals(Delivery.GONE, processes.signal(identity, Signal.TERM, whoever -> true));
    }

    @Test
    void a_process_with_the_number_of_another_is_spared() {
        var former = new ProcessIdentity(
                identity.bootId(), identity.pidNamespace(), identity.pid(), identity.startTicks() - 1);

        assertEquals(Delivery.NOT_OURS, processes.signal(former, Signal.KILL, whoever -> true));
        assertFalse(processes.isAlive(former));
        assertTrue(processes.isAlive(identity));
    }

    @Test
    void a_process_of_another_boot_or_namespace_is_spared() {
        var otherBoot = new ProcessIdentity("other", identity.pidNamespace(), identity.pid(), identity.startTicks());
        var otherNamespace = new ProcessIdentity(identity.bootId(), 1, identity.pid(), identity.startTicks());

        assertEquals(Delivery.NOT_OURS, processes.signal(otherBoot, Signal.KILL, whoever -> true));
        assertEquals(Delivery.NOT_OURS, processes.signal(otherNamespace, Signal.KILL, whoever -> true));
        assertTrue(processes.isAlive(identity));
    }

    @Test
    void the_callers_last_look_decides() {
        assertEquals(Delivery.NOT_OURS, processes.signal(identity, Signal.KILL, whoever -> false));
        assertTrue(processes.isAlive(identity));
    }

    @Test
    void a_zombie_is_dead() throws IOException {
        // The shell is replaced by a program that never waits for its child.
        Process parent = new ProcessBuilder("sh", "-c", "sleep 0.01 & exec sleep 300").start();
        try {
            eventually(
                    "the child is a zombie",
                    () -> proc.children((int) parent.pid()).length == 1
                            && proc.stat(proc.children((int) parent.pid())[0])
                                    .filter(ProcStat::dead)
                                    .isPresent());
            int zombie = proc.children((int) parent.pid())[0];
            var was = processes.identity(proc.stat(zombie).orElseThrow());

            assertTrue(processes.identify(zombie).isEmpty());
            assertFalse(processes.isAlive(was));
            assertEquals(Delivery.GONE, processes.signal(was, Signal.TERM, whoever -> true));
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void a_group_is_found_with_its_user_only() {
        int uid = proc.uid(identity.pid()).orElseThrow();

        assertEquals(List.of(identity), processes.group(identity.pid(), uid));
        assertEquals(List.of(), processes.group(identity.pid(), uid + 1));
    }

    @Test
    void patience_ends() throws InterruptedException {
        assertEquals(
                List.of(identity), processes.awaitEnd(List.of(identity), Duration.ofMillis(30), new SystemClock()));
    }

    private String comm() {
        return proc.stat(identity.pid()).map(ProcStat::comm).orElse("");
    }
}
