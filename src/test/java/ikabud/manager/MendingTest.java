package ikabud.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.Changes;
import ikabud.model.Command;
import ikabud.model.EventKind;
import ikabud.model.Fault;
import ikabud.model.Phase;
import ikabud.model.RestartMode;
import ikabud.model.Signal;
import ikabud.model.Verb;
import ikabud.model.Wanted;
import ikabud.support.Survives;
import ikabud.support.Trouble;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MendingTest extends AttendedFakes {
    MendingTest(@TempDir Path directory) {
        super(directory);
    }

    private void found(Fault fault) {
        manager.attendant().found(BLOG, fault);
        attendToTheEnd();
    }

    @Test
    @Survives(Trouble.MASTER_FROZEN)
    void a_frozen_master_is_woken_once_and_replaced_the_next_time() {
        registerUsual();
        started();

        found(Fault.FROZEN);
        assertEquals(List.of("CONT 1000"), backend.signals());
        assertEquals(Phase.UP, phase());

        found(Fault.FROZEN);
        assertEquals(List.of("CONT 1000", "KILL 1000"), backend.signals());
        assertEquals(Phase.UP, phase());
        assertEquals(2, backend.spawned().size());
        assertEquals(EventKind.RECOVERED, events().get(events().size() - 1));
    }

    @Test
    @Survives(Trouble.SOCKET_GONE)
    void one_whose_socket_is_gone_is_restarted_within_the_limits_of_its_policy() {
        registerUsual();
        started();

        for (int time = 0; time < 4; time++) {
            found(Fault.SOCKET_GONE);
        }

        assertEquals(4, backend.spawned().size());
        assertEquals(Phase.FAILED, phase());
    }

    @Test
    void one_that_is_never_restarted_is_not_ended_for_a_socket() {
        register(RestartMode.NEVER, 3, Duration.ofSeconds(1));
        started();

        found(Fault.SOCKET_GONE);

        assertEquals(List.of(), backend.signals());
        assertEquals(Phase.UP, phase());
    }

    @Test
    @Survives(Trouble.WORKER_STORM)
    void a_storm_of_workers_is_ended_for_good() {
        register(RestartMode.ALWAYS, 3, Duration.ZERO);
        started();

        found(Fault.WORKER_STORM);

        assertEquals(Phase.FAILED, phase());
        assertEquals(1, backend.spawned().size());
        assertTrue(
                record().observed().cause().startsWith("worker init: "),
                record().observed().cause());
        assertEquals(EventKind.GAVE_UP, events().get(events().size() - 1));
    }

    @Test
    @Survives(Trouble.MEMORY_OVER)
    void one_that_has_too_much_memory_is_restarted_gracefully_within_the_limits_of_its_policy() {
        registerUsual();
        started();

        found(Fault.OVER_MEMORY);
        assertEquals(List.of("QUIT 1000"), backend.signals());
        for (int time = 0; time < 3; time++) {
            found(Fault.OVER_MEMORY);
        }

        assertEquals(4, backend.spawned().size());
        assertEquals(Phase.FAILED, phase());
    }

    @Test
    @Survives(Trouble.MEMORY_OVER)
    void one_that_is_only_to_be_told_of_is_left_alone() {
        registerUsual();
        started();
        Changes alert = new Changes(Map.of("over-limit", "alert"), false);
        manager.execute(Command.of(Verb.SET, BLOG, ADMIN)
                .with(new Command.Options(Signal.KILL, false, false, false, null, null, alert)));

        found(Fault.OVER_MEMORY);

        assertEquals(List.of(), backend.signals());
        assertEquals(Phase.UP, phase());
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void nothing_is_done_to_what_somebody_stopped(Fault fault) {
        registerUsual();
        started();
        assertTrue(execute(Verb.STOP));
        backend.signals().clear();

        found(fault);

        assertEquals(List.of(), backend.signals());
        assertEquals(Phase.DOWN, phase());
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"WORKERS_KILLED", "WORKERS_CRASHING", "NOT_ANSWERING", "SITE_BROKEN"})
    void what_a_restart_would_not_mend_is_left_alone(Fault fault) {
        registerUsual();
        started();

        found(fault);

        assertEquals(List.of(), backend.signals());
        assertEquals(1, backend.spawned().size());
    }

    @Test
    void what_goes_on_failing_is_told_once() {
        registerUsual();
        started();
        backend.forbidEnding();

        manager.attendant().found(BLOG, Fault.WORKER_STORM);
        manager.attendant().found(BLOG, Fault.WORKER_STORM);
        journal.want(BLOG, Wanted.DOWN);
        for (int look = 0; look < 5; look++) {
            attend();
            clock.advance(Duration.ofSeconds(20));
        }

        assertEquals(
                1, events().stream().filter(kind -> kind == EventKind.FAILED).count());
    }
}
