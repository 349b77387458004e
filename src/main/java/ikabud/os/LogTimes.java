package ikabud.os;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Reads the times that FPM and PHP write into logs, to put lines of several logs in order. */
public final class LogTimes {
    // 20-Nov-2026 08:47:51 Europe/Berlin; without a zone it is the master's, which is the machine's
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("dd-MMM-uuuu HH:mm:ss", Locale.ENGLISH);
    private static final int LENGTH = "20-Nov-2026 08:47:51".length();

    private LogTimes() {}

    /** The stamp of a moment, without a zone. */
    static String stamp(Instant moment, ZoneId local) {
        return STAMP.format(moment.atZone(local));
    }

    /** The moment a stamp of this machine means; empty where it is none. */
    public static Optional<Instant> parse(String stamp) {
        return parse(stamp, ZoneId.systemDefault());
    }

    /** The moment a stamp means; empty where it is none. */
    public static Optional<Instant> parse(String stamp, ZoneId local) {
        if (stamp.length() < LENGTH) {
            return Optional.empty();
        }
        try {
            // fpm.log with log_level debug has fractions: 08:47:51.123456
            String rest = stamp.substring(LENGTH);
            int blank = rest.indexOf(' ');
            ZoneId zone = blank < 0 ? local : ZoneId.of(rest.substring(blank + 1));
            return Optional.of(LocalDateTime.parse(stamp.substring(0, LENGTH), STAMP)
                    .atZone(zone)
                    .toInstant());
        } catch (DateTimeException odd) {
            return Optional.empty();
        }
    }
}
