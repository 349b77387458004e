package ikabud.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.backend.Standing;
import ikabud.backend.Standing.State;
import ikabud.model.BackendKind;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.FailureClass;
import ikabud.model.Fault;
import ikabud.model.Instance;
import ikabud.model.InstanceRecord;
import ikabud.model.Intent;
import ikabud.model.Observed;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import ikabud.model.Wanted;
import ikabud.support.Instances;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The record follows what systemd does with a unit. */
class MirrorTest extends AttendedFakes {
    private static final Duration DELAY = Duration.ofSeconds(2);

    MirrorTest(@TempDir Path directory) {
        super(directory);
    }

    private void register(Wanted wanted, Phase phase, @Nullable ProcessIdentity master) {
        Instance instance = Instances.instance("blog").with(BackendKind.SYSTEMD);
        journal.register(
                new InstanceRecord(instance, new Intent(wanted, 0), new Observed(phase, master, clock.now(), "")),
                new Event(0, clock.now(), BLOG, EventKind.CREATED, ADMIN, "", null, null));
    }

    private ProcessIdentity running() {
        ProcessIdentity master = backend.runs(BLOG);
        register(Wanted.UP, Phase.UP, master);
        return master;
    }

    private void stands(State state, @Nullable ProcessIdentity master, @Nullable FailureClass failure, int restarts) {
        String cause = failure == null ? "" : "it ended: " + failure.word();
        backend.stands(new Standing(state, Optional.ofNullable(master), cause, failure, restarts, DELAY));
        attend();
    }

    private void stands(State state) {
        stands(state, null, null, 0);
    }

    private List<EventKind> happened() {
        return events().subList(1, events().size());
    }

    @Test
    void a_stop_through_systemd_is_a_wish() {
        running();
        backend.end(BLOG, FailureClass.UNEXPECTED_EXIT);

        stands(State.STOPPED);

        assertEquals(Phase.DOWN, phase());
        assertEquals(Wanted.DOWN, record().intent().wanted());
        assertEquals(List.of(EventKind.STOPPED), happened());
        assertEquals(List.of("blog down"), backend.wishes());
    }

    @Test
    void a_start_through_systemd_is_a_wish() {
        register(Wanted.DOWN, Phase.DOWN, null);
        ProcessIdentity master = backend.runs(BLOG);

        backend.stands(new Standing(State.RUNNING, Optional.of(master), "", null, 0, DELAY));
        manager.reconcile();

        assertEquals(Phase.UP, phase());
        assertEquals(Wanted.UP, record().intent().wanted());
        assertEquals(List.of(EventKind.ADOPTED), happened());
        assertEquals(
                "PID " + master.pid() + " was started through systemd, not by Ikabud", lastDetail(EventKind.ADOPTED));
    }

    @Test
    void a_restart_by_systemd_is_an_end_a_wait_and_a_recovery() {
        running();
        backend.end(BLOG, FailureClass.CRASH);

        stands(State.RESTARTING, null, FailureClass.CRASH, 0);
        assertEquals(Phase.BACKOFF, phase());
        assertEquals(clock.now().plus(DELAY), record().observed().until());

        stands(State.RUNNING, backend.runs(BLOG), null, 1);
        assertEquals(Phase.UP, phase());
        assertEquals(List.of(EventKind.EXITED, EventKind.RESTARTING, EventKind.RECOVERED), happened());
        assertTrue(backend.spawned().isEmpty(), "it is systemd that starts it");
    }

    @Test
    void a_restart_that_nobody_saw_is_told_afterwards() {
        running();
        backend.end(BLOG, FailureClass.CRASH);

        stands(State.RUNNING, backend.runs(BLOG), null, 1);

        assertEquals(List.of(EventKind.EXITED, EventKind.RESTARTING, EventKind.RECOVERED), happened());
    }

    @Test
    void a_restart_that_somebody_looked_at_half_way_is_told_the_same() {
        running();
        backend.end(BLOG, FailureClass.CRASH);

        stands(State.STARTING, null, null, 1);
        assertEquals(Phase.STARTING, phase());

        backend.stands(new Standing(State.RUNNING, Optional.of(backend.runs(BLOG)), "", null, 1, DELAY));
        manager.reconcile();
        assertEquals(Phase.UP, phase());
        assertEquals(List.of(EventKind.EXITED, EventKind.RESTARTING, EventKind.RECOVERED), happened());
    }

    @Test
    void a_restart_by_hand_is_no_failure() {
        running();
        backend.end(BLOG, FailureClass.UNEXPECTED_EXIT);

        stands(State.RUNNING, backend.runs(BLOG), null, 0);

        assertEquals(List.of(EventKind.RESTARTED), happened());
    }

    @Test
    void what_systemd_gives_up_is_failed_and_stays_so() {
        running();
        backend.end(BLOG, FailureClass.CRASH);

        stands(State.FAILED, null, FailureClass.CRASH, 3);
        stands(State.FAILED, null, FailureClass.CRASH, 3);

        assertEquals(Phase.FAILED, phase());
        assertEquals(Wanted.UP, record().intent().wanted());
        assertEquals("it ended: crash; given up by systemd", record().observed().cause());
        assertEquals(List.of(EventKind.EXITED, EventKind.GAVE_UP), happened());
    }

    @Test
    void one_that_the_supervisor_gave_up_is_not_taken_for_one_that_was_stopped() {
        running();

        manager.attendant().found(BLOG, Fault.WORKER_STORM);
        stands(State.STOPPED);

        assertEquals(Phase.FAILED, phase());
        assertEquals(Wanted.UP, record().intent().wanted());
    }

    @Test
    void a_master_of_no_use_is_ended_so_that_systemd_starts_another() {
        ProcessIdentity master = running();

        manager.attendant().found(BLOG, Fault.SOCKET_GONE);

        assertEquals(List.of("QUIT " + master.pid()), backend.signals());
        assertEquals(Phase.UP, phase(), "systemd has not said anything yet");
        assertEquals(List.of(EventKind.SIGNALLED), happened());
    }

    @Test
    void after_a_boot_of_the_machine_what_systemd_starts_is_adopted() {
        ProcessIdentity old = new ProcessIdentity("99999999-2222-3333-4444-555555555555", 4026531836L, 5, 50);
        register(Wanted.UP, Phase.UP, old);
        ProcessIdentity master = backend.runs(BLOG);

        stands(State.RUNNING, master, null, 0);

        assertEquals(Phase.UP, phase());
        assertEquals(master, record().observed().master());
    }

    @Test
    void an_end_under_a_restart_of_ours_that_died_is_no_wish() {
        ProcessIdentity master = running();
        Instant until = clock.now().plusSeconds(12);
        journal.observe(BLOG, new Observed(Phase.STOPPING, master, clock.now(), "", null, until), null);
        backend.end(BLOG, FailureClass.UNEXPECTED_EXIT);

        backend.stands(new Standing(State.STOPPED, Optional.empty(), "", null, 0, DELAY));
        manager.reconcile();

        assertEquals(Phase.DOWN, phase());
        assertEquals(Wanted.UP, record().intent().wanted());
        assertEquals(List.of(EventKind.STOPPED), happened());
        assertEquals(List.of(), backend.wishes());
    }

    @Test
    void an_end_under_a_stop_of_ours_is_its_end() {
        ProcessIdentity master = backend.runs(BLOG);
        register(Wanted.DOWN, Phase.STOPPING, master);
        backend.end(BLOG, FailureClass.UNEXPECTED_EXIT);

        stands(State.STOPPED);

        assertEquals(Phase.DOWN, phase());
        assertEquals(List.of(EventKind.STOPPED), happened());
    }
}
