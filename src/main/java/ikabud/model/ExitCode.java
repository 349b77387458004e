package ikabud.model;

/** The exit codes that scripts rely on. */
public enum ExitCode {
    DONE(0),
    FAILED(1),
    USAGE(2),
    REFUSED(3),
    NO_SUCH_INSTANCE(4),
    NEEDS_RIGHTS(5);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The number given to the shell. */
    public int code() {
        return code;
    }
}
