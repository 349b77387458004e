package ikabud.backend;

import java.util.List;

/**
 * What became of an instance's processes when they were to end.
 *
 * @param forced whether more than a graceful stop was needed for the master
 * @param strays those that outlived the master and were then ended
 * @param left those that live on: they belong to a user that others use too, and force was not asked for
 */
public record Ended(boolean forced, List<Member> strays, List<Member> left) {
    /** There was nothing to do. */
    public static final Ended NOTHING = new Ended(false, List.of(), List.of());

    /** Keeps its own copies. */
    public Ended {
        strays = List.copyOf(strays);
        left = List.copyOf(left);
    }
}
