package ikabud.config;

/**
 * One mistake in something a human wrote.
 *
 * @param place where it is: file, line and column, and JSON pointer; or the name of a variable or flag
 * @param message what is wrong, and what would be right
 */
public record Problem(Severity severity, String place, String message) {
    /** What a mistake means. */
    public enum Severity {
        /** What was written is left out; the rest holds. */
        WARNING,
        /** Nothing of it can be used. */
        ERROR
    }

    /** The mistake on one line. */
    public String line() {
        return place + ": " + message;
    }
}
