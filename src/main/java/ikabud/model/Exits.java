package ikabud.model;

import java.time.Duration;
import java.util.List;

/** Tells which of the watched processes have ended. Confined to one thread, but for {@link #wake}. */
public interface Exits extends AutoCloseable {
    /** Watches that very process; if it has ended already, the next {@link #await} says so. */
    void watch(ProcessIdentity process);

    /** Does not watch it any more. */
    void unwatch(ProcessIdentity process);

    /**
     * Returns as soon as one of them has ended, somebody called {@link #wake}, or the time is over.
     *
     * @return those that have ended, which are not watched any more; may be empty
     */
    List<ProcessIdentity> await(Duration atMost);

    /** Has {@link #await} return now, or at once when it is next called. */
    void wake();

    @Override
    void close();
}
