package ikabud.manager;

import ikabud.model.InstanceId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Who is to be attended when. An instance has one time at most: a new one takes the place of the old. None is handed out
 * twice before it was given back. Confined to one thread; all times are monotonic nanoseconds.
 */
final class Agenda {
    private final Map<InstanceId, Long> due = new HashMap<>();
    private final Deque<InstanceId> ready = new ArrayDeque<>();
    private final Set<InstanceId> busy = new HashSet<>();
    private final Set<InstanceId> again = new HashSet<>();

    /** As soon as possible, after all who wait already. */
    void soon(InstanceId id) {
        add(id, false);
    }

    /** As soon as possible, before all who wait already. */
    void first(InstanceId id) {
        add(id, true);
    }

    private void add(InstanceId id, boolean urgent) {
        if (busy.contains(id)) {
            again.add(id);
            return;
        }
        due.remove(id);
        if (urgent) {
            ready.remove(id);
            ready.addFirst(id);
        } else if (!ready.contains(id)) {
            ready.addLast(id);
        }
    }

    /** At that time, and not at the one that was set before. */
    void at(InstanceId id, long time) {
        due.put(id, time);
    }

    /** Never, unless it is handed out already. */
    void drop(InstanceId id) {
        due.remove(id);
        ready.remove(id);
        again.remove(id);
    }

    /** Hands out the next one whose time has come. */
    Optional<InstanceId> take(long now) {
        due.entrySet().removeIf(entry -> {
            boolean come = entry.getValue() - now <= 0;
            if (come && !ready.contains(entry.getKey())) {
                ready.addLast(entry.getKey());
            }
            return come;
        });
        Optional<InstanceId> next = Optional.ofNullable(ready.pollFirst());
        next.ifPresent(busy::add);
        return next;
    }

    /** Takes back what was handed out; it comes again at {@code next}, or at once if somebody asked for it meanwhile. */
    void giveBack(InstanceId id, OptionalLong next) {
        busy.remove(id);
        due.remove(id);
        if (again.remove(id)) {
            ready.addLast(id);
        } else if (next.isPresent()) {
            at(id, next.getAsLong());
        }
    }

    /** How many are handed out. */
    int busy() {
        return busy.size();
    }

    boolean isBusy(InstanceId id) {
        return busy.contains(id);
    }

    /** Nanoseconds until somebody is due, at most {@code most}; not negative. */
    long untilNext(long now, long most) {
        if (!ready.isEmpty()) {
            return 0;
        }
        long least = most;
        for (long time : due.values()) {
            least = Math.min(least, time - now);
        }
        return Math.max(0, least);
    }
}
