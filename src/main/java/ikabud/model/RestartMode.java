package ikabud.model;

import java.util.Locale;

/** Which ends of a master are followed by a restart; an end that an administrator asked for never is. */
public enum RestartMode {
    /** It stays down. */
    NEVER,
    /** Restarted after every end but one that a restart cannot mend, such as a mistake in the configuration. */
    ON_FAILURE,
    /** Restarted after those as well, at the longest delay. */
    ALWAYS;

    /** The word a person types and reads. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
