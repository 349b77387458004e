package ikabud.config;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How every role looks on a terminal of one depth.
 *
 * @param name the name it is chosen by, such as {@code dark}
 * @param variant the background it is made for
 * @param styles one for each role
 */
public record Theme(String name, Variant variant, Depth depth, Map<Role, Style> styles) {
    /** The background a theme is made for. */
    public enum Variant {
        DARK,
        LIGHT
    }

    /** Keeps its own copy; a role that is left out is drawn plain. */
    public Theme {
        EnumMap<Role, Style> copy = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            copy.put(role, styles.getOrDefault(role, Style.PLAIN));
        }
        styles = Collections.unmodifiableMap(copy);
    }

    /** The built-in theme {@code dark}; reads no file, so it is there for the first frame and when a theme is broken. */
    public static Theme fallback(Depth depth) {
        return BuiltInTheme.DARK.at(depth);
    }

    /** How a role looks. */
    public Style style(Role role) {
        return styles.getOrDefault(role, Style.PLAIN);
    }
}
