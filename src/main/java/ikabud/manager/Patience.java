package ikabud.manager;

import java.time.Duration;

/**
 * How long things may take where a command does not say.
 *
 * @param start from the spawn until FPM answers; also for a reload
 * @param stop for running requests to end, before force is used
 */
public record Patience(Duration start, Duration stop) {}
