package ikabud.model;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How well an instance kept running, as the journal tells.
 *
 * @param restarts how often the supervisor brought it up again; empty where that was not counted
 * @param uptimePercent of the time it was wanted up, how much it served; empty where that is not known
 * @param fault what the supervisor found wrong with it last, while its master lives
 */
public record Reliability(OptionalInt restarts, OptionalDouble uptimePercent, Optional<Fault> fault) {
    /** Nothing was counted. */
    public static final Reliability UNKNOWN =
            new Reliability(OptionalInt.empty(), OptionalDouble.empty(), Optional.empty());
}
