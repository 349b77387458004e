package ikabud.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last that was seen of an instance's processes.
 *
 * @param master the master's identity while it is thought to live
 * @param since wall-clock time of the last change of phase
 * @param cause why it is in this phase, for a person; may be empty
 * @param failure the class of what brought it into BACKOFF, FAILED or DOWN; null where nothing failed
 * @param until wall-clock time by which this phase is to end: the next try in BACKOFF, the deadline in STARTING, RELOADING
 *     and STOPPING. For people: who acts on it counts monotonic time
 */
public record Observed(
        Phase phase,
        @Nullable ProcessIdentity master,
        Instant since,
        String cause,
        @Nullable FailureClass failure,
        @Nullable Instant until) {
    /** Nothing failed, and no end is set. */
    public Observed(Phase phase, @Nullable ProcessIdentity master, Instant since, String cause) {
        this(phase, master, since, cause, null, null);
    }
}
