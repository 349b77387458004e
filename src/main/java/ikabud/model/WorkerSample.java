package ikabud.model;

import java.util.OptionalDouble;

/**
 * One worker at one tick.
 *
 * @param state the kernel's letter: R running, S sleeping, D disk, T stopped, Z dead
 * @param cpuPercent of one core since the last tick
 */
public record WorkerSample(int pid, char state, OptionalDouble cpuPercent, long rssBytes) {}
