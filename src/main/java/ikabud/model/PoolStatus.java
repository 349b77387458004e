package ikabud.model;

import java.time.Instant;

/**
 * FPM's own counters, less what our probes caused.
 *
 * @param active workers that serve a request
 * @param idle workers that wait
 * @param accepted requests accepted since the pool started
 * @param slow requests over the slow-log time since the pool started
 * @param maxChildrenReached how often the pool wanted more workers than it may have
 * @param startedAt when the pool started; moves on a reload with the same PID
 * @param readAt wall-clock time of this reading, since pools are polled in rotation
 */
public record PoolStatus(
        int active, int idle, long accepted, long slow, long maxChildrenReached, Instant startedAt, Instant readAt) {}
