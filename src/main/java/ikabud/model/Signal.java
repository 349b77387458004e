package ikabud.model;

import java.util.Locale;
import java.util.Optional;

/** The signals of Linux on x86-64 and aarch64, with what each means to an FPM master. */
public enum Signal {
    HUP(1, "ignored by FPM"),
    INT(2, "stop at once, requests are cut"),
    QUIT(3, "stop gracefully: running requests end first"),
    ILL(4, "crash"),
    TRAP(5, "crash"),
    ABRT(6, "crash"),
    BUS(7, "crash"),
    FPE(8, "crash"),
    KILL(9, "end now; cannot be caught"),
    USR1(10, "reopen the log files"),
    SEGV(11, "crash"),
    USR2(12, "reload the configuration gracefully"),
    PIPE(13, "ignored by FPM"),
    ALRM(14, "end"),
    TERM(15, "stop at once, requests are cut"),
    CONT(18, "go on after STOP"),
    STOP(19, "freeze the master; workers go on");

    private final int number;
    private final String meaning;

    Signal(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** The kernel's number. */
    public int number() {
        return number;
    }

    /** What it does to an FPM master. */
    public String meaning() {
        return meaning;
    }

    /** Whether sending it means that the instance is wanted down. */
    public boolean ends() {
        return this == TERM || this == QUIT || this == INT || this == KILL;
    }

    /** Reads {@code KILL}, {@code SIGKILL} or {@code 9}, in any case. */
    public static Optional<Signal> parse(String text) {
        String name = text.toUpperCase(Locale.ROOT);
        String bare = name.startsWith("SIG") ? name.substring(3) : name;
        for (Signal signal : values()) {
            if (signal.name().equals(bare) || Integer.toString(signal.number).equals(bare)) {
                return Optional.of(signal);
            }
        }
        return Optional.empty();
    }
}
