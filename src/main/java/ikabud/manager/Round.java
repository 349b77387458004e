package ikabud.manager;

import java.time.Duration;

/**
 * Something the supervisor does again and again beside its instances, such as a look at their health.
 *
 * @param name what it is called where its failure is told
 * @param every the time from one begin to the next, from its end where it took longer; the first comes that long after the
 *     start
 * @param work is done on a thread that all rounds share, one at a time; a failure is told and costs only this time
 */
public record Round(String name, Duration every, Runnable work) {}
