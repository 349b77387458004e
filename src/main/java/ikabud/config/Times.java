package ikabud.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 2s}, {@code 1.5s}, {@code 2m}, {@code 1h}; a bare number is seconds. */
final class Times {
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,9})(?:\\.(\\d{1,3}))?(ms|s|m|h|)");

    private Times() {}

    static Optional<Duration> parse(String text) {
        Matcher parts = SHAPE.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String fraction = parts.group(2) == null ? "" : parts.group(2);
        long thousandths = Long.parseLong(parts.group(1) + (fraction + "000").substring(0, 3));
        long millis = switch (parts.group(3)) {
            case "ms" -> thousandths / 1000;
            case "m" -> thousandths * 60;
            case "h" -> thousandths * 3600;
            default -> thousandths;
        };
        return Optional.of(Duration.ofMillis(millis));
    }

    static String format(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }
}
