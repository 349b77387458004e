package ikabud.model;

import java.util.Locale;

/** What can be done to an instance. */
public enum Verb {
    CREATE,
    START,
    STOP,
    RESTART,
    RELOAD,
    KILL,
    REMOVE,
    SET,
    MIGRATE;

    /** The word a person types and reads. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
