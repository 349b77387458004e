package ikabud.model;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The machine at one tick; what could not be read is empty.
 *
 * @param cores processors online
 * @param cpuPercent busy share of all cores since the last tick, 0 to 100
 * @param load1 load average of the last minute
 * @param memoryUsedBytes total less available
 * @param swapUsedBytes and the total: of this tick or one of the four before
 * @param uptimeSeconds since boot
 */
public record HostSample(
        String name,
        int cores,
        OptionalDouble cpuPercent,
        OptionalDouble load1,
        OptionalDouble load5,
        OptionalDouble load15,
        OptionalLong memoryTotalBytes,
        OptionalLong memoryUsedBytes,
        OptionalLong swapTotalBytes,
        OptionalLong swapUsedBytes,
        OptionalLong uptimeSeconds) {
    /** Nothing known yet. */
    public static final HostSample UNKNOWN = new HostSample(
            "",
            0,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());
}
