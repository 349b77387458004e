package ikabud.manager;

import ikabud.model.Exits;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import ikabud.model.Wanted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The records as the supervisor knows them, and their masters, whose ends it is told of. Confined to one thread. */
final class Watched {
    private final Exits exits;
    private final Map<InstanceId, InstanceRecord> known = new HashMap<>();
    private final Map<ProcessIdentity, InstanceId> masters = new HashMap<>();

    Watched(Exits exits) {
        this.exits = exits;
    }

    @Nullable
    InstanceRecord find(InstanceId id) {
        return known.get(id);
    }

    /** Takes all records over; returns those to be attended because they, or what they need, are not as they were. */
    Set<InstanceId> replace(Collection<InstanceRecord> records) {
        Set<InstanceId> concerned = new LinkedHashSet<>();
        Set<InstanceId> gone = new LinkedHashSet<>(known.keySet());
        for (InstanceRecord record : records) {
            gone.remove(record.id());
            if (update(record, concerned)) {
                concerned.add(record.id());
            }
        }
        gone.forEach(this::forget);
        return concerned;
    }

    /** Takes one record over; returns those to be attended because it is what they need. */
    Set<InstanceId> replace(InstanceRecord record) {
        Set<InstanceId> concerned = new LinkedHashSet<>();
        update(record, concerned);
        return concerned;
    }

    void forget(InstanceId id) {
        InstanceRecord record = known.remove(id);
        if (record != null && record.observed().master() != null) {
            release(record.observed().master());
        }
    }

    private boolean update(InstanceRecord now, Set<InstanceId> concerned) {
        InstanceRecord before = known.put(now.id(), now);
        if (before != null && isSame(before, now)) {
            return false;
        }
        ProcessIdentity old = before == null ? null : before.observed().master();
        ProcessIdentity master = now.observed().master();
        if (old != null && !old.equals(master)) {
            release(old);
        }
        if (master != null && !now.id().equals(masters.put(master, now.id()))) {
            exits.watch(master);
        }
        concerned.addAll(waitingFor(now.id()));
        return true;
    }

    private void release(ProcessIdentity master) {
        masters.remove(master);
        exits.unwatch(master);
    }

    private List<InstanceId> waitingFor(InstanceId needed) {
        List<InstanceId> waiting = new ArrayList<>();
        for (InstanceRecord record : known.values()) {
            boolean waits =
                    record.intent().wanted() == Wanted.UP && record.observed().phase() != Phase.UP;
            if (waits && record.instance().supervision().needs().contains(needed)) {
                waiting.add(record.id());
            }
        }
        return waiting;
    }

    /** Whose master that was; each end is told once. */
    Optional<InstanceId> ended(ProcessIdentity master) {
        return Optional.ofNullable(masters.remove(master));
    }

    static boolean isSame(InstanceRecord one, InstanceRecord other) {
        return isSameWish(one, other)
                && one.observed().phase() == other.observed().phase()
                && Objects.equals(one.observed().master(), other.observed().master());
    }

    /** Whether the same is wanted of both, in the same way. */
    static boolean isSameWish(InstanceRecord one, InstanceRecord other) {
        return one.intent().equals(other.intent()) && one.instance().equals(other.instance());
    }
}
