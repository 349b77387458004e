package ikabud.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What needs what among the instances, and so in which order they start and stop. Pure and immutable.
 *
 * <p>A circle is refused where needs are set. One that got into the record in another way does no harm here: its members
 * form the last group.
 */
public final class Needs {
    private final Map<InstanceId, List<InstanceId>> needs;

    private Needs(Map<InstanceId, List<InstanceId>> needs) {
        this.needs = needs;
    }

    /** What these need; the order of the records does not matter. */
    public static Needs of(Collection<InstanceRecord> records) {
        Map<InstanceId, List<InstanceId>> needs = new TreeMap<>();
        records.forEach(
                record -> needs.put(record.id(), record.instance().supervision().needs()));
        return new Needs(needs);
    }

    /** Whether an instance in that phase serves those that need it; a reload keeps the socket, and requests wait. */
    public static boolean serves(Phase phase) {
        return phase == Phase.UP || phase == Phase.RELOADING;
    }

    /** What an instance needs and does not serve, each with its phase, such as {@code db (down)}; empty if all do. */
    public static List<String> unmet(Instance instance, Function<InstanceId, Optional<InstanceRecord>> records) {
        List<InstanceId> needs = instance.supervision().needs();
        if (needs.isEmpty()) {
            return List.of();
        }
        // Loops: streams cost 20 ms when first used, which every start would pay.
        List<String> unmet = new ArrayList<>();
        for (InstanceId needed : new LinkedHashSet<>(needs)) {
            Optional<InstanceRecord> record = records.apply(needed);
            Phase phase = record.isEmpty() ? null : record.get().observed().phase();
            if (phase == null || !serves(phase)) {
                unmet.add(needed + " (" + (phase == null ? "there is none" : phase.word()) + ")");
            }
        }
        return unmet;
    }

    /** The same with one instance that needs something else, or that is new. */
    public Needs with(InstanceId id, List<InstanceId> changed) {
        Map<InstanceId, List<InstanceId>> copy = new TreeMap<>(needs);
        copy.put(id, List.copyOf(changed));
        return new Needs(copy);
    }

    /** What an instance needs itself, as it was named; one of them may not be there any more. */
    public List<InstanceId> of(InstanceId id) {
        return needs.getOrDefault(id, List.of());
    }

    /** The instances that name it among their needs, by id. */
    public List<InstanceId> neededBy(InstanceId id) {
        return needs.keySet().stream()
                .filter(other -> !other.equals(id) && of(other).contains(id))
                .toList();
    }

    /** Those and all they need, directly or through others, as far as they are there; by id. */
    public Set<InstanceId> withAllNeeded(Collection<InstanceId> ids) {
        Set<InstanceId> all = new TreeSet<>();
        Deque<InstanceId> open = new ArrayDeque<>(ids);
        while (!open.isEmpty()) {
            InstanceId next = open.pop();
            if (needs.containsKey(next) && all.add(next)) {
                open.addAll(of(next));
            }
        }
        return Collections.unmodifiableSet(all);
    }

    /** Which of the needs of an instance do not serve, in the order they were named. */
    public List<InstanceId> missing(InstanceId id, Predicate<InstanceId> serves) {
        return of(id).stream().distinct().filter(serves.negate()).toList();
    }

    /**
     * These in the order in which they start: each group needs only what is in the groups before it or not among these at
     * all. Those of one group can start side by side, by id. For a stop, the other way round.
     */
    public List<List<InstanceId>> groups(Collection<InstanceId> among) {
        Set<InstanceId> left = new TreeSet<>(among);
        List<List<InstanceId>> groups = new ArrayList<>();
        while (!left.isEmpty()) {
            List<InstanceId> free = left.stream()
                    .filter(id -> Collections.disjoint(withoutItself(id), left))
                    .toList();
            List<InstanceId> group = free.isEmpty() ? List.copyOf(left) : free;
            groups.add(group);
            group.forEach(left::remove);
        }
        return List.copyOf(groups);
    }

    private Set<InstanceId> withoutItself(InstanceId id) {
        return withAllNeeded(of(id)).stream().filter(other -> !other.equals(id)).collect(Collectors.toSet());
    }

    /** A way from an instance over its needs back to itself, both ends included; empty where there is none. */
    public List<InstanceId> circle(InstanceId id) {
        Map<InstanceId, @Nullable InstanceId> from = new LinkedHashMap<>();
        Deque<InstanceId> open = new ArrayDeque<>();
        from.put(id, null);
        open.add(id);
        while (!open.isEmpty()) {
            InstanceId next = open.remove();
            for (InstanceId needed : of(next)) {
                if (needed.equals(id)) {
                    return path(from, next, id);
                }
                if (!from.containsKey(needed)) {
                    from.put(needed, next);
                    open.add(needed);
                }
            }
        }
        return List.of();
    }

    private static List<InstanceId> path(Map<InstanceId, @Nullable InstanceId> from, InstanceId last, InstanceId end) {
        Deque<InstanceId> path = new ArrayDeque<>(List.of(end));
        for (InstanceId at = last; at != null; at = from.get(at)) {
            path.push(at);
        }
        return List.copyOf(path);
    }

    /**
     * Refuses needs that an instance cannot have: itself, one that is not there, a circle.
     *
     * @throws IkabudException in which the instance, or the circle, is named
     */
    public void requirePossible(InstanceId id, List<InstanceId> wanted) {
        String what = "what " + id + " needs";
        if (wanted.contains(id)) {
            throw IkabudException.usage(what, "it cannot need itself", "name others");
        }
        List<InstanceId> unknown = new ArrayList<>(new LinkedHashSet<>(wanted));
        unknown.removeIf(needs::containsKey);
        if (!unknown.isEmpty()) {
            throw new IkabudException(
                    ExitCode.NO_SUCH_INSTANCE,
                    what,
                    "there is no instance " + listed(unknown),
                    "create it first, or look with `ikabud list`",
                    null);
        }
        List<InstanceId> circle = with(id, wanted).circle(id);
        if (!circle.isEmpty()) {
            throw IkabudException.usage(
                    what,
                    "it would wait for itself: " + chain(circle),
                    "leave one of them out, so that there is a first one to start");
        }
    }

    /** Such as {@code blog -> db -> cache}. */
    public static String chain(List<InstanceId> path) {
        return path.stream().map(InstanceId::value).collect(Collectors.joining(" -> "));
    }

    /** Such as {@code db, cache}. */
    public static String listed(Collection<InstanceId> ids) {
        return ids.stream().map(InstanceId::value).collect(Collectors.joining(", "));
    }
}
