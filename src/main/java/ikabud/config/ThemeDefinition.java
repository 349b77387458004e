package ikabud.config;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A theme as its author wrote it, for all depths.
 *
 * @param main what holds at every depth
 * @param depths what lies over it at one depth
 */
record ThemeDefinition(String name, Theme.Variant variant, ThemeLayer main, Map<Depth, ThemeLayer> depths) {
    // A palette colour may refer to another, but not for ever.
    private static final int MOST_REFERENCES = 8;

    ThemeDefinition {
        depths = Map.copyOf(depths);
    }

    /** This theme with what it leaves open taken from {@code base}. */
    ThemeDefinition extending(ThemeDefinition base) {
        Map<Depth, ThemeLayer> merged = new EnumMap<>(Depth.class);
        for (Depth depth : Depth.values()) {
            // What this theme says for every depth also beats what its base says for one.
            ThemeLayer below = base.depths.getOrDefault(depth, ThemeLayer.EMPTY).without(main);
            merged.put(depth, depths.getOrDefault(depth, ThemeLayer.EMPTY).over(below));
        }
        return new ThemeDefinition(name, variant, main.over(base.main), merged);
    }

    /** The looks at one depth. */
    Theme at(Depth depth) {
        ThemeLayer layer = depths.getOrDefault(depth, ThemeLayer.EMPTY).over(main);
        Map<Role, Style> full = new EnumMap<>(Role.class);
        Map<Role, Style> shown = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            // A parent is declared before its children.
            Style inherited = role.parent().map(full::get).orElse(Style.PLAIN);
            Style style = fill(layer.roles().getOrDefault(role, Paint.OPEN), inherited, layer.palette());
            full.put(role, style);
            shown.put(
                    role, fit(style, depth, full.getOrDefault(Role.TEXT, style).background()));
        }
        return new Theme(name, variant, depth, shown);
    }

    private static Style fill(Paint paint, Style inherited, Map<String, String> palette) {
        Set<Attribute> attributes = paint.attributes();
        return new Style(
                colour(paint.foreground(), palette).orElse(inherited.foreground()),
                colour(paint.background(), palette).orElse(inherited.background()),
                attributes != null ? attributes : inherited.attributes());
    }

    /** The colour that a reference stands for; empty for none, an unknown one or a circle. */
    static Optional<Colour> colour(@Nullable String reference, Map<String, String> palette) {
        String text = reference;
        for (int i = 0; text != null && i < MOST_REFERENCES; i++) {
            if (!text.startsWith("$")) {
                return Colour.parse(text);
            }
            text = palette.get(text.substring(1));
        }
        return Optional.empty();
    }

    private static Style fit(Style style, Depth depth, Colour ground) {
        if (depth != Depth.MONO) {
            return new Style(style.foreground().at(depth), style.background().at(depth), style.attributes());
        }
        Set<Attribute> attributes = EnumSet.noneOf(Attribute.class);
        attributes.addAll(style.attributes());
        if (!style.background().equals(ground)) {
            // Without colours, what stood out by its background stands out by being reversed.
            attributes.add(Attribute.REVERSE);
        }
        return new Style(Colour.DEFAULT, Colour.DEFAULT, attributes);
    }
}
