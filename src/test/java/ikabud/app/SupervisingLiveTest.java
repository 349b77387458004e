package ikabud.app;

import static ikabud.support.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.EventKind;
import ikabud.model.ExitCode;
import ikabud.model.Locks.Holder;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.model.Verb;
import ikabud.model.Wanted;
import ikabud.os.FlockLocks;
import ikabud.support.LiveSite;
import ikabud.support.SupervisorRun;
import ikabud.support.TestRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("live")
@Timeout(60)
class SupervisingLiveTest {
    private Path root;
    private LiveSite site;

    // Root's own directory: the program trusts nothing below one that others can write.
    @BeforeEach
    void create() throws IOException {
        root = TestRoot.isRoot()
                ? Files.createTempDirectory(Path.of("/var/lib"), "ikabud-test-")
                : Files.createTempDirectory("ikabud-test-");
        site = new LiveSite(root);
    }

    @AfterEach
    void remove() {
        site.close();
        site.root().machine().files().removeTree(root);
    }

    private SupervisorRun supervisor(String... options) throws IOException {
        return SupervisorRun.start(root, site.root().layout(), options);
    }

    private ProcessIdentity started() {
        site.done(Verb.START);
        return site.master();
    }

    private void kill(ProcessIdentity master) {
        site.root().machine().processes().signal(master, Signal.KILL, right -> true);
    }

    private void eventuallyAnotherMasterThan(ProcessIdentity before) {
        eventually(
                "another master is up instead of " + before,
                () -> site.record().observed().phase() == Phase.UP && !before.equals(site.master()));
    }

    @Test
    void a_master_that_was_killed_comes_again() throws Exception {
        ProcessIdentity before = started();
        try (SupervisorRun supervisor = supervisor()) {
            kill(before);

            eventuallyAnotherMasterThan(before);
            supervisor.says("recovered");
            assertEquals(1, site.events(EventKind.RECOVERED).size());
            assertEquals(1, site.events(EventKind.EXITED).size());
        }
    }

    @Test
    void what_was_made_and_started_by_others_is_supervised_without_a_word() throws Exception {
        try (SupervisorRun supervisor = supervisor()) {
            ProcessIdentity before = started();
            kill(before);

            eventuallyAnotherMasterThan(before);
            site.done(Verb.STOP);
            supervisor.says("stopped");
            assertEquals(Phase.DOWN, site.record().observed().phase());
        }
    }

    @Test
    void after_a_crash_of_the_supervisor_the_next_one_adopts_what_runs() throws Exception {
        ProcessIdentity before = started();
        int starts = site.events(EventKind.STARTED).size();
        try (SupervisorRun first = supervisor()) {
            first.crash();
        }
        try (SupervisorRun second = supervisor()) {
            assertTrue(second.supervises());
            assertEquals(before, site.master());
            assertEquals(starts, site.events(EventKind.STARTED).size());
            kill(before);
            eventuallyAnotherMasterThan(before);
        }
    }

    @Test
    void what_died_while_nobody_supervised_is_started_and_what_is_wanted_down_is_not() throws Exception {
        ProcessIdentity before = started();
        kill(before);
        try (SupervisorRun supervisor = supervisor()) {
            eventuallyAnotherMasterThan(before);
            assertTrue(supervisor.supervises());
        }
        site.done(Verb.STOP);
        try (SupervisorRun supervisor = supervisor()) {
            assertTrue(supervisor.supervises());
            assertEquals(Phase.DOWN, site.record().observed().phase());
        }
    }

    @Test
    void a_second_supervisor_is_refused_and_touches_nothing() throws Exception {
        started();
        try (SupervisorRun first = supervisor();
                SupervisorRun second = SupervisorRun.begin(root, site.root().layout())) {
            assertEquals(ExitCode.REFUSED.code(), second.ended());
            assertTrue(second.said().contains("PID " + first.pid() + " does already"), second.said());
            assertTrue(first.supervises());
        }
        assertEquals(1, site.events(EventKind.STARTED).size());
    }

    @Test
    void term_ends_it_and_leaves_instances_running() throws Exception {
        ProcessIdentity master = started();
        try (SupervisorRun supervisor = supervisor()) {
            supervisor.signal("TERM");
            supervisor.signal("HUP");

            assertEquals(ExitCode.DONE.code(), supervisor.ended());
            assertTrue(supervisor.said().contains("no longer supervising"), supervisor.said());
        }
        assertEquals(master, site.master());
        assertEquals(Phase.UP, site.record().observed().phase());
    }

