package ikabud.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One immutable picture of everything at one tick.
 *
 * @param tick counts up; 0 before the first reading
 * @param at wall-clock time of the reading
 * @param cost how long the reading took
 */
public record Snapshot(long tick, Instant at, Duration cost, HostSample host, List<InstanceSample> instances) {
    /** Before the first reading. */
    public static final Snapshot NONE = new Snapshot(0, Instant.EPOCH, Duration.ZERO, HostSample.UNKNOWN, List.of());

    /** Keeps its own copy of the list. */
    public Snapshot {
        instances = List.copyOf(instances);
    }

    /** One instance of the picture. */
    public Optional<InstanceSample> find(InstanceId id) {
        return instances.stream().filter(sample -> sample.id().equals(id)).findFirst();
    }
}
