package ikabud.manager;

import ikabud.model.Clock;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.Locks;
import ikabud.model.Locks.Held;
import ikabud.model.Locks.Holder;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Takes the lock of an instance for a command, or says who has it. */
final class OpLocks {
    private static final long PAUSE = 20;

    private final Locks locks;
    private final Clock clock;

    OpLocks(Locks locks, Clock clock) {
        this.locks = locks;
        this.clock = clock;
    }

    /** Does the work while the lock is held. Refused with the holder and its purpose; a patient command waits for it. */
    String holding(Job job, Duration atMost, Duration patience, Supplier<String> work) {
        Held held = acquire(job, atMost, patience);
        try {
            return work.get();
        } finally {
            held.close();
        }
    }

    /** Does the work while the lock is held, or nothing if somebody else has it. */
    void ifFree(InstanceId id, String purpose, Runnable work) {
        Optional<Held> held = locks.tryAcquire(id, purpose);
        if (held.isPresent()) {
            try {
                work.run();
            } finally {
                held.get().close();
            }
        }
    }

    private Held acquire(Job job, Duration atMost, Duration patience) {
        String purpose = purpose(job, atMost);
        long start = clock.nanoTime();
        while (true) {
            Optional<Held> held = locks.tryAcquire(job.id(), purpose);
            if (held.isPresent()) {
                return held.get();
            }
            if (!job.options().patient() || clock.nanoTime() - start > patience.toNanos()) {
                throw job.refused(
                        "it is busy: "
                                + locks.holder(job.id()).map(OpLocks::describe).orElse("another command is at it"),
                        "try again when that is done, or wait for it with --wait");
            }
            pause();
        }
    }

    /** Takes it if nobody has it: a stop goes on without. */
    Optional<Held> tryAcquire(Job job, Duration atMost) {
        return locks.tryAcquire(job.id(), purpose(job, atMost));
    }

    /** Takes it if nobody has it, for something that no administrator asked for. */
    Optional<Held> tryAcquire(InstanceId id, String purpose) {
        return locks.tryAcquire(id, purpose);
    }

    /** Waits until nobody has it, or the time is over; says which. */
    boolean awaitFree(InstanceId id, Duration patience) {
        long start = clock.nanoTime();
        while (locks.holder(id).isPresent()) {
            if (clock.nanoTime() - start > patience.toNanos()) {
                return false;
            }
            pause();
        }
        // If its holder died, what it had just launched takes a few milliseconds to become visible.
        pause();
        return true;
    }

    private static String purpose(Job job, Duration atMost) {
        return job.command().verb().word() + ", at most " + Math.max(1, atMost.toSeconds()) + " s";
    }

    private static String describe(Holder holder) {
        String purpose = holder.purpose().isEmpty() ? "a command" : holder.purpose();
        return purpose + (holder.pid() > 0 ? ", by PID " + holder.pid() : "");
    }

    private void pause() {
        try {
            clock.pause(PAUSE);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw IkabudException.failed("waiting for a lock", "it was interrupted", "", stop);
        }
    }
}
