package ikabud.backend;

import ikabud.model.Door;
import ikabud.model.Instance;
import java.time.Duration;
import java.util.Optional;

/** Looks how instances without processes do, the cheapest look first. Safe from any thread; never throws for what it sees. */
public interface SiteExaminer {
    /** How the site stands, as far as our files tell. */
    Door look(Instance instance);

    /** Asks for a page as a visitor does; empty where nobody said where the site is. */
    Optional<Impression> visit(Instance instance, Duration patience);

    /** Runs its first script in PHP's program for the command line; empty where there is no such script or program. */
    Optional<Impression> run(Instance instance, Duration patience);

    /**
     * What came of it.
     *
     * @param well whether the site answers as an open one should
     * @param open whether it answers, and not as a shut one does
     * @param detail what was asked and what came, for a person
     */
    record Impression(boolean well, boolean open, String detail) {}
}
