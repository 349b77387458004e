package ikabud.manager;

import java.util.Locale;

/** What can happen to an instance: what an administrator asks for, what is begun, and what is seen. */
public enum Stimulus {
    /** Somebody or the supervisor starts it. */
    START,
    /** Somebody stops it. */
    STOP,
    /** Somebody restarts it. */
    RESTART,
    /** Somebody has it take up its configuration. */
    RELOAD,
    /** Somebody ends it by a signal. */
    KILL,
    /** Somebody takes it out of the record. */
    REMOVE,

    /** Its start has to wait for what it needs. */
    NEEDS_MISSING,
    /** What it needs serves by now. */
    NEEDS_MET,
    /** Its master is there, and does not serve yet. */
    SPAWNED,
    /** Its master serves. */
    READY,
    /** Its master ended before it served, or could not be started. */
    START_FAILED,
    /** The same, and its policy does not try again. */
    START_HOPELESS,
    /** Its master did not serve in time and was ended. */
    START_TIMED_OUT,
    /** Its master has taken up its configuration. */
    RELOADED,
    /** Its master has not, and serves on. */
    RELOAD_FAILED,
    /** Its master ended, and nobody had asked it to. */
    MASTER_ENDED,
    /** All of it has ended, as it was asked to. */
    FULLY_ENDED,
    /** A master was found that serves. */
    FOUND_RUNNING,
    /** A master was found that does not serve yet. */
    FOUND_STARTING,
    /** Nothing of it was found, and nobody is at it any more. */
    FOUND_NOTHING,
    /** It will be started again after a delay. */
    RETRY_SET,
    /** That delay is over. */
    RETRY_DUE,
    /** It will not be started again by itself. */
    GAVE_UP,
    /** Its master lives and is of no use, so that it is ended. */
    FAULT;

    /** The words a person reads. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
