package ikabud.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Reads the time of a log line, as FPM and PHP write it. */
final class LogTime {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("dd-MMM-yyyy HH:mm:ss", Locale.ENGLISH);
    private static final int LENGTH = 20;

    private LogTime() {}

    /**
     * The moment of a stamp; empty if it is none.
     *
     * @param zone where the stamp names no zone, as FPM's do
     */
    static Optional<Instant> parse(String stamp, ZoneId zone) {
        // 20-Nov-2026 08:47:51            (fpm.log, slow.log)
        // 20-Nov-2026 08:47:51 UTC        (php.log)
        if (stamp.length() < LENGTH) {
            return Optional.empty();
        }
        try {
            LocalDateTime time = LocalDateTime.parse(stamp.substring(0, LENGTH), STAMP);
            String named = stamp.substring(LENGTH).strip();
            return Optional.of(
                    time.atZone(named.isEmpty() ? zone : ZoneId.of(named)).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
