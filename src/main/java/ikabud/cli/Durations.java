package ikabud.cli;

import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths and points of time as people write them: {@code 90}, {@code 10m}, {@code 1d}, {@code 2026-11-20T03:00}. */
final class Durations {
    private static final Pattern LENGTH = Pattern.compile("(\\d{1,7})(ms|s|m|h|d|w)?");
    private static final Pattern POINT =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d([T ]\\d\\d:\\d\\d(:\\d\\d)?(Z|[+-]\\d\\d:\\d\\d)?)?");

    private Durations() {}

    /** A length of time more than 0; without a unit it is in seconds. */
    static Duration parse(String what, String text) {
        Optional<Duration> length = length(text);
        if (length.isEmpty() || length.get().isZero()) {
            throw IkabudException.usage(
                    what, "\"" + Complaint.quote(text) + "\" is no length of time", "write it like 30, 45s, 10m, 2h");
        }
        return length.get();
    }

    /** A point in time: so long before {@code now}, or a date with or without a time of day in {@code zone}. */
    static Instant since(String what, String text, Instant now, ZoneId zone) {
        try {
            Optional<Duration> ago = length(text);
            return ago.isPresent() ? now.minus(ago.get()) : point(text, zone);
        } catch (DateTimeException e) {
            throw new IkabudException(
                    ExitCode.USAGE,
                    what,
                    "\"" + Complaint.quote(text) + "\" is no time",
                    "write it like 10m, 2h, 1d, 2026-11-20 or 2026-11-20T03:00",
                    e);
        }
    }

    private static Instant point(String text, ZoneId zone) {
        if (!POINT.matcher(text).matches()) {
            throw new DateTimeException("neither a length of time nor a date");
        }
        String iso = text.replace(' ', 'T');
        if (iso.length() == 10) {
            return LocalDate.parse(iso).atStartOfDay(zone).toInstant();
        }
        boolean zoned = iso.endsWith("Z") || iso.lastIndexOf('+') > 10 || iso.lastIndexOf('-') > 10;
        return zoned
                ? OffsetDateTime.parse(iso).toInstant()
                : LocalDateTime.parse(iso).atZone(zone).toInstant();
    }

    private static Optional<Duration> length(String text) {
        Matcher matcher = LENGTH.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2) == null ? "s" : matcher.group(2);
        return Optional.of(
                switch (unit) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    case "h" -> Duration.ofHours(amount);
                    case "d" -> Duration.ofDays(amount);
                    case "w" -> Duration.ofDays(7 * amount);
                    default -> Duration.ofSeconds(amount);
                });
    }

    /** The two largest units: {@code 0.4s}, {@code 45s}, {@code 12m04s}, {@code 3h12m}, {@code 2d07h}. */
    static String brief(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 10) {
            long tenths = Math.max(0, duration.toMillis()) / 100;
            return tenths / 10 + "." + tenths % 10 + "s";
        }
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return seconds / 60 + "m" + twoDigits(seconds % 60) + "s";
        }
        return seconds < 86_400
                ? seconds / 3600 + "h" + twoDigits(seconds / 60 % 60) + "m"
                : seconds / 86_400 + "d" + twoDigits(seconds / 3600 % 24) + "h";
    }

    private static String twoDigits(long value) {
        return value < 10 ? "0" + value : Long.toString(value);
    }
}
