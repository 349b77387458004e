package ikabud.config;

import java.util.Locale;

/** How much is asked before a command that takes something down. */
public enum Confirm {
    /** Stop, restart and reload of one instance ask nothing; all else as in {@link #NORMAL}. */
    LOW,
    /** Start asks nothing; the rest asks for {@code y}; purge and more than three instances ask for a typed word. */
    NORMAL,
    /** Start asks for {@code y}; everything else asks for a typed word. */
    STRICT;

    /** The word in settings and flags. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
