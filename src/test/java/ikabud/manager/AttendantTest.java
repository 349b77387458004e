package ikabud.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.EventKind;
import ikabud.model.FailureClass;
import ikabud.model.Phase;
import ikabud.model.RestartMode;
import ikabud.model.Verb;
import ikabud.model.Wanted;
import ikabud.support.Survives;
import ikabud.support.Trouble;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttendantTest extends AttendedFakes {
    AttendantTest(@TempDir Path directory) {
        super(directory);
    }

    @Test
    void a_master_that_ended_is_started_again_after_the_delay() {
        registerUsual();
        started();
        crash();

        long due = attend().orElseThrow();

        assertEquals(Duration.ofSeconds(1).toNanos(), due - clock.nanoTime());
        assertEquals(Phase.BACKOFF, phase());
        assertEquals(FailureClass.CRASH, record().observed().failure());
        assertEquals(clock.now().plusSeconds(1), record().observed().until());
        assertEquals(OptionalLong.of(due), attend(), "not before that");
        clock.advance(Duration.ofSeconds(1));
        assertEquals(OptionalLong.empty(), attend());
        assertEquals(Phase.UP, phase());
        assertNull(record().observed().failure());
        assertEquals(2, backend.spawned().size());
        assertEquals(
                List.of(
                        EventKind.CREATED,
                        EventKind.STARTED,
                        EventKind.EXITED,
                        EventKind.RESTARTING,
                        EventKind.RECOVERED),
                events());
        assertEquals("in 1 s, restart 1 of at most 3 within 60 s: it ended: crash", lastDetail(EventKind.RESTARTING));
    }

    @Test
    void without_a_delay_it_is_up_again_when_the_look_is_over() {
        register(RestartMode.ON_FAILURE, 3, Duration.ZERO);
        started();
        crash();

        assertEquals(OptionalLong.empty(), attend());

        assertEquals(Phase.UP, phase());
    }

    @Test
    @Survives(Trouble.CRASH_LOOP)
    void a_loop_of_crashes_is_given_up_until_somebody_starts_it() {
        registerUsual();
        started();
        for (int restart = 0; restart < 3; restart++) {
            crash();
            attendToTheEnd();
        }
        assertEquals(Phase.UP, phase());
        crash();
        attendToTheEnd();

        assertEquals(Phase.FAILED, phase());
        assertEquals(EventKind.GAVE_UP, events().get(events().size() - 1));
        assertEquals(4, backend.spawned().size());
        clock.advance(Duration.ofDays(1));
        assertEquals(OptionalLong.empty(), attend());
        assertEquals(4, backend.spawned().size());

        started();
        crash();
        attendToTheEnd();
        assertEquals(Phase.UP, phase(), "the count began anew");
    }

    @Test
    @Survives(Trouble.BROKEN_BEFORE_START)
    void a_broken_configuration_is_tried_once_only() {
        registerUsual();
        started();
        crash();
        attend();
        backend.failNext(FailureClass.CONFIG);

        attendToTheEnd();

        assertEquals(2, backend.spawned().size());
        assertEquals(Phase.FAILED, phase());
        assertEquals(FailureClass.CONFIG, record().observed().failure());
        assertEquals(EventKind.GAVE_UP, events().get(events().size() - 1));
    }

    @Test
    @Survives(Trouble.FORK_FAILS)
    void a_start_that_failed_for_want_of_something_is_tried_again() {
        registerUsual();
        backend.failNext(FailureClass.RESOURCE);
        assertFalse(execute(Verb.START));

        long due = attend().orElseThrow();

        assertEquals(Duration.ofSeconds(10).toNanos(), due - clock.nanoTime());
        attendToTheEnd();
        assertEquals(Phase.UP, phase());
    }

    @Test
    void starts_that_never_serve_are_given_up() {
        registerUsual();
        for (int start = 0; start < 10; start++) {
            backend.failNext(FailureClass.START_TIMEOUT);
        }
        assertFalse(execute(Verb.START));

        attendToTheEnd();

        assertEquals(4, backend.spawned().size());
        assertEquals(Phase.FAILED, phase());
        assertEquals(FailureClass.START_TIMEOUT, record().observed().failure());
    }

    @Test
    @Survives(Trouble.STOP_IN_BACKOFF)
    void a_stop_during_the_backoff_wins() {
        registerUsual();
        started();
        crash();
        attend();

        assertTrue(execute(Verb.STOP));

        clock.advance(Duration.ofMinutes(5));
        assertEquals(OptionalLong.empty(), attend());
        assertEquals(Phase.DOWN, phase());
        assertEquals(1, backend.spawned().size());
    }

    @Test
    @Survives(Trouble.STOP_IN_START)
    void a_stop_during_the_restart_wins() {
        registerUsual();
        started();
        crash();
        attend();
        clock.advance(Duration.ofSeconds(2));
        backend.beforeReady(() -> journal.want(BLOG, Wanted.DOWN));

        attendToTheEnd();

        assertEquals(Phase.DOWN, phase());
        assertFalse(backend.isAlive(backend.spawned().get(1)));
    }

    @Test
    @Survives(Trouble.CLOCK_JUMPS)
    void a_jump_of_the_wall_clock_changes_no_delay() {
        registerUsual();
        started();
        crash();
        long due = attend().orElseThrow();

        clock.jump(Duration.ofDays(-1));
        assertEquals(OptionalLong.of(due), attend());
        clock.jump(Duration.ofDays(2));
        assertEquals(OptionalLong.of(due), attend());
    }
}
