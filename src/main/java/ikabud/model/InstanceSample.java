package ikabud.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One instance at one tick: numbers of the operating system and of FPM. Unknown is empty, never 0.
 *
 * @param liveness what the kernel says of the recorded master
 * @param cpuPercent of one core since the last tick: the master, its workers, and what it reaped in between
 * @param rssBytes resident memory, added up over master and workers: counts shared pages many times
 * @param pssBytes proportional memory, added up; read rarely
 * @param pool FPM's counters, where it was asked and answered
 * @param requestsPerSecond accepted between the last two readings
 * @param queue connections waiting on the main socket
 * @param socketPresent whether the main socket listens
 * @param uptime since the master started
 * @param oldBinary whether the executable on disk was replaced since
 * @param cpuHistory {@code cpuPercent} of the last ticks
 */
public record InstanceSample(
        Roster.Entry entry,
        Liveness liveness,
        OptionalDouble cpuPercent,
        OptionalLong rssBytes,
        OptionalLong pssBytes,
        List<WorkerSample> workers,
        Optional<PoolStatus> pool,
        OptionalInt maxChildren,
        OptionalDouble requestsPerSecond,
        OptionalInt queue,
        Optional<Boolean> socketPresent,
        Optional<Duration> uptime,
        boolean oldBinary,
        Health health,
        History cpuHistory) {
    /** What the kernel says of a recorded master. */
    public enum Liveness {
        /** There is no record of a master. */
        NONE,
        ALIVE,
        /** Stopped by a signal (state T). */
        FROZEN,
        /** Gone, dead, or another process has its number. */
        GONE,
        /** It could not be read. */
        UNKNOWN
    }

    /** Keeps its own copy of the workers. */
    public InstanceSample {
        workers = List.copyOf(workers);
    }

    /** An instance of which only the record is known. */
    public static InstanceSample unread(Roster.Entry entry) {
        return new InstanceSample(
                entry,
                entry.record().observed().master() == null ? Liveness.NONE : Liveness.UNKNOWN,
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                List.of(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Health.UNKNOWN,
                History.EMPTY);
    }

    /** The instance's name. */
    public InstanceId id() {
        return entry.id();
    }
}
