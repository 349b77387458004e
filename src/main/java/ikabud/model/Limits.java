package ikabud.model;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What an instance may use of the machine, all its processes together; empty is no limit.
 *
 * @param memoryBytes beyond which the kernel ends a process of it, or the supervisor's guard acts
 * @param memoryHighBytes from which the kernel slows it down; empty for nine tenths of {@code memoryBytes}
 * @param swapBytes of swap besides; empty for none where memory is limited
 * @param cpuPercent of one core: 150 is one core and a half
 * @param tasks processes and threads
 * @param over what the guard does where no kernel limit can be set
 * @param overcommit whether a pool may be defined that could need more than the limits
 */
public record Limits(
        OptionalLong memoryBytes,
        OptionalLong memoryHighBytes,
        OptionalLong swapBytes,
        OptionalInt cpuPercent,
        OptionalInt tasks,
        OverLimit over,
        boolean overcommit) {
    /** Nothing is limited. */
    public static final Limits NONE = new Limits(
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OverLimit.RESTART,
            false);

    /** Limits that the pool has to fit into. */
    public Limits(
            OptionalLong memoryBytes,
            OptionalLong memoryHighBytes,
            OptionalLong swapBytes,
            OptionalInt cpuPercent,
            OptionalInt tasks,
            OverLimit over) {
        this(memoryBytes, memoryHighBytes, swapBytes, cpuPercent, tasks, over, false);
    }

    /** Whether anything is limited. */
    public boolean isLimited() {
        return memoryBytes.isPresent()
                || memoryHighBytes.isPresent()
                || swapBytes.isPresent()
                || cpuPercent.isPresent()
                || tasks.isPresent();
    }

    /** From which memory use on it is slowed down; empty where memory is not limited. */
    public OptionalLong effectiveHighBytes() {
        if (memoryHighBytes.isPresent() || memoryBytes.isEmpty()) {
            return memoryHighBytes;
        }
        return OptionalLong.of(memoryBytes.getAsLong() / 10 * 9);
    }
}
