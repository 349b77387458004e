package ikabud.config;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one theme file. What is unknown in it is told as a warning and left out. Confined to one thread. */
final class ThemeReader {
    /** What a file says; the base still by name. */
    record Draft(ThemeDefinition theme, Optional<String> base) {}

    private static final List<String> KEYS =
            List.of("$schema", "schemaVersion", "name", "author", "variant", "extends", "palette", "roles", "depth");
    private static final List<String> PAINT_KEYS = List.of("fg", "bg", "style");
    private static final List<String> ROLES =
            Arrays.stream(Role.values()).map(Role::key).toList();
    private static final List<String> ATTRIBUTES =
            Arrays.stream(Attribute.values()).map(Attribute::word).toList();
    private static final List<String> DEPTHS =
            Arrays.stream(Depth.values()).map(Depth::word).toList();
    private static final Pattern COLOUR_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,30}");
    private static final String COLOUR =
            "a colour: #rrggbb, #rgb, indexed:0 to indexed:255, default, $name of the palette," + " or one of "
                    + String.join(", ", Colour.NAMES);

    private final String name;
    private final String file;
    private final Problems problems;

    ThemeReader(String name, String file, Problems problems) {
        this.name = name;
        this.file = file;
        this.problems = problems;
    }

    /** The theme in {@code content}; empty, with the problem told, if nothing can be made of it. */
    Optional<Draft> read(byte[] content) {
        return Section.read(file, content, problems).map(this::draft);
    }

    private Draft draft(Section root) {
        root.warnOfUnknown("key", KEYS);
        root.text("schemaVersion")
                .filter(version -> !version.equals("1"))
                .ifPresent(version ->
                        root.error("schemaVersion", "this Ikabud reads version 1, not " + Problems.quote(version)));
        Optional<String> base = root.text("extends");
        ThemeLayer main = layer(root);
        Map<Depth, ThemeLayer> depths = new EnumMap<>(Depth.class);
        root.section("depth").ifPresent(section -> {
            section.warnOfUnknown("depth", DEPTHS);
            for (Depth depth : Depth.values()) {
                section.section(depth.word()).ifPresent(below -> depths.put(depth, layer(below)));
            }
        });
        return new Draft(new ThemeDefinition(name, variant(root), main, depths), base);
    }

    private static Theme.Variant variant(Section root) {
        String word = root.text("variant").orElse("dark");
        if (!word.equals("dark") && !word.equals("light")) {
            root.error("variant", "expected dark or light, found " + Problems.quote(word));
        }
        return word.equals("light") ? Theme.Variant.LIGHT : Theme.Variant.DARK;
    }

    private ThemeLayer layer(Section section) {
        Map<String, String> palette = new HashMap<>();
        section.section("palette").ifPresent(colours -> {
            for (String key : colours.keys()) {
                if (!COLOUR_NAME.matcher(key).matches()) {
                    colours.error(key, "a colour's name is a letter, then letters, digits, '-' or '_'");
                }
                colour(colours, key).ifPresent(colour -> palette.put(key, colour));
            }
        });
        Map<Role, Paint> roles = new EnumMap<>(Role.class);
        section.section("roles").ifPresent(paints -> {
            paints.warnOfUnknown("role", ROLES);
            paints.eachSection((key, paint) -> Role.named(key).ifPresent(role -> roles.put(role, paint(paint))));
        });
        return new ThemeLayer(palette, roles);
    }

    private static Paint paint(Section section) {
        section.warnOfUnknown("key", PAINT_KEYS);
        return new Paint(
                colour(section, "fg").orElse(null),
                colour(section, "bg").orElse(null),
                attributes(section).orElse(null));
    }

    private static Optional<String> colour(Section section, String key) {
        return section.text(key).filter(text -> {
            boolean fine = text.startsWith("$") || Colour.parse(text).isPresent();
            if (!fine) {
                section.error(key, "expected " + COLOUR + ", found " + Problems.quote(text));
            }
            return fine;
        });
    }

    private static Optional<Set<Attribute>> attributes(Section section) {
        return section.texts("style").map(words -> {
            Set<Attribute> attributes = EnumSet.noneOf(Attribute.class);
            for (String word : words) {
                if (ATTRIBUTES.contains(word)) {
                    attributes.add(Attribute.valueOf(word.toUpperCase(Locale.ROOT)));
                } else {
                    section.error("style", Problems.unknown("style", word, ATTRIBUTES));
                }
            }
            return Set.copyOf(attributes);
        });
    }
}
