package ikabud.model;

import java.util.Locale;

/** What becomes of an instance that uses more memory than it may, where the kernel does not hold it back. */
public enum OverLimit {
    /** It is restarted, by the rules of its restart policy. */
    RESTART,
    /** It is told, and goes on. */
    ALERT;

    /** The word a person types and reads. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
