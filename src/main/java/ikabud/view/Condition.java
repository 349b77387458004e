package ikabud.view;

import ikabud.config.Role;
import ikabud.model.Fault;
import ikabud.model.Health;
import ikabud.model.InstanceSample;
import ikabud.model.InstanceSample.Liveness;
import ikabud.model.Phase;
import java.util.Locale;
import java.util.Optional;

/** The one word, glyph and role that tell how an instance is: its phase, or what is wrong with it. */
enum Condition {
    UP(Role.STATE_UP, 0),
    DOWN(Role.STATE_DOWN, 1),
    STARTING(Role.STATE_STARTING, 2),
    STOPPING(Role.STATE_STOPPING, 3),
    RELOADING(Role.STATE_RELOADING, 4),
    BACKOFF(Role.STATE_BACKOFF, 5),
    FAILED(Role.STATE_FAILED, 6),
    UNKNOWN(Role.STATE_UNKNOWN, 7),
    /** The record says up, and the master or its socket is gone. */
    FAILING(Role.STATE_FAILED, 8),
    /** Every worker is busy, or requests wait. */
    SATURATED(Role.VALUE_WARN, 9),
    /** Stopped by a signal. */
    FROZEN(Role.VALUE_WARN, 10),
    /** It runs, but not as it should. */
    DEGRADED(Role.VALUE_WARN, 11);

    private final Role role;
    private final int glyphIndex;

    Condition(Role role, int glyphIndex) {
        this.role = role;
        this.glyphIndex = glyphIndex;
    }

    static Condition of(InstanceSample sample) {
        Phase phase = sample.entry().record().observed().phase();
        if (phase == Phase.FAILED || phase == Phase.BACKOFF || isMoving(phase)) {
            return of(phase);
        }
        if (sample.liveness() == Liveness.FROZEN) {
            return FROZEN;
        }
        if (sample.liveness() == Liveness.UNKNOWN && phase == Phase.UP) {
            return UNKNOWN;
        }
        Optional<Fault> fault = sample.entry().reliability().fault();
        boolean lives = sample.liveness() == Liveness.ALIVE || sample.liveness() == Liveness.VIRTUAL;
        if (phase == Phase.UP && lives && fault.isPresent()) {
            return fault.get().health() == Health.FAILING ? FAILING : DEGRADED;
        }
        return switch (sample.health()) {
            case FAILING -> FAILING;
            case SATURATED -> SATURATED;
            case DEGRADED -> DEGRADED;
            case DOWN -> DOWN;
            case HEALTHY, UNKNOWN -> of(phase);
        };
    }

    private static boolean isMoving(Phase phase) {
        return phase == Phase.STARTING || phase == Phase.STOPPING || phase == Phase.RELOADING;
    }

    private static Condition of(Phase phase) {
        return switch (phase) {
            case UP -> UP;
            case DOWN -> DOWN;
            case STARTING -> STARTING;
            case STOPPING -> STOPPING;
            case RELOADING -> RELOADING;
            case BACKOFF -> BACKOFF;
            case FAILED -> FAILED;
            case UNKNOWN -> UNKNOWN;
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    Role role() {
        return role;
    }

    int glyphIndex() {
        return glyphIndex;
    }

    /** Whether an administrator should look at it. */
    boolean alarming() {
        return this == FAILED
                || this == FAILING
                || this == SATURATED
                || this == FROZEN
                || this == DEGRADED
                || this == BACKOFF;
    }
}
