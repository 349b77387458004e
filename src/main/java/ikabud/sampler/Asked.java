package ikabud.sampler;

import ikabud.model.InstanceSample;
import ikabud.model.InstanceSample.Liveness;
import ikabud.model.PoolStatus;
import ikabud.model.ProcessIdentity;
import ikabud.model.WorkerSample;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** When one pool was asked, what it said, and when it is to be asked again. Confined to the poller's thread. */
final class Asked {
    private static final long SECOND = 1_000_000_000L;
    private static final double NANOS = 1e9;
    // Between two readings closer than this, one request more or less would be a jump.
    private static final long LEAST_NANOS = 100_000_000L;
    private static final int WORST = 5;
    // A pool at rest is known to say what it said; it is asked all the same now and then.
    private static final long REST_NANOS = 300 * SECOND;

    private @Nullable StatusReading reading;
    private List<WorkerSample> workersBefore = List.of();
    private boolean comparable;
    private boolean everAsked;
    private long askedAt;
    private int silences;

    /**
     * Whether its turn has come. Asks nothing of an instance that is dead, or known to have nothing to do.
     *
     * @param at the wall clock's {@code now}
     */
    boolean isDue(InstanceSample sample, boolean watched, Instant at, long now) {
        if (sample.liveness() != Liveness.ALIVE) {
            reading = null;
            return false;
        }
        if (StatusReading.isAsleep(sample.workers(), sample.queue())) {
            // Requests may have come after the last answer; the next one must not spread them over the sleep.
            comparable = false;
            return false;
        }
        StatusReading last = reading;
        if (last != null && restsSince(last, sample) && now - askedAt < REST_NANOS) {
            reading = last.still(at, now);
            return false;
        }
        return urgency(sample, watched, now) >= 0;
    }

    // The workers are those of the look before the question: what they did in between would show as well. A pool at
    // work is asked, since its master counts for itself that it would have liked more workers.
    private boolean restsSince(StatusReading last, InstanceSample sample) {
        return silences == 0
                && last.pool().active() == 0
                && last.master().equals(master(sample))
                && StatusReading.isAtRest(workersBefore, sample.workers(), sample.queue());
    }

    /** How far its turn is overdue; a pool that was never asked is most urgent, watched ones first. */
    long urgency(InstanceSample sample, boolean watched, long now) {
        if (!everAsked) {
            return watched ? Long.MAX_VALUE : Long.MAX_VALUE / 2;
        }
        long overdue = now - askedAt - interval(isLively(sample), watched);
        // Watched ones go first among those that are due.
        return overdue >= 0 && watched ? overdue + Long.MAX_VALUE / 4 : overdue;
    }

    private long interval(boolean lively, boolean watched) {
        if (silences > 0) {
            return SECOND << Math.min(silences, WORST); // 2 s to 32 s
        }
        if (reading == null || reading.requestsPerSecond().isEmpty()) {
            return LEAST_NANOS; // one reading makes no rate: the second follows soon, for those nobody looks at too
        }
        if (watched) {
            return lively ? LEAST_NANOS : 5 * SECOND;
        }
        return lively ? 6 * SECOND : 30 * SECOND;
    }

    private static boolean isLively(InstanceSample sample) {
        return sample.cpuPercent().orElse(1) > 0
                || sample.queue().orElse(0) > 0
                || sample.requestsPerSecond().orElse(0) > 0
                || sample.pool().map(pool -> pool.active() > 0).orElse(true);
    }

    /** Takes an answer or its absence. */
    void answered(InstanceSample sample, Optional<PoolStatus> answer, long now) {
        everAsked = true;
        askedAt = now;
        silences = answer.isPresent() ? 0 : silences + 1;
        workersBefore = sample.workers();
        ProcessIdentity master = master(sample);
        if (answer.isEmpty() || master == null) {
            return;
        }
        StatusReading last = reading;
        OptionalDouble rate = comparable && last != null && last.master().equals(master)
                ? rate(last, answer.get(), now)
                : OptionalDouble.empty();
        reading = new StatusReading(master, answer.get(), rate, now);
        comparable = true;
    }

    private static OptionalDouble rate(StatusReading last, PoolStatus pool, long now) {
        long accepted = pool.accepted() - last.pool().accepted();
        boolean same = accepted >= 0 && pool.startedAt().equals(last.pool().startedAt());
        return same ? OptionalDouble.of(accepted / ((now - last.nanos()) / NANOS)) : OptionalDouble.empty();
    }

    private static @Nullable ProcessIdentity master(InstanceSample sample) {
        return sample.entry().record().observed().master();
    }

    /** What it said last, of the master it said it of. */
    Optional<StatusReading> reading() {
        return Optional.ofNullable(reading);
    }
}
