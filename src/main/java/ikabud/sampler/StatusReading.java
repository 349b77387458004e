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

    /**
     * Whether no worker was let run since an earlier look, none is at it now, and no connection waits: then the counters of
     * a pool that had nothing to do are what they were. Never true where the kernel does not count turns.
     */
    static boolean isAtRest(List<WorkerSample> before, List<WorkerSample> now, OptionalInt queue) {
        if (now.isEmpty() || now.size() != before.size() || queue.isEmpty() || queue.getAsInt() > 0) {
            return false;
        }
        for (int i = 0; i < now.size(); i++) {
            WorkerSample worker = now.get(i);
            WorkerSample earlier = before.get(i);
            boolean rests = worker.turns().isPresent() && worker.turns().equals(earlier.turns());
            if (!rests || worker.pid() != earlier.pid() || worker.state() == 'R') {
                return false;
            }
        }
        return true;
    }

    /** This reading of a pool that has been at rest since: nothing was accepted, and it would say the same. */
    StatusReading still(Instant now, long nowNanos) {
        PoolStatus same = new PoolStatus(
                pool.active(),
                pool.idle(),
                pool.accepted(),
                pool.slow(),
                pool.maxChildrenReached(),
                pool.startedAt(),
                now);
        return new StatusReading(master, same, OptionalDouble.of(0), nowNanos);
    }

    /** This reading once the pool has fallen asleep: the counts stay, and nobody is at work now. */
    StatusReading asleep(Instant now, long nowNanos) {
        PoolStatus nobody =
                new PoolStatus(0, 0, pool.accepted(), pool.slow(), pool.maxChildrenReached(), pool.startedAt(), now);
        return new StatusReading(master, nobody, OptionalDouble.of(0), nowNanos);
    }
}
