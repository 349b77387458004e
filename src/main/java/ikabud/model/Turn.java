package ikabud.model;

import java.time.Instant;

/**
 * An event that began or ended an instance's service, or told how well it does, without who and how long.
 *
 * @param sequence position in the journal
 * @param at wall-clock time
 */
public record Turn(long sequence, Instant at, InstanceId instance, EventKind kind, String detail) {}
