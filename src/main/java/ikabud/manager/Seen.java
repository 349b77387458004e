package ikabud.manager;

import ikabud.model.FailureClass;
import ikabud.model.ProcessIdentity;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is to be put on record beside a change of phase.
 *
 * @param master the master that lives; null for none
 * @param cause why, for a person; may be empty
 * @param failure the class of what went wrong; null if nothing did
 * @param within how long the new phase is to last at most; null where no end is set
 */
record Seen(
        @Nullable ProcessIdentity master,
        String cause,
        @Nullable FailureClass failure,
        @Nullable Duration within) {
    /** Nothing runs, and nothing is wrong. */
    static final Seen NOTHING = new Seen(null, "", null, null);

    /** A master lives. */
    static Seen of(@Nullable ProcessIdentity master) {
        return new Seen(master, "", null, null);
    }

    /** Nothing runs, for that reason. */
    static Seen failed(String cause, @Nullable FailureClass failure) {
        return new Seen(null, cause, failure, null);
    }

    /** The same, with a deadline. */
    Seen within(Duration time) {
        return new Seen(master, cause, failure, time);
    }
}
