package ikabud.os;

/**
 * What a command that was run to its end left behind.
 *
 * @param exit its exit code; 128 and the signal's number where it was killed
 * @param output standard output and error as they came, cut at the caller's limit
 * @param timedOut whether it was killed because it took too long
 */
public record Captured(int exit, String output, boolean timedOut) {
    /** Whether it ended by itself with 0. */
    public boolean succeeded() {
        return exit == 0 && !timedOut;
    }
}
