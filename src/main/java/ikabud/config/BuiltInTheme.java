package ikabud.config;

import static ikabud.config.Attribute.BOLD;
import static ikabud.config.Attribute.DIM;
import static ikabud.config.Attribute.ITALIC;
import static ikabud.config.Attribute.REVERSE;
import static ikabud.config.Attribute.UNDERLINE;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The theme {@code dark} without its file, because the first frame must not wait for a parser. A test holds it against
 * {@code themes/dark.json}.
 */
final class BuiltInTheme {
    /** The theme {@code dark}. */
    static final ThemeDefinition DARK = new ThemeDefinition(
            "dark",
            Theme.Variant.DARK,
            new ThemeLayer(palette(), roles()),
            Map.of(
                    Depth.SIXTEEN, new ThemeLayer(paletteOfSixteen(), Map.of()),
                    Depth.MONO, new ThemeLayer(Map.of(), rolesOfMono())));

    private BuiltInTheme() {}

    private static Map<String, String> palette() {
        return Map.of(
                "bg", "#16181d",
                "fg", "#d7dae0",
                "dim", "#8b93a1",
                "accent", "#56b6c2",
                "ok", "#98c379",
                "warn", "#e5c07b",
                "bad", "#f2777f",
                "info", "#61afef");
    }

    private static Map<String, String> paletteOfSixteen() {
        return Map.of(
                "bg", "black",
                "fg", "default",
                "dim", "bright-black",
                "accent", "cyan",
                "ok", "green",
                "warn", "yellow",
                "bad", "bright-red",
                "info", "bright-cyan");
    }

    private static Map<Role, Paint> roles() {
        Map<Role, Paint> roles = new EnumMap<>(Role.class);
        roles.put(Role.TEXT, new Paint("$fg", "default", Set.of()));
        roles.put(Role.TEXT_DIM, paint("$dim"));
        roles.put(Role.TITLE, paint("$accent", BOLD));
        roles.put(Role.KEY, paint("$accent", BOLD));
        roles.put(Role.BORDER_FOCUS, paint("$accent"));
        roles.put(Role.HEADER, paint(null, BOLD));
        roles.put(Role.HEADER_SORTED, paint("$accent", BOLD));
        roles.put(Role.ROW_SELECTED, new Paint("$bg", "$accent", null));
        roles.put(Role.ROW_SELECTED_UNFOCUSED, new Paint("$bg", "$dim", null));
        roles.put(Role.ROW_TAGGED, paint("$warn", BOLD));
        roles.put(Role.ROW_NEW, paint("$info"));
        roles.put(Role.ROW_STALE, paint("$dim", ITALIC));
        roles.put(Role.STATE_UP, paint("$ok"));
        roles.put(Role.STATE_STARTING, paint("$info"));
        roles.put(Role.STATE_STOPPING, paint("$warn"));
        roles.put(Role.STATE_FAILED, paint("$bad", BOLD));
        roles.put(Role.VALUE_OK, paint("$ok"));
        roles.put(Role.VALUE_WARN, paint("$warn"));
        roles.put(Role.VALUE_CRITICAL, paint("$bad", BOLD));
        roles.put(Role.SPARK, paint("$info"));
        roles.put(Role.LOG_WARNING, paint("$warn"));
        roles.put(Role.LOG_ERROR, paint("$bad"));
        roles.put(Role.LOG_FATAL, paint("$bad", BOLD));
        roles.put(Role.LOG_POOL, paint("$info"));
        roles.put(Role.LOG_MATCH, paint(null, REVERSE));
        roles.put(Role.DIALOG_DANGER, paint("$bad", BOLD));
        roles.put(Role.BUTTON_FOCUS, new Paint("$bg", "$accent", Set.of(BOLD)));
        roles.put(Role.INPUT, paint(null, UNDERLINE));
        roles.put(Role.TOAST_INFO, paint("$info"));
        roles.put(Role.TOAST_OK, paint("$ok"));
        roles.put(Role.TOAST_ERROR, paint("$bad", BOLD));
        roles.put(Role.BANNER_READONLY, new Paint("$bg", "$info", Set.of(BOLD)));
        roles.put(Role.BANNER_PAUSED, new Paint("$bg", "$warn", Set.of(BOLD)));
        roles.put(Role.BANNER_ROOT, new Paint("$bg", "$bad", Set.of(BOLD)));
        return roles;
    }

    private static Map<Role, Paint> rolesOfMono() {
        return Map.of(
                Role.TEXT_DIM, paint(null, DIM),
                Role.HEADER_SORTED, paint(null, BOLD, UNDERLINE),
                Role.ROW_SELECTED_UNFOCUSED, new Paint(null, "default", Set.of(UNDERLINE)));
    }

    private static Paint paint(@Nullable String foreground, Attribute... attributes) {
        return new Paint(foreground, null, attributes.length == 0 ? null : Set.of(attributes));
    }
}
