package ikabud.config;

import java.util.Set;

/** How one cell looks: what is written, what is behind it, and how. Colours fit the depth the theme was made for. */
public record Style(Colour foreground, Colour background, Set<Attribute> attributes) {
    /** What the terminal does by itself. */
    public static final Style PLAIN = new Style(Colour.DEFAULT, Colour.DEFAULT, Set.of());

    /** Keeps its own copy of the attributes. */
    public Style {
        attributes = Set.copyOf(attributes);
    }
}
