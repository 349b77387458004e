package ikabud.model;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The kinds of things that happen. */
public enum EventKind {
    CREATED,
    STARTED,
    STOPPED,
    RESTARTED,
    RELOADED,
    KILLED,
    SIGNALLED,
    REMOVED,
    /** A master ended without being asked to. */
    EXITED,
    /** Processes of a dead or stopped master were found and ended. */
    STRAYS_ENDED,
    /** A running master was found and its record made true again. */
    ADOPTED,
    /** A command was not carried out because a rule forbids it. */
    REFUSED,
    /** A command failed on the way. */
    FAILED,
    /** The record was rebuilt from what runs and what is rendered. */
    REBUILT,
    /** The definition was changed: limits, policy, what it needs. */
    CHANGED,
    /** Its files, user or unit were made again as they had been. */
    MENDED,
    /** It is run in another way than before. */
    MIGRATED,
    /** A start was begun. */
    STARTING,
    /** A start waits for what the instance needs. */
    WAITING,
    HEALTHY,
    /** Every worker is busy, or requests wait. */
    SATURATED,
    /** It runs, but not as it should. */
    DEGRADED,
    /** It is meant to serve and does not. */
    UNHEALTHY,
    /** The supervisor will start it again after a delay. */
    RESTARTING,
    /** The supervisor brought it up again after it had ended. */
    RECOVERED,
    /** The supervisor does not try any more. */
    GAVE_UP,
    /** A log was put aside because of its size. */
    ROTATED,
    /** A supervisor began its work. */
    SUPERVISED,
    /** A supervisor ended its work; instances go on running. */
    UNSUPERVISED;

    private static final Set<EventKind> ROUTINE = Collections.unmodifiableSet(EnumSet.of(
            EXITED,
            STRAYS_ENDED,
            ADOPTED,
            STARTING,
            WAITING,
            HEALTHY,
            SATURATED,
            DEGRADED,
            UNHEALTHY,
            RESTARTING,
            RECOVERED,
            GAVE_UP,
            ROTATED,
            SUPERVISED,
            UNSUPERVISED));

    /** Whether it happened by itself, so that it may be forgotten after a time; what somebody did is kept for ever. */
    public boolean isRoutine() {
        return ROUTINE.contains(this);
    }

    /** The word a person reads. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
