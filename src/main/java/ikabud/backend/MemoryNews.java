package ikabud.backend;

import ikabud.model.LimitUse;
import ikabud.model.Limits;
import ikabud.model.Sizes;
import java.util.OptionalLong;

/**
 * What became of an instance's memory limit since the last look.
 *
 * @param ended processes that the kernel ended for want of memory
 * @param overBytes what all its processes have, where that is more than the limit and the kernel does not hold them to it
 * @param limits of the instance
 */
public record MemoryNews(long ended, OptionalLong overBytes, Limits limits) {
    /** Nothing became of it. */
    public static final MemoryNews NONE = new MemoryNews(0, OptionalLong.empty(), Limits.NONE);

    private static final long MEGA = 1 << 20;

    /** That so many were ended, for a person. */
    public String endedText() {
        return LimitUse.endedText(ended, limits);
    }

    /** How much it has of how much it may, for a person. */
    public String overText() {
        return (overBytes.orElse(0) + MEGA - 1) / MEGA + "M of "
                + Sizes.format(limits.memoryBytes().orElse(0));
    }
}
