package ikabud.backend;

import ikabud.model.FailureClass;
import ikabud.model.ProcessIdentity;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an instance stands with a service manager that restarts it by itself.
 *
 * @param state what it is doing with it
 * @param master its master, where one runs
 * @param cause why it is so, for a person; may be empty
 * @param failure the class of what went wrong; null where nothing did
 * @param restarts how often it was restarted by itself since its last start by hand
 * @param delay how long a restart waits
 */
public record Standing(
        State state,
        Optional<ProcessIdentity> master,
        String cause,
        @Nullable FailureClass failure,
        int restarts,
        Duration delay) {
    /** What a service manager does with an instance. */
    public enum State {
        /** It runs. */
        RUNNING,
        /** It is being started. */
        STARTING,
        /** It ended, and will be started again. */
        RESTARTING,
        /** It is being stopped. */
        STOPPING,
        /** It does not run, and nobody tries again. */
        FAILED,
        /** It does not run, and is not meant to. */
        STOPPED
    }
}
