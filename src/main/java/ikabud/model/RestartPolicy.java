package ikabud.model;

import java.time.Duration;

/**
 * When the supervisor restarts a master that ended without being asked to, and when it gives up.
 *
 * @param maxRestarts restarts within {@code window} before the instance is given up; at least 0
 * @param window how far back restarts are counted, and how long a master must serve to start afresh; positive
 * @param delay before the first restart; each further one waits twice as long, up to {@link #LONGEST_DELAY}. Not negative
 */
public record RestartPolicy(RestartMode mode, int maxRestarts, Duration window, Duration delay) {
    /** What an instance has where nothing else was said. */
    public static final RestartPolicy DEFAULT =
            new RestartPolicy(RestartMode.ON_FAILURE, 3, Duration.ofSeconds(60), Duration.ofSeconds(1));

    /** No restart waits longer, jitter aside. */
    public static final Duration LONGEST_DELAY = Duration.ofSeconds(60);

    /** Refuses what makes no sense. */
    public RestartPolicy {
        if (maxRestarts < 0 || window.isNegative() || window.isZero() || delay.isNegative()) {
            throw IkabudException.usage(
                    "restart policy",
                    "max-restarts and delay cannot be negative, and window must be positive",
                    "give for example max-restarts=3 window=60s delay=1s");
        }
    }
}
