package ikabud.model;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One worker at one tick.
 *
 * @param state the kernel's letter: R running, S sleeping, D disk, T stopped, Z dead
 * @param cpuPercent of one core since the last tick
 * @param turns how often the kernel has let it run so far; empty where the kernel does not count that
 */
public record WorkerSample(int pid, char state, OptionalDouble cpuPercent, long rssBytes, OptionalLong turns) {}
