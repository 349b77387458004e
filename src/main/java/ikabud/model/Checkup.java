package ikabud.model;

import java.time.Duration;
import java.util.List;

/**
 * What a look at one instance found, when somebody asked for it.
 *
 * @param fine whether nobody has to act: it does well, is merely saturated, or is down because it is meant to be
 * @param checks what was looked at, the cheapest first
 */
public record Checkup(InstanceId id, Judgement judgement, boolean fine, List<Check> checks) {
    /** Keeps its own copy of the list. */
    public Checkup {
        checks = List.copyOf(checks);
    }

    /** How far a look goes; each reach includes the ones before. */
    public enum Reach {
        /** Connects to nobody. */
        QUICK,
        /** Asks FPM for its status, and a worker for an answer. */
        USUAL,
        /** Asks the site itself for a page. */
        DEEP
    }

    /**
     * One thing that was looked at.
     *
     * @param name such as {@code socket}
     * @param took monotonic time
     * @param detail what was found, for a person
     */
    public record Check(String name, BootCheck.Result result, Duration took, String detail) {}
}
