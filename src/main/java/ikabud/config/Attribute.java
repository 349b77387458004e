package ikabud.config;

import java.util.Locale;

/** How characters are drawn besides their colour. */
public enum Attribute {
    BOLD,
    DIM,
    ITALIC,
    UNDERLINE,
    REVERSE;

    /** The word in a theme file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
