package ikabud.view;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** Points in time as a person reads them. */
final class Moments {
    private Moments() {}

    /** {@code 14:05:33}. */
    static String time(Instant at, ZoneId zone) {
        LocalDateTime local = LocalDateTime.ofInstant(at, zone);
        return Numbers.twoDigits(local.getHour())
                + ":" + Numbers.twoDigits(local.getMinute())
                + ":" + Numbers.twoDigits(local.getSecond());
    }

    /** {@code 2026-11-20 14:05:33}. */
    static String full(Instant at, ZoneId zone) {
        return LocalDateTime.ofInstant(at, zone).toLocalDate() + " " + time(at, zone);
    }
}
