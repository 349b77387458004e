package ikabud.model;

import java.util.Optional;

/** The locks of Ikabud's processes: {@code flock(2)}, released by the kernel if we die. */
public interface Locks {
    /** Takes the lock at once, or returns empty when another process has it. */
    Optional<Held> tryAcquire(InstanceId id, String purpose);

    /** Who has it now and what for, as far as can be seen. */
    Optional<Holder> holder(InstanceId id);

    /** Takes the lock that makes the caller the supervisor of this installation, or returns empty when there is one. */
    Optional<Held> tryAcquireSupervision(String purpose);

    /** The supervisor, as far as can be seen. */
    Optional<Holder> supervisor();

    /** A lock that is held until it is closed. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Who holds a lock.
     *
     * @param pid the process, or 0 where the kernel does not tell
     * @param purpose what it said it does, such as {@code stop, at most 12 s}
     */
    record Holder(int pid, String purpose) {}
}
