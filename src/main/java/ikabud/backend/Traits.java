package ikabud.backend;

import java.util.List;

/**
 * What sets one way to run an instance apart from the others, for a person.
 *
 * @param own what there is of an instance in this way only, such as a file
 * @param means what an administrator may count on, or has to know
 */
public record Traits(List<String> own, List<String> means) {
    /** Nothing. */
    public static final Traits NONE = new Traits(List.of(), List.of());

    /** Keeps its own copies. */
    public Traits {
        own = List.copyOf(own);
        means = List.copyOf(means);
    }
}
