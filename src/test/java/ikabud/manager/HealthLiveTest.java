package ikabud.manager;

import static ikabud.support.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.backend.FpmExaminer;
import ikabud.journal.Journal;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.Fault;
import ikabud.model.LogKind;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.model.Verb;
import ikabud.os.ProcFs;
import ikabud.os.SystemClock;
import ikabud.support.FakeClock;
import ikabud.support.LiveSite;
import ikabud.support.Survives;
import ikabud.support.TestRoot;
import ikabud.support.Trouble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("live")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class HealthLiveTest {
    private static final Set<EventKind> HEALTH =
            EnumSet.of(EventKind.HEALTHY, EventKind.SATURATED, EventKind.DEGRADED, EventKind.UNHEALTHY);

    private final List<Fault> found = new ArrayList<>();
    private final List<Thread> visitors = new ArrayList<>();
    private final FakeClock time = new FakeClock();
    private final LiveSite site;
    private final Journal journal;
    private final HealthRound round;
    private final ProcessIdentity master;

    HealthLiveTest(@TempDir Path directory) {
        site = new LiveSite(directory, Map.of("disable-functions", "", "max-children", "1", "pm", "static"));
        site.done(Verb.START);
        master = site.master();
        journal = Journal.open(site.root().layout().database(), new SystemClock());
        round = new HealthRound(
                new FpmExaminer(site.root().layout(), site.root().machine(), new SystemClock()),
                journal,
                time,
                instance -> OptionalInt.of(1),
                TestRoot.ACTOR,
                (id, fault) -> found.add(fault));
        rounds(1);
    }

    @AfterEach
    void close() throws InterruptedException {
        send(Signal.CONT);
        journal.close();
        site.close();
        for (Thread visitor : visitors) {
            visitor.join();
        }
    }

    @Test
    void a_healthy_instance_gets_no_connection_and_no_word() {
        long accepted = accepted();
        rounds(4);

        assertEquals(List.of(), told());
        assertEquals(accepted, accepted());
    }

    @Test
    @Survives(Trouble.MASTER_FROZEN)
    void a_stopped_master_is_called_frozen_and_told_as_healthy_when_it_goes_on() {
        send(Signal.STOP);
        eventually("it stops", () -> state(master.pid()) == 'T');
        rounds(2);

        assertTold(EventKind.DEGRADED, Fault.FROZEN);
        assertEquals(List.of(Fault.FROZEN), found);

        send(Signal.CONT);
        eventually("it goes on", () -> state(master.pid()) != 'T');
        rounds(7);
        assertEquals(EventKind.HEALTHY, told().get(1).kind());
    }

    @Test
    @Survives(Trouble.SOCKET_GONE)
    void a_removed_socket_is_called_gone() throws Exception {
        Files.delete(site.root().layout().socket(LiveSite.BLOG));
        rounds(1);

        assertTold(EventKind.UNHEALTHY, Fault.SOCKET_GONE);
        assertEquals(List.of(Fault.SOCKET_GONE), found);
    }

    @Test
    @Survives(Trouble.MEMORY_SHORT)
    void killed_workers_are_told_with_their_number_and_are_nobodys_task() {
        for (int i = 0; i < 2; i++) {
            long before = logSize();
            kill(worker());
            eventually("FPM notices", () -> logSize() > before);
        }
        eventually("FPM starts another", () -> site.root().machine().proc().children(master.pid()).length > 0);
        rounds(2);

        assertTold(EventKind.DEGRADED, Fault.WORKERS_KILLED);
        assertTrue(told().get(0).detail().endsWith("; 2 killed"), told() + "");
        assertEquals(List.of(), found);
    }

    @Test
    @Survives(Trouble.SATURATED)
    void saturation_is_one_event_and_the_master_stays() {
        site.script("slow.php", "usleep(700000); echo 'done';");
        for (int i = 0; i < 8; i++) {
            visit();
        }
        eventually("a queue", () -> waiting() > 2);
        rounds(3);

        assertEquals(List.of(EventKind.SATURATED), kinds());
        assertTrue(told().get(0).detail().startsWith("all 1 workers are busy, "), told() + "");
        assertEquals(List.of(), found);
        assertEquals(master, site.master());

        eventually("all are served", () -> waiting() == 0);
        rounds(7);
        assertEquals(List.of(EventKind.SATURATED, EventKind.HEALTHY), kinds());
    }

    @Test
    void workers_that_are_stopped_are_said_not_to_answer() {
        int worker = worker();
        signal(worker, Signal.STOP);
        eventually("it stops", () -> state(worker) == 'T');
        visit();
        eventually("a queue", () -> waiting() > 0);
        rounds(2);
        signal(worker, Signal.CONT);

        assertTold(EventKind.UNHEALTHY, Fault.NOT_ANSWERING);
        assertEquals(List.of(), found);
    }

    @Test
    @Survives(Trouble.WORKER_STORM)
    void a_storm_of_workers_is_seen_within_a_second_with_fpms_words() throws Exception {
        Path root = site.publicDirectory();
        Path away = root.resolveSibling("away");
        Files.move(root, away);
        try {
            kill(worker());
            eventually("it storms", () -> {
                round.glance();
                return !told().isEmpty();
            });
        } finally {
            send(Signal.KILL);
            Files.move(away, root);
        }

        assertTold(EventKind.UNHEALTHY, Fault.WORKER_STORM);
        assertTrue(told().get(0).detail().contains("failed to chdir("), told() + "");
        assertEquals(List.of(Fault.WORKER_STORM), found);
        assertTrue(logSize() < 1 << 20, logSize() + " bytes");
    }

    @Test
    void a_log_that_is_a_pipe_or_a_link_hangs_nobody() throws Exception {
        Path log = site.root().layout().logFile(LiveSite.BLOG, LogKind.FPM);
        Files.delete(log);
        Files.createSymbolicLink(log, Path.of("/dev/zero"));
        rounds(2);

        assertEquals(List.of(), told());
        Files.delete(log);
    }

    private void rounds(int count) {
        for (int i = 0; i < count; i++) {
            time.advance(Duration.ofSeconds(12));
            round.run();
        }
    }

    private void assertTold(EventKind kind, Fault fault) {
        assertFalse(told().isEmpty(), "nothing was told");
        assertEquals(kind, told().get(0).kind());
        assertTrue(told().get(0).detail().startsWith(fault.sentence()), told() + "");
        assertEquals(1, told().size(), told() + "");
    }

    private List<Event> told() {
        return site.events().stream()
                .filter(event -> HEALTH.contains(event.kind()))
                .toList();
    }

    private List<EventKind> kinds() {
        return told().stream().map(Event::kind).toList();
    }

    private void visit() {
        Thread visitor = new Thread(() -> site.get("slow.php", Duration.ofSeconds(20)), "visitor");
        visitors.add(visitor);
        visitor.start();
    }

    private int waiting() {
        var socket = site.root()
                .machine()
                .sockets()
                .listening()
                .get(site.root().layout().socket(LiveSite.BLOG).toString());
        return socket == null ? 0 : socket.waiting();
    }

    private long accepted() {
        return new FpmExaminer(site.root().layout(), site.root().machine(), new SystemClock())
                .status(site.instance(), Duration.ofSeconds(5))
                .orElseThrow()
                .accepted();
    }

    // The status process is a child too; and FPM tells of a worker's end before it makes another.
    private int worker() {
        eventually("a worker", () -> workers().length > 0);
        return workers()[0];
    }

    private int[] workers() {
        ProcFs proc = site.root().machine().proc();
        return Arrays.stream(proc.children(master.pid()))
                .filter(pid -> String.join(" ", proc.commandLine(pid)).strip().equals("php-fpm: pool " + LiveSite.BLOG))
                .toArray();
    }

    private char state(int pid) {
        return site.root().machine().proc().stat(pid).orElseThrow().state();
    }

    private long logSize() {
        return site.root().layout().logFile(LiveSite.BLOG, LogKind.FPM).toFile().length();
    }

    private void kill(int pid) {
        signal(pid, Signal.KILL);
    }

    private void signal(int pid, Signal signal) {
        ProcessIdentity process =
                site.root().machine().processes().identify(pid).orElseThrow();
        site.root().machine().processes().signal(process, signal, same -> true);
    }

    private void send(Signal signal) {
        site.root().machine().processes().signal(master, signal, same -> true);
    }
}
