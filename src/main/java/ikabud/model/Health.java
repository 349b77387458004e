package ikabud.model;

import ikabud.model.InstanceSample.Liveness;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** How well an instance does, judged from one sample. Saturated is no reason to restart. */
public enum Health {
    /** Not enough is known. */
    UNKNOWN,
    /** It is not meant to run, and does not. */
    DOWN,
    HEALTHY,
    /** Every worker is busy, or requests wait. */
    SATURATED,
    /** It runs, but not as it should: frozen. */
    DEGRADED,
    /** It is meant to serve and does not: master or socket gone. */
    FAILING;

    /** The word a person reads. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Judges a sample.
     *
     * @param maxChildren how many workers the pool may have
     * @param queue connections waiting on the main socket
     */
    public static Health judge(
            InstanceRecord record,
            Liveness liveness,
            Optional<Boolean> socketPresent,
            Optional<PoolStatus> pool,
            OptionalInt maxChildren,
            OptionalInt queue) {
        return switch (liveness) {
            case NONE, GONE ->
                record.intent().wanted() == Wanted.UP
                                && settled(record.observed().phase())
                        ? FAILING
                        : DOWN;
            case FROZEN -> DEGRADED;
            case UNKNOWN -> UNKNOWN;
            case VIRTUAL -> virtual(record);
            case ALIVE -> {
                if (record.observed().phase() == Phase.UP && socketPresent.isPresent() && !socketPresent.get()) {
                    yield FAILING;
                }
                boolean allBusy = pool.isPresent()
                        && maxChildren.isPresent()
                        && pool.get().active() >= maxChildren.getAsInt();
                yield allBusy || queue.orElse(0) > 0 ? SATURATED : HEALTHY;
            }
        };
    }

    // Whether it answers well is asked beside the ticks, and told by events.
    private static Health virtual(InstanceRecord record) {
        Phase phase = record.observed().phase();
        if (phase == Phase.UP) {
            return HEALTHY;
        }
        return record.intent().wanted() == Wanted.UP && settled(phase) ? FAILING : DOWN;
    }

    private static boolean settled(Phase phase) {
        return phase != Phase.STARTING && phase != Phase.STOPPING;
    }
}
