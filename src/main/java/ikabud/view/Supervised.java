package ikabud.view;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Who restarts what dies, as far as the screen knows.
 *
 * @param known whether anybody has looked yet
 * @param pid the supervisor; 0 where the kernel does not tell which process it is, empty where there is none
 * @param systemd whether systemd does it for all of them, and so nobody else has to
 */
public record Supervised(boolean known, OptionalInt pid, boolean systemd) {
    /** Before anybody looked nothing is claimed. */
    public static final Supervised UNKNOWN = new Supervised(false, OptionalInt.empty(), false);

    /** What dies stays down. */
    public static final Supervised BY_NOBODY = new Supervised(true, OptionalInt.empty(), false);

    /** All instances are units, which systemd restarts. */
    public static final Supervised BY_SYSTEMD = new Supervised(true, OptionalInt.empty(), true);

    /** That process looks after all instances. */
    public static Supervised by(int pid) {
        return new Supervised(true, OptionalInt.of(pid), false);
    }

    /** Whether it is known that what dies stays down. */
    public boolean byNobody() {
        return known && pid.isEmpty() && !systemd;
    }

    /** Whether a supervisor is there, or systemd in its place. */
    public boolean bySomebody() {
        return pid.isPresent() || systemd;
    }

    // Written out: what the compiler makes for a record is linked when first called, which costs 20 ms at each start.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Supervised supervised
                && known == supervised.known
                && systemd == supervised.systemd
                && pid.equals(supervised.pid);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * pid.hashCode() + Boolean.hashCode(known)) + Boolean.hashCode(systemd);
    }

    /** {@code supervised by PID 812}, {@code supervised by systemd}, {@code unsupervised}; empty where nobody looked. */
    public String sentence() {
        if (systemd) {
            return "supervised by systemd";
        }
        return pid.isPresent() && pid.getAsInt() > 0 ? "supervised by PID " + pid.getAsInt() : word();
    }

    /** The same in one word. */
    public String word() {
        return bySomebody() ? "supervised" : known ? "unsupervised" : "";
    }
}
