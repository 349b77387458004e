package ikabud.model;

import java.time.Duration;
import java.util.Locale;

/**
 * One named check of a boot.
 *
 * @param detail what was found, for a person; may be empty
 * @param remedy what to do about it; empty where it passed
 */
public record BootCheck(BootPhase phase, String name, Result result, Duration took, String detail, String remedy) {
    /** What a check can find. */
    public enum Result {
        PASSED,
        /** Worth knowing, and no reason to stop. */
        WARNED,
        FAILED,
        /** Not looked at, because an earlier one failed or it does not apply. */
        SKIPPED;

        /** The word a person reads. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
