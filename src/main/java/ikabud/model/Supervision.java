package ikabud.model;

import java.util.List;

/**
 * How an instance is looked after.
 *
 * @param needs the instances that must serve before this one is started, in the order they were named
 */
public record Supervision(RestartPolicy restart, List<InstanceId> needs) {
    /** What an instance has where nothing else was said. */
    public static final Supervision DEFAULT = new Supervision(RestartPolicy.DEFAULT, List.of());

    /** Keeps its own copy of the list. */
    public Supervision {
        needs = List.copyOf(needs);
    }
}
