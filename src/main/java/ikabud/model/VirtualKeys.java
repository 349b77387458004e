package ikabud.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What can be set of an instance that the account's own web server serves, in place of its kind's variables. Pure. */
public final class VirtualKeys {
    /** Where the site is asked for a page. */
    public static final String URL = "url";

    /** Log files to show: paths with commas between them. */
    public static final String LOG = "log";

    /** The file with the credentials of its database. */
    public static final String DATABASE = "database";

    /** What shuts the site. */
    public static final String SWITCH = "switch";

    /** The web server's own file and PHP's. */
    public static final String BOTH = "both";

    /** The file of Apache and LiteSpeed alone. */
    public static final String HTACCESS = "htaccess";

    /** The file of PHP alone. */
    public static final String USER_INI = "user-ini";

    /** All of them, in the order to show them. */
    public static final List<String> NAMES = List.of(URL, LOG, DATABASE, SWITCH);

    private static final Pattern ADDRESS =
            Pattern.compile("https?://(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}\\])"
                    + "(?::\\d{1,5})?(?:/[!-~]{0,500})?");
    private static final Pattern FILE = Pattern.compile("[^\\p{Cntrl},]{1,500}");
    private static final int LONGEST = 40;

    private VirtualKeys() {}

    /** The values of all of them: what is set, else what holds without. */
    public static Map<String, String> values(Map<String, String> set) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : NAMES) {
            values.put(name, set.getOrDefault(name, name.equals(SWITCH) ? BOTH : ""));
        }
        return values;
    }

    /**
     * What is wrong with values that are to be set, one sentence each; empty if nothing.
     *
     * @param ofKind the names of its kind's variables, which do not apply
     */
    public static List<String> mistakes(Map<String, String> set, Collection<String> ofKind) {
        List<String> mistakes = new ArrayList<>();
        new TreeMap<>(set).forEach((name, value) -> mistake(name, value, ofKind).ifPresent(mistakes::add));
        return mistakes;
    }

    private static Optional<String> mistake(String name, String value, Collection<String> ofKind) {
        if (ofKind.contains(name)) {
            return Optional.of(
                    quote(name) + " is for PHP-FPM, and this site is served by the account's own web server");
        }
        String expected = switch (name) {
            case URL ->
                value.isEmpty() || isAddress(value) ? "" : "an address such as https://example.org/, or nothing";
            case LOG ->
                value.isEmpty() || areAbsolute(value) ? "" : "absolute paths with commas between them, or nothing";
            case DATABASE ->
                value.isEmpty() || FILE.matcher(value).matches()
                        ? ""
                        : "the path of a file such as wp-config.php, or nothing";
            case SWITCH -> List.of(BOTH, HTACCESS, USER_INI).contains(value) ? "" : "one of both, htaccess, user-ini";
            default -> null;
        };
        if (expected == null) {
            return Optional.of(
                    "unknown variable " + quote(name) + ": a virtual instance has " + String.join(", ", NAMES));
        }
        return expected.isEmpty()
                ? Optional.empty()
                : Optional.of(name + ": expected " + expected + ", found " + quote(value));
    }

    private static boolean isAddress(String value) {
        return ADDRESS.matcher(value).matches();
    }

    private static boolean areAbsolute(String value) {
        return Arrays.stream(value.split(",", -1))
                .map(String::strip)
                .allMatch(path -> path.startsWith("/") && FILE.matcher(path).matches());
    }

    private static String quote(String text) {
        return "\"" + PlainText.shorten(PlainText.neutralise(text), LONGEST) + "\"";
    }
}
