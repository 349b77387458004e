package ikabud.model;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the kernel counted of a group of processes that it holds to limits, since the group was made; what is not known is
 * empty.
 *
 * @param memoryBytes in use now
 * @param ended processes that it ended for want of memory
 * @param periods of CPU time that were looked at
 * @param throttled those of them in which the group had to wait for the next
 * @param tasks processes and threads now
 * @param refused how often no more of them were allowed
 */
public record LimitUse(
        OptionalLong memoryBytes,
        OptionalLong ended,
        OptionalLong periods,
        OptionalLong throttled,
        OptionalLong tasks,
        OptionalLong refused) {
    /** Nothing is known. */
    public static final LimitUse UNKNOWN = new LimitUse(
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());

    private static final long MEGA = 1 << 20;

    /** Whether something was ended or refused. */
    public boolean wasShort() {
        return ended.orElse(0) > 0 || refused.orElse(0) > 0;
    }

    /** All of it beside the limits it is held to, for a person; empty where nothing is known. */
    public String text(Limits limits) {
        List<String> parts = new ArrayList<>();
        if (memoryBytes.isPresent() && limits.memoryBytes().isPresent()) {
            parts.add("memory " + megabytes(memoryBytes.getAsLong()) + " of "
                    + Sizes.format(limits.memoryBytes().getAsLong()));
        }
        if (ended.orElse(0) > 0) {
            parts.add(endedText(ended.getAsLong(), limits));
        }
        if (limits.cpuPercent().isPresent() && periods.orElse(0) > 0) {
            parts.add("cpu throttled in " + throttled.orElse(0) + " of " + periods.getAsLong() + " periods");
        }
        if (limits.tasks().isPresent() && tasks.isPresent()) {
            parts.add(tasks.getAsLong() + " of " + limits.tasks().getAsInt() + " tasks");
        }
        if (refused.orElse(0) > 0) {
            parts.add("more tasks refused " + (refused.getAsLong() == 1 ? "once" : refused.getAsLong() + " times"));
        }
        return String.join(", ", parts);
    }

    /** That so many processes were ended for want of memory, for a person. */
    public static String endedText(long count, Limits limits) {
        String limit = limits.memoryBytes().isPresent()
                ? " (limit " + Sizes.format(limits.memoryBytes().getAsLong()) + ")"
                : "";
        return (count == 1 ? "1 process was" : count + " processes were") + " ended for want of memory" + limit;
    }

    private static String megabytes(long bytes) {
        return (bytes + MEGA - 1) / MEGA + "M";
    }
}
