package ikabud.view;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/** Figures as short texts of steady width. */
final class Numbers {
    private static final String UNITS = "KMGTPE";

    private Numbers() {}

    /** One decimal below 100, none above. */
    static String decimal(double value) {
        if (value >= 99.95) {
            return Long.toString(Math.round(value));
        }
        long tenths = Math.round(Math.max(0, value) * 10);
        return tenths / 10 + "." + tenths % 10;
    }

    /** Two decimals, as a load average. */
    static String load(double value) {
        long hundredths = Math.round(Math.max(0, value) * 100);
        return hundredths / 100 + (hundredths % 100 < 10 ? ".0" : ".") + hundredths % 100;
    }

    /** Three significant digits with a binary unit: {@code 512K}, {@code 38.2M}, {@code 1.21G}. */
    static String bytes(long bytes) {
        double value = Math.max(0, bytes) / 1024.0;
        int unit = 0;
        while (value >= 999.5 && unit < UNITS.length() - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? Math.round(value) + "K" : threeDigits(value) + UNITS.charAt(unit);
    }

    private static String threeDigits(double value) {
        return value < 9.995 ? load(value) : decimal(value);
    }

    /** The two largest units: {@code 45s}, {@code 12m04s}, {@code 3h12m}, {@code 2d07h}, {@code 120d}. */
    static String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return seconds / 60 + "m" + twoDigits(seconds % 60) + "s";
        }
        if (seconds < 86_400) {
            return seconds / 3600 + "h" + twoDigits(seconds / 60 % 60) + "m";
        }
        long days = seconds / 86_400;
        return days < 100 ? days + "d" + twoDigits(seconds / 3600 % 24) + "h" : days + "d";
    }

    /** A duration in a sentence: {@code 3 s}, {@code 1.5 s}. */
    static String seconds(Duration duration) {
        long millis = Math.max(0, duration.toMillis());
        return millis % 1000 == 0 || millis >= 10_000
                ? millis / 1000 + " s"
                : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }

    /** How long something took: {@code 12 ms}, {@code 0.41 s}, {@code 2.1 s}, {@code 45 s}, {@code 3m20s}. */
    static String brief(Duration duration) {
        long millis = Math.max(0, duration.toMillis());
        if (millis < 100) {
            return millis + " ms";
        }
        if (millis >= 60_000) {
            return duration(duration);
        }
        if (millis >= 10_000) {
            return millis / 1000 + " s";
        }
        double seconds = millis / 1000.0;
        return (millis < 1000 ? load(seconds) : decimal(seconds)) + " s";
    }

    /** A length of time that somebody chose: {@code 60 s}, {@code 1.5 s}, {@code 10 min}. */
    static String span(Duration span) {
        long millis = span.toMillis();
        return millis > 60_000 && millis % 60_000 == 0 ? millis / 60_000 + " min" : seconds(span);
    }

    /** A share in percent, rounded down, so that only the whole is 100; a dash where it is unknown. */
    static String percent(OptionalDouble share) {
        if (share.isEmpty()) {
            return Cells.UNKNOWN;
        }
        long hundredths = (long) Math.floor(share.getAsDouble() * 100 + 1e-6);
        return (hundredths == 10_000 ? "100" : load(hundredths / 100.0)) + " %";
    }

    static String twoDigits(long value) {
        return value < 10 ? "0" + value : Long.toString(value);
    }
}
