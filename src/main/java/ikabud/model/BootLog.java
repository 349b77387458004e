package ikabud.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One boot of an instance, as it went.
 *
 * @param at wall-clock time of its begin
 * @param took monotonic time until it served, or failed
 * @param checks in the order they were made
 */
public record BootLog(InstanceId id, Instant at, Duration took, List<BootCheck> checks) {
    /** Keeps its own copy of the list. */
    public BootLog {
        checks = List.copyOf(checks);
    }
}
