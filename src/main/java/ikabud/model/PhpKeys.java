package ikabud.model;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** PHP directives as keys and values that people type: {@code php.max_input_vars=3000}. Pure. */
public final class PhpKeys {
    /** What each of these keys begins with. */
    public static final String PREFIX = "php.";

    private static final int LONGEST = 40;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_.]{0,60}");

    // What could end a value in a configuration file, or begin something else there.
    private static final Pattern VALUE = Pattern.compile("[^\\x00-\\x1f\\x7f-\\x9f\"'\\[\\]{};$\\\\]{0,200}");

    private PhpKeys() {}

    /** Whether a key names a directive. */
    public static boolean isOne(String key) {
        return key.startsWith(PREFIX);
    }

    /** The directives among an instance's variables, without what their keys begin with. */
    public static Map<String, String> directives(Map<String, String> variables) {
        Map<String, String> found = new TreeMap<>();
        variables.forEach((key, value) -> {
            if (isOne(key)) {
                found.put(key.substring(PREFIX.length()), value);
            }
        });
        return found;
    }

    /** The variables without the directives that are set to nothing, which is how one is unset. */
    public static Map<String, String> withoutUnset(Map<String, String> variables) {
        if (variables.keySet().stream().noneMatch(PhpKeys::isOne)) {
            return Map.copyOf(variables);
        }
        Map<String, String> kept = new TreeMap<>(variables);
        kept.entrySet()
                .removeIf(entry -> isOne(entry.getKey()) && entry.getValue().isEmpty());
        return Map.copyOf(kept);
    }

    /** What is wrong with the shape of a key or its value; empty if nothing. */
    public static Optional<String> problem(String key, String value) {
        String name = key.substring(PREFIX.length());
        if (!NAME.matcher(name).matches()) {
            return Optional.of("php.NAME: expected the name of a PHP directive, found \"" + quoted(name) + "\"");
        }
        if (!VALUE.matcher(value).matches()) {
            return Optional.of(
                    key + ": expected at most 200 characters without quotes, brackets, ';', '$', '\\' and control"
                            + " characters, found \"" + quoted(value) + "\"");
        }
        return Optional.empty();
    }

    private static String quoted(String text) {
        return PlainText.shorten(PlainText.neutralise(text), LONGEST);
    }
}
