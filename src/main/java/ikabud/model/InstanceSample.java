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
 * @param estimatedBytes memory of the PHP processes that may be its own, where none is for certain
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
        History cpuHistory,
        OptionalLong estimatedBytes) {
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
        UNKNOWN,
        /** No process is its own: its site is open or shut, as the record says. */
        VIRTUAL
    }

    /** Keeps its own copy of the workers. */
    public InstanceSample {
        workers = List.copyOf(workers);
    }

    /** Of which nothing has to be estimated. */
    public InstanceSample(
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
        this(
                entry,
                liveness,
                cpuPercent,
                rssBytes,
                pssBytes,
                workers,
                pool,
                maxChildren,
                requestsPerSecond,
                queue,
                socketPresent,
                uptime,
                oldBinary,
                health,
                cpuHistory,
                OptionalLong.empty());
    }

    /** One that has no processes: what the record says, how long its site is open, and what it may take of memory. */
    public static InstanceSample virtual(Roster.Entry entry, Optional<Duration> uptime, OptionalLong estimatedBytes) {
        return new InstanceSample(
                entry,
                Liveness.VIRTUAL,
                OptionalDouble.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                List.of(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                uptime,
                false,
                Health.judge(
                        entry.record(),
                        Liveness.VIRTUAL,
                        Optional.empty(),
                        Optional.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty()),
                History.EMPTY,
                estimatedBytes);
    }

    /** An instance of which only the record is known. */
    public static InstanceSample unread(Roster.Entry entry) {
        if (entry.record().instance().isVirtual()) {
            return virtual(entry, Optional.empty(), OptionalLong.empty());
        }
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
