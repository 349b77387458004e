package ikabud.backend;

import ikabud.model.Door;
import ikabud.model.ProcessIdentity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What runs of an instance right now.
 *
 * @param master its FPM master
 * @param orphans where there is no master: workers and others that one left behind and that may be ended
 * @param strays processes that hold the instance's lock or socket but belong to a user that others use too, so that they
 *     are ended only by force
 * @param door how its site stands, where the instance has no processes; else empty
 */
public record Survey(Optional<ProcessIdentity> master, List<Member> orphans, List<Member> strays, Optional<Door> door) {
    /** Nothing at all. */
    public static final Survey NOTHING = new Survey(Optional.empty(), List.of(), List.of());

    /** Keeps its own copies. */
    public Survey {
        orphans = List.copyOf(orphans);
        strays = List.copyOf(strays);
    }

    /** Of an instance that has processes. */
    public Survey(Optional<ProcessIdentity> master, List<Member> orphans, List<Member> strays) {
        this(master, orphans, strays, Optional.empty());
    }

    /** Of an instance that has none. */
    public static Survey of(Door door) {
        return new Survey(Optional.empty(), List.of(), List.of(), Optional.of(door));
    }

    /** All that was found where there is no master. */
    public List<Member> members() {
        return Stream.concat(orphans.stream(), strays.stream()).toList();
    }

    /** Whether nothing of it runs and, without processes, nobody is let in. */
    public boolean isEmpty() {
        return master.isEmpty()
                && orphans.isEmpty()
                && strays.isEmpty()
                && door.filter(stands -> stands != Door.SHUT).isEmpty();
    }

    /** Whether it serves as far as this tells: a master lives, or its site is open. */
    public boolean serves() {
        return master.isPresent() || door.equals(Optional.of(Door.OPEN));
    }
}
