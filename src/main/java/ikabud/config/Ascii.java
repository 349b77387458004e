package ikabud.config;

import java.util.Locale;
import java.util.Map;

/** Whether lines and bars are drawn with ASCII only. */
public enum Ascii {
    /** If the locale is not UTF-8. */
    AUTO,
    TRUE,
    FALSE;

    /** The word in settings and flags. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether to draw with ASCII only, given {@code LC_ALL}, {@code LC_CTYPE} and {@code LANG}. */
    public boolean wanted(Map<String, String> environment) {
        return switch (this) {
            case TRUE -> true;
            case FALSE -> false;
            case AUTO -> !isUtf8(environment);
        };
    }

    // The first of the three that is set and not empty decides, as in setlocale(3).
    private static boolean isUtf8(Map<String, String> environment) {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String locale = environment.getOrDefault(name, "");
            if (!locale.isEmpty()) {
                String upper = locale.toUpperCase(Locale.ROOT);
                return upper.contains("UTF-8") || upper.contains("UTF8");
            }
        }
        return false;
    }
}
