package ikabud.model;

import java.time.Duration;
import java.util.List;

/**
 * What became of a command.
 *
 * @param message for a person: what was done, why it was refused, or what failed and why and what to do
 * @param exitCode what a script sees
 * @param took monotonic time from the command to this
 * @param notes more lines worth saying, such as strays that were ended
 */
public record Outcome(Result result, String message, ExitCode exitCode, Duration took, List<String> notes) {
    /** The three things that can become of a command. */
    public enum Result {
        DONE,
        REFUSED,
        FAILED
    }

    /** Keeps its own copy of the notes. */
    public Outcome {
        notes = List.copyOf(notes);
    }

    /** It was carried out. */
    public static Outcome done(String message, Duration took, List<String> notes) {
        return new Outcome(Result.DONE, message, ExitCode.DONE, took, notes);
    }

    /** It ended in {@code failure}. */
    public static Outcome of(IkabudException failure, Duration took) {
        Result result = switch (failure.exitCode()) {
            case REFUSED, NEEDS_RIGHTS, USAGE, NO_SUCH_INSTANCE -> Result.REFUSED;
            case FAILED, DONE -> Result.FAILED;
        };
        return new Outcome(result, String.valueOf(failure.getMessage()), failure.exitCode(), took, List.of());
    }

    /** Whether it was carried out. */
    public boolean isDone() {
        return result == Result.DONE;
    }
}
