package ikabud.sampler;

import ikabud.model.PoolStatus;
import ikabud.model.ProcessIdentity;
import ikabud.model.WorkerSample;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What FPM said of one pool.
 *
 * @param master the master that said it: a reading says nothing of another one
 * @param requestsPerSecond accepted since the reading before; empty after the first one and after a reload
 * @param nanos monotonic time of the reading
 */
public record StatusReading(ProcessIdentity master, PoolStatus pool, OptionalDouble requestsPerSecond, long nanos) {
    /**
     * Whether a pool does nothing, as far as the kernel shows: no worker lives and no connection waits. FPM keeps an
     * idle worker for some seconds, so then nothing was asked of it lately either.
     */
    static boolean isAsleep(List<WorkerSample> workers, OptionalInt queue) {
        return workers.isEmpty() && queue.isPresent() && queue.getAsInt() == 0;
    }

    /** This reading once the pool has fallen asleep: the counts stay, and nobody is at work now. */
    StatusReading asleep(Instant now, long nowNanos) {
        PoolStatus nobody =
                new PoolStatus(0, 0, pool.accepted(), pool.slow(), pool.maxChildrenReached(), pool.startedAt(), now);
        return new StatusReading(master, nobody, OptionalDouble.of(0), nowNanos);
    }
}
