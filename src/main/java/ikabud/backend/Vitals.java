package ikabud.backend;

import java.util.Optional;

/**
 * What is seen of an instance without connecting to it.
 *
 * @param frozen whether its master is stopped by a signal
 * @param socket whether its main socket listens where it can be found; empty where that cannot be told
 * @param waiting connections at the main socket that were not accepted yet
 * @param ends how workers ended since the last look
 * @param memory what became of its memory limit since the last look
 */
public record Vitals(boolean frozen, Optional<Boolean> socket, int waiting, WorkerEnds ends, MemoryNews memory) {
    /** Memory is no matter. */
    public Vitals(boolean frozen, Optional<Boolean> socket, int waiting, WorkerEnds ends) {
        this(frozen, socket, waiting, ends, MemoryNews.NONE);
    }

    /** The same with other ends of workers. */
    public Vitals with(WorkerEnds others) {
        return new Vitals(frozen, socket, waiting, others, memory);
    }
}
