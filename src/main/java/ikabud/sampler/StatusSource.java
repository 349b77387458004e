package ikabud.sampler;

import ikabud.model.PoolStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Asks one FPM pool for its counters. */
@FunctionalInterface
public interface StatusSource {
    /** The counters; empty when the pool does not answer in time, or answers nonsense, or another user's process does. */
    Optional<PoolStatus> read(Path statusSocket, int uid, Duration timeout);
}
