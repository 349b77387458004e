package ikabud.config;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Colours by name and paints by role; layers lie over each other.
 *
 * @param palette colours by name, without {@code $}; one may refer to another
 */
record ThemeLayer(Map<String, String> palette, Map<Role, Paint> roles) {
    /** Says nothing. */
    static final ThemeLayer EMPTY = new ThemeLayer(Map.of(), Map.of());

    ThemeLayer {
        palette = Map.copyOf(palette);
        roles = Map.copyOf(roles);
    }

    /** This layer, with what it leaves open taken from {@code below}. */
    ThemeLayer over(ThemeLayer below) {
        Map<String, String> colours = new HashMap<>(below.palette);
        colours.putAll(palette);
        Map<Role, Paint> paints = new EnumMap<>(Role.class);
        paints.putAll(below.roles);
        roles.forEach((role, paint) -> paints.merge(role, paint, (under, top) -> top.over(under)));
        return new ThemeLayer(colours, paints);
    }

    /** This layer without the colours and roles that {@code other} speaks of. */
    ThemeLayer without(ThemeLayer other) {
        Map<String, String> colours = new HashMap<>(palette);
        colours.keySet().removeAll(other.palette.keySet());
        Map<Role, Paint> paints = new HashMap<>(roles);
        paints.keySet().removeAll(other.roles.keySet());
        return new ThemeLayer(colours, paints);
    }
}
