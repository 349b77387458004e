package ikabud.manager;

import java.time.Duration;
import java.util.Locale;

/** Says lengths of time in the few words that fit into a sentence. */
final class Times {
    private static final long MINUTE = 60;
    private static final long TENTH = 100;

    private Times() {}

    /** Such as {@code 90 s}, {@code 10 min} or {@code 1.9 s}; whole seconds where it is many. */
    static String words(Duration time) {
        long seconds = time.toSeconds();
        if (seconds >= 2 * MINUTE && seconds % MINUTE == 0) {
            return seconds / MINUTE + " min";
        }
        long tenths = time.toMillis() / TENTH;
        if (seconds >= MINUTE || tenths % 10 == 0) {
            return seconds + " s";
        }
        return String.format(Locale.ROOT, "%d.%d s", tenths / 10, tenths % 10);
    }
}
