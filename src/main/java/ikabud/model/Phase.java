package ikabud.model;

import java.util.Locale;

/** What is observed of an instance. */
public enum Phase {
    DOWN,
    STARTING,
    UP,
    RELOADING,
    STOPPING,
    BACKOFF,
    FAILED,
    UNKNOWN;

    /** The word a person reads. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
