package ikabud.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.Command;
import ikabud.model.EventKind;
import ikabud.model.FailureClass;
import ikabud.model.Observed;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import ikabud.model.RestartMode;
import ikabud.model.RestartPolicy;
import ikabud.model.Supervision;
import ikabud.model.Verb;
import ikabud.model.Wanted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdoptionTest extends AttendedFakes {
    AdoptionTest(@TempDir Path directory) {
        super(directory);
    }

    @Test
    void what_a_dead_master_left_behind_is_ended_first() {
        registerUsual();
        started();
        backend.endLeavingOrphans(BLOG);

        attendToTheEnd();

        assertEquals(Phase.UP, phase());
        assertTrue(events().contains(EventKind.STRAYS_ENDED));
    }

    @Test
    void what_is_left_behind_is_ended_too_where_nobody_tries_again() {
        register(RestartMode.NEVER, 3, Duration.ofSeconds(1));
        started();
        backend.endLeavingOrphans(BLOG);

        attendToTheEnd();

        assertEquals(Phase.DOWN, phase());
        assertEquals(List.of("KILL 1001"), backend.signals());
        assertEquals(1, backend.spawned().size());
    }

    @Test
    void a_master_that_runs_is_adopted_without_a_signal() {
        registerUsual();
        journal.want(BLOG, Wanted.UP);
        ProcessIdentity master = backend.runs(BLOG);

        assertEquals(OptionalLong.empty(), attend());

        assertEquals(Phase.UP, phase());
        assertEquals(master, record().observed().master());
        assertEquals(List.of(), backend.spawned());
        assertEquals(List.of(), backend.signals());
        assertTrue(events().contains(EventKind.ADOPTED));
    }

    @Test
    void one_that_is_adopted_is_held_to_its_limits() {
        registerUsual();
        journal.want(BLOG, Wanted.UP);
        backend.runs(BLOG);

        attend();

        assertEquals(List.of(record().instance().limits()), backend.limited());
    }

    @Test
    void one_whose_limits_the_kernel_refuses_is_adopted_all_the_same() {
        registerUsual();
        journal.want(BLOG, Wanted.UP);
        backend.runs(BLOG);
        backend.refuseLimits();

        attend();

        assertEquals(Phase.UP, phase());
    }

    @Test
    void a_reused_number_is_another_process() {
        registerUsual();
        ProcessIdentity other = backend.runs(DB);
        ProcessIdentity before =
                new ProcessIdentity(other.bootId(), other.pidNamespace(), other.pid(), other.startTicks() + 1);
        journal.want(BLOG, Wanted.UP);
        journal.observe(BLOG, new Observed(Phase.UP, before, clock.now(), ""), null);

        attendToTheEnd();

        assertEquals(Phase.UP, phase());
        assertEquals(1, backend.spawned().size());
        assertEquals(List.of(), backend.signals());
        assertTrue(backend.isAlive(other));
    }

    @Test
    void after_a_reboot_what_is_wanted_is_started_at_once_and_not_counted() {
        registerUsual();
        journal.want(BLOG, Wanted.UP);
        ProcessIdentity before = new ProcessIdentity("another boot", 1, 7, 7);
        journal.observe(BLOG, new Observed(Phase.UP, before, clock.now(), ""), null);

        assertEquals(OptionalLong.empty(), attend());

        assertEquals(Phase.UP, phase());
        assertEquals("the machine was restarted", lastDetail(EventKind.EXITED));
        assertFalse(events().contains(EventKind.RESTARTING));
        assertEquals(EventKind.STARTED, events().get(events().size() - 1));
    }

    @Test
    void what_was_given_up_before_a_reboot_stays_so() {
        registerUsual();
        journal.want(BLOG, Wanted.UP);
        journal.observe(BLOG, new Observed(Phase.FAILED, null, clock.now(), "x", FailureClass.CONFIG, null), null);

        assertEquals(OptionalLong.empty(), attend());

        assertEquals(Phase.FAILED, phase());
    }

    @Test
    void it_waits_for_what_it_needs_and_says_so_once() {
        register(DB, Supervision.DEFAULT);
        register(BLOG, new Supervision(RestartPolicy.DEFAULT, List.of(DB)));
        journal.want(BLOG, Wanted.UP);

        attend();
        attend();

        assertEquals(Phase.STARTING, phase());
        assertEquals("waits for db (down)", record().observed().cause());
        assertEquals(List.of(EventKind.CREATED, EventKind.WAITING), events());
        manager.reconcile();
        assertEquals(Phase.STARTING, phase());

        manager.execute(Command.of(Verb.START, DB, ADMIN));
        assertEquals(OptionalLong.empty(), attend());
        assertEquals(Phase.UP, phase());
    }

    @Test
    void one_that_waits_can_be_stopped() {
        register(BLOG, new Supervision(RestartPolicy.DEFAULT, List.of(DB)));
        journal.want(BLOG, Wanted.UP);
        attend();
        assertEquals("waits for db (there is none)", record().observed().cause());

        assertTrue(execute(Verb.STOP));

        assertEquals(Phase.DOWN, phase());
        assertEquals(OptionalLong.empty(), attend());
    }

    @Test
    void a_stop_that_was_cut_short_is_finished_when_its_time_is_over() {
        registerUsual();
        started();
        journal.want(BLOG, Wanted.DOWN);
        journal.observe(
                BLOG,
                new Observed(
                        Phase.STOPPING,
                        record().observed().master(),
                        clock.now(),
                        "",
                        null,
                        clock.now().plusSeconds(12)),
                null);

        long due = attend().orElseThrow();

        assertEquals(Duration.ofSeconds(12).toNanos(), due - clock.nanoTime());
        assertEquals(List.of(), backend.signals());
        attendToTheEnd();
        assertEquals(Phase.DOWN, phase());
        assertEquals(List.of("QUIT 1000"), backend.signals());
    }

    @Test
    void a_new_supervisor_knows_the_count_and_the_delay_of_the_one_before() {
        registerUsual();
        started();
        for (int restart = 0; restart < 2; restart++) {
            crash();
            attendToTheEnd();
        }
        crash();
        attend();
        clock.advance(Duration.ofSeconds(1));

        manager = manager();
        long due = attend().orElseThrow();

        assertEquals(Duration.ofSeconds(3).toNanos(), due - clock.nanoTime());
        attendToTheEnd();
        assertEquals(Phase.UP, phase());
        crash();
        attendToTheEnd();
        assertEquals(Phase.FAILED, phase());
    }

    @Test
    void a_busy_instance_is_left_to_who_works_on_it() {
        registerUsual();
        started();
        crash();
        try (var held = locks.tryAcquire(BLOG, "stop, at most 12 s").orElseThrow()) {
            assertTrue(attend().orElseThrow() > clock.nanoTime(), held.toString());
        }

        assertEquals(Phase.UP, phase());
    }

    @Test
    void what_is_not_there_needs_nothing() {
        assertEquals(OptionalLong.empty(), attend());
    }
}
