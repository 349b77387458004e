package ikabud.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last time the site of an instance without processes was opened.
 *
 * @param startedAt wall-clock time of its opening
 * @param stoppedAt wall-clock time of its being shut; null while it is open
 */
public record VirtualProcess(
        VirtualPid pid, Instant startedAt, @Nullable Instant stoppedAt) {}
