package ikabud.view;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Who restarts what dies, as far as the screen knows.
 *
 * @param known whether anybody has looked yet
 * @param pid the supervisor; 0 where the kernel does not tell which process it is, empty where there is none
 */
public record Supervised(boolean known, OptionalInt pid) {
    /** Before anybody looked nothing is claimed. */
    public static final Supervised UNKNOWN = new Supervised(false, OptionalInt.empty());

    /** What dies stays down. */
    public static final Supervised BY_NOBODY = new Supervised(true, OptionalInt.empty());

    /** That process looks after all instances. */
    public static Supervised by(int pid) {
        return new Supervised(true, OptionalInt.of(pid));
    }

    /** Whether it is known that what dies stays down. */
    public boolean byNobody() {
        return known && pid.isEmpty();
    }

    /** Whether a supervisor is there. */
    public boolean bySomebody() {
        return pid.isPresent();
    }

    // Written out: what the compiler makes for a record is linked when first called, which costs 20 ms at each start.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Supervised supervised && known == supervised.known && pid.equals(supervised.pid);
    }

    @Override
    public int hashCode() {
        return 31 * pid.hashCode() + Boolean.hashCode(known);
    }

    /** {@code supervised by PID 812}, {@code unsupervised}; empty where nobody looked. */
    public String sentence() {
        return pid.isPresent() && pid.getAsInt() > 0 ? "supervised by PID " + pid.getAsInt() : word();
    }

    /** The same in one word. */
    public String word() {
        return bySomebody() ? "supervised" : known ? "unsupervised" : "";
    }
}
