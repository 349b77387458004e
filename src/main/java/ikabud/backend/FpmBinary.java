package ikabud.backend;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One installed PHP-FPM.
 *
 * @param release full version, such as {@code 8.2.35}
 */
public record FpmBinary(Path path, int major, int minor, String release) {
    // PHP 8.2.35 (fpm-fcgi) (built: Oct 21 2026 06:29:51)
    private static final Pattern LINE =
            Pattern.compile("(?m)^PHP ((\\d{1,3})\\.(\\d{1,3})\\.[\\w.+~-]{1,40}) \\(fpm-fcgi\\)");

    private static final int OLDEST_MAJOR = 7;
    private static final int OLDEST_MINOR = 3;

    /** Newest first. */
    static final Comparator<FpmBinary> NEWEST_FIRST = Comparator.comparingInt(FpmBinary::major)
            .thenComparingInt(FpmBinary::minor)
            .reversed()
            .thenComparing(FpmBinary::path);

    /** Reads what {@code php-fpm -v} prints; empty if it is no FPM. */
    static Optional<FpmBinary> parse(Path path, String output) {
        Matcher matcher = LINE.matcher(output);
        if (!matcher.find()) {
            return Optional.empty();
        }
        return Optional.of(new FpmBinary(
                path, Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3)), matcher.group(1)));
    }

    /** Major and minor, such as {@code 8.2}: what an administrator chooses by. */
    public String version() {
        return major + "." + minor;
    }

    /** Whether its pools know all directives that we write: 7.3 brought the last of them. */
    public boolean isNewEnough() {
        return major > OLDEST_MAJOR || (major == OLDEST_MAJOR && minor >= OLDEST_MINOR);
    }
}
