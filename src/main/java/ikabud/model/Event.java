package ikabud.model;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened; appended to the journal and never changed.
 *
 * @param sequence position in the journal; 0 before it is stored
 * @param at wall-clock time
 * @param instance null for what concerns all
 * @param identity the process it happened to, where there was one
 * @param took how long it took, where that means something
 */
public record Event(
        long sequence,
        Instant at,
        @Nullable InstanceId instance,
        EventKind kind,
        Actor actor,
        String detail,
        @Nullable ProcessIdentity identity,
        @Nullable Duration took) {}
