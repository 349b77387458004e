package ikabud.backend;

import java.util.List;

/**
 * What became of an instance's processes when they were to end.
 *
 * @param forced whether more than a graceful stop was needed for the master
 * @param strays those that outlived the master and were then ended
 * @param left those that live on: they belong to a user that others use too, and force was not asked for
 * @param notes what else an administrator should know; usually nothing
 */
public record Ended(boolean forced, List<Member> strays, List<Member> left, List<String> notes) {
    /** There was nothing to do. */
    public static final Ended NOTHING = new Ended(false, List.of(), List.of());

    /** Keeps its own copies. */
    public Ended {
        strays = List.copyOf(strays);
        left = List.copyOf(left);
        notes = List.copyOf(notes);
    }

    /** Without anything else to know. */
    public Ended(boolean forced, List<Member> strays, List<Member> left) {
        this(forced, strays, left, List.of());
    }
}
