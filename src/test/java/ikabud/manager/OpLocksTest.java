package ikabud.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.Actor;
import ikabud.model.Command;
import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.Locks;
import ikabud.model.Signal;
import ikabud.model.Verb;
import ikabud.support.FakeClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpLocksTest {
    private static final InstanceId BLOG = new InstanceId("blog");
    private static final Actor ADMIN = new Actor("root", 0, null, null, "", "ikabud");
    private static final Duration TEN = Duration.ofSeconds(10);

    private final FakeClock clock = new FakeClock();
    private final OneLock lock = new OneLock();
    private final OpLocks locks = new OpLocks(lock, clock);

    /** One lock, held by another process until a moment. */
    private final class OneLock implements Locks {
        private long busyUntil;
        private boolean held;
        private String purpose = "";

        @Override
        public Optional<Held> tryAcquire(InstanceId id, String forWhat) {
            if (held || clock.nanoTime() < busyUntil) {
                return Optional.empty();
            }
            held = true;
            purpose = forWhat;
            return Optional.of(() -> held = false);
        }

        @Override
        public Optional<Holder> holder(InstanceId id) {
            return clock.nanoTime() < busyUntil
                    ? Optional.of(new Holder(4711, "stop, at most 12 s"))
                    : Optional.empty();
        }

        @Override
        public Optional<Held> tryAcquireSupervision(String forWhat) {
            return Optional.empty();
        }

        @Override
        public Optional<Holder> supervisor() {
            return Optional.empty();
        }
    }

    private Job job(boolean patient) {
        var options = new Command.Options(Signal.KILL, false, false, patient, null, null);
        return new Job(Command.of(Verb.START, BLOG, ADMIN).with(options), clock);
    }

    private void busyFor(Duration time) {
        lock.busyUntil = clock.nanoTime() + time.toNanos();
    }

    @Test
    void the_work_is_done_under_the_lock_and_its_purpose_is_said() {
        String done = locks.holding(job(false), TEN, TEN, () -> {
            assertTrue(lock.held);
            return "done";
        });

        assertEquals("done", done);
        assertEquals("start, at most 10 s", lock.purpose);
        assertFalse(lock.held);
    }

    @Test
    void the_lock_is_let_go_when_the_work_fails() {
        assertThrows(
                IkabudException.class,
                () -> locks.holding(job(false), TEN, TEN, () -> {
                    throw IkabudException.failed("it", "no", "");
                }));

        assertFalse(lock.held);
    }

    @Test
    void a_busy_instance_refuses_with_the_holder_and_what_it_does() {
        busyFor(TEN);

        IkabudException refused =
                assertThrows(IkabudException.class, () -> locks.holding(job(false), TEN, TEN, () -> "done"));

        assertEquals(ExitCode.REFUSED, refused.exitCode());
        assertEquals(
                "start of blog: it is busy: stop, at most 12 s, by PID 4711:"
                        + " try again when that is done, or wait for it with --wait",
                refused.getMessage());
    }

    @Test
    void a_patient_command_waits_until_the_lock_is_free() {
        busyFor(Duration.ofSeconds(3));

        assertEquals("done", locks.holding(job(true), TEN, TEN, () -> "done"));
    }

    @Test
    void even_a_patient_command_does_not_wait_for_ever() {
        busyFor(Duration.ofHours(1));

        assertThrows(IkabudException.class, () -> locks.holding(job(true), TEN, TEN, () -> "done"));
    }

    @Test
    void waiting_for_others_ends_with_them_or_with_the_time() {
        busyFor(Duration.ofSeconds(3));
        assertTrue(locks.awaitFree(BLOG, TEN));

        busyFor(Duration.ofHours(1));
        assertFalse(locks.awaitFree(BLOG, TEN));
    }

    @Test
    void what_another_works_on_is_left_alone() {
        busyFor(TEN);

        locks.ifFree(BLOG, "look", () -> {
            throw new AssertionError("looked");
        });
    }
}
