package ikabud.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A failure a person can act on, told as "what failed: why: what to do". The one unchecked root of ours. */
public class IkabudException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;
    private final String what;
    private final String why;
    private final String remedy;
    private final @Nullable FailureClass failure;

    /** A failure with the exit code that a script will see. */
    public IkabudException(ExitCode exitCode, String what, String why, String remedy, @Nullable Throwable cause) {
        this(exitCode, what, why, remedy, cause, null);
    }

    private IkabudException(
            ExitCode exitCode,
            String what,
            String why,
            String remedy,
            @Nullable Throwable cause,
            @Nullable FailureClass failure) {
        super(what + ": " + why + (remedy.isEmpty() ? "" : ": " + remedy), cause);
        this.exitCode = exitCode;
        this.what = what;
        this.why = why;
        this.remedy = remedy;
        this.failure = failure;
    }

    /** Something the caller typed or wrote is wrong. */
    public static IkabudException usage(String what, String why, String remedy) {
        return new IkabudException(ExitCode.USAGE, what, why, remedy, null);
    }

    /** Something that should have worked did not. */
    public static IkabudException failed(String what, String why, String remedy) {
        return new IkabudException(ExitCode.FAILED, what, why, remedy, null);
    }

    /** A master did not start or did not stay; what to do about it is what its class says. */
    public static IkabudException failed(String what, String why, FailureClass failure) {
        return new IkabudException(ExitCode.FAILED, what, why, failure.remedy(), null, failure);
    }

    /** The same, with something better to do about it than its class says. */
    public static IkabudException failed(String what, String why, String remedy, FailureClass failure) {
        return new IkabudException(ExitCode.FAILED, what, why, remedy, null, failure);
    }

    /** Something that should have worked did not, because of {@code cause}. */
    public static IkabudException failed(String what, String why, String remedy, Throwable cause) {
        return new IkabudException(ExitCode.FAILED, what, why, remedy, cause);
    }

    /** A rule forbids it now. */
    public static IkabudException refused(String what, String why, String remedy) {
        return new IkabudException(ExitCode.REFUSED, what, why, remedy, null);
    }

    /** A rule forbids to start a master now; that is a failure of that class. */
    public static IkabudException refused(String what, String why, String remedy, FailureClass failure) {
        return new IkabudException(ExitCode.REFUSED, what, why, remedy, null, failure);
    }

    /** No instance of that name. */
    public static IkabudException noSuchInstance(String id) {
        return new IkabudException(
                ExitCode.NO_SUCH_INSTANCE,
                "instance \"" + PlainText.shorten(PlainText.neutralise(id), 40) + "\"",
                "there is none of that name",
                "`ikabud list` shows all",
                null);
    }

    /** The caller may not do that. */
    public static IkabudException needsRights(String what, String why, String remedy) {
        return new IkabudException(ExitCode.NEEDS_RIGHTS, what, why, remedy, null);
    }

    /** The exit code that a script will see. */
    public ExitCode exitCode() {
        return exitCode;
    }

    /** What failed. */
    public String what() {
        return what;
    }

    /** Why it failed. */
    public String why() {
        return why;
    }

    /** The class of the failure, where it is one of a master. */
    public Optional<FailureClass> failure() {
        return Optional.ofNullable(failure);
    }

    /** What to do about it; may be empty. */
    public String remedy() {
        return remedy;
    }
}