    @Test
    void with_stop_instances_they_are_stopped_and_come_again_with_the_next() throws Exception {
        ProcessIdentity before = started();
        try (SupervisorRun supervisor = supervisor("--stop-instances")) {
            supervisor.signal("TERM");
            assertEquals(ExitCode.DONE.code(), supervisor.ended());
        }
        assertEquals(Phase.DOWN, site.record().observed().phase());
        assertEquals(Wanted.UP, site.record().intent().wanted());
        assertTrue(site.root().groups(site.instance()).isEmpty());
        try (SupervisorRun next = supervisor()) {
            eventuallyAnotherMasterThan(before);
            assertTrue(next.supervises());
        }
    }

    @Test
    void it_executes_itself_anew_when_its_jar_was_replaced() throws Exception {
        ProcessIdentity master = started();
        try (SupervisorRun supervisor = supervisor()) {
            SupervisorRun.jar(root);

            supervisor.says("goes on after an upgrade");
            assertTrue(supervisor.supervises());
            assertEquals(master, site.master());
            kill(master);
            eventuallyAnotherMasterThan(master);
            assertEquals(List.of("lock"), inheritedTwice(supervisor.pid()));
        }
    }

    @Test
    void a_jar_that_does_not_start_is_told_and_not_taken_up() throws Exception {
        try (SupervisorRun supervisor = supervisor()) {
            Path broken = Files.writeString(root.resolve("broken"), "half a jar");
            Files.move(broken, root.resolve("ikabud.jar"), StandardCopyOption.ATOMIC_MOVE);
            supervisor.says("does not start");
            assertTrue(supervisor.supervises());

            SupervisorRun.jar(root);
            supervisor.says("goes on after an upgrade");
        }
    }

    @Test
    void in_the_background_it_has_a_session_of_its_own_and_is_ended_by_its_name() throws Exception {
        try (SupervisorRun starts = SupervisorRun.begin(root, site.root().layout(), "--detach")) {
            assertEquals(ExitCode.DONE.code(), starts.ended());
            Holder holder = new FlockLocks(
                            site.root().layout(), site.root().machine().proc())
                    .supervisor()
                    .orElseThrow();
            assertEquals("supervised, PID " + holder.pid() + "\n", starts.said());
            assertEquals(
                    holder.pid(),
                    site.root()
                            .machine()
                            .proc()
                            .stat(holder.pid())
                            .orElseThrow()
                            .session());
        }
        try (SupervisorRun again = SupervisorRun.begin(root, site.root().layout(), "--detach")) {
            assertEquals(ExitCode.REFUSED.code(), again.ended());
        }
        try (SupervisorRun ends = SupervisorRun.begin(root, site.root().layout(), "--stop")) {
            assertEquals(ExitCode.DONE.code(), ends.ended(), ends.said());
        }
        try (SupervisorRun asks = SupervisorRun.begin(root, site.root().layout(), "--status")) {
            assertEquals(ExitCode.REFUSED.code(), asks.ended());
        }
        assertTrue(Files.readString(SupervisorProcess.log(site.root().layout())).contains("no longer supervising"));
    }

    // Each file of ours is open as often as before: nothing but the lock went through.
    private static List<String> inheritedTwice(int pid) throws IOException {
        try (var descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            long locks = descriptors
                    .filter(descriptor -> target(descriptor).endsWith("locks/supervisor"))
                    .count();
            return locks == 1 ? List.of("lock") : List.of();
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException gone) {
            return "";
        }
    }

    @Test
    void settings_are_read_anew_on_hang_up_and_a_mistake_keeps_the_old() throws Exception {
        ProcessIdentity master = started();
        try (SupervisorRun supervisor = supervisor()) {
            Path settings =
                    Files.writeString(site.root().layout().config().resolve("ikabud.json"), "{ \"refresh\": 1 ]");
            supervisor.signal("HUP");
            supervisor.says("ikabud.json");

            Files.writeString(settings, "{ \"stop-timeout\": \"3s\" }");
            supervisor.signal("HUP");
            supervisor.says("settings read anew");
            assertTrue(supervisor.supervises());
            kill(master);
            eventuallyAnotherMasterThan(master);
            assertNotEquals(master, site.master());
        }
    }
}
