package ikabud.cli;

import ikabud.model.Command;
import ikabud.model.InstanceId;
import ikabud.model.Needs;
import ikabud.model.Verb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Commands to carry out, and what has to end before what is begun.
 *
 * @param after for each instance, those of the others whose command has to end first
 * @param atOnce how many may run at the same time; at least 1
 * @param stops whether nothing more is begun after the first that was not done
 */
record Plan(List<Command> commands, Map<InstanceId, Set<InstanceId>> after, int atOnce, boolean stops) {
    /** How many commands run at once where nothing else is said. */
    static final int AT_ONCE = 4;

    /** Keeps its own copy of the list. */
    Plan {
        commands = List.copyOf(commands);
    }

    /** In the order given; a start waits for what the instance needs, a stop for what needs the instance. */
    static Plan of(List<Command> commands, Needs needs) {
        return new Plan(commands, order(commands, needs), AT_ONCE, false);
    }

    /** The same, so many at once. */
    Plan atOnce(int number) {
        return new Plan(commands, after, number, stops);
    }

    /** The same, in which nothing more is begun after the first that was not done. */
    Plan stopping() {
        return new Plan(commands, after, atOnce, true);
    }

    /** The instances in the order in which the verb is carried out, where no other was named. */
    static List<InstanceId> inOrder(Verb verb, List<InstanceId> ids, Needs needs) {
        List<List<InstanceId>> groups = new ArrayList<>(needs.groups(ids));
        if (backwards(verb)) {
            List<InstanceId> reversed = new ArrayList<>();
            for (int i = groups.size() - 1; i >= 0; i--) {
                reversed.addAll(groups.get(i));
            }
            return reversed;
        }
        return groups.stream().flatMap(List::stream).toList();
    }

    /** Whether what needs others goes before what it needs. */
    private static boolean backwards(Verb verb) {
        return verb == Verb.STOP || verb == Verb.REMOVE;
    }

    private static Map<InstanceId, Set<InstanceId>> order(List<Command> commands, Needs needs) {
        Map<InstanceId, Verb> verbs = new LinkedHashMap<>();
        commands.forEach(command -> verbs.put(command.target(), command.verb()));
        Map<InstanceId, Set<InstanceId>> after = new HashMap<>();
        verbs.forEach((id, verb) -> {
            for (InstanceId needed : needs.withAllNeeded(needs.of(id))) {
                if (!verbs.containsKey(needed) || needed.equals(id)) {
                    continue;
                }
                if (backwards(verb)) {
                    after.computeIfAbsent(needed, any -> new HashSet<>()).add(id);
                } else if (verb == Verb.START || verb == Verb.RESTART || verb == Verb.MIGRATE) {
                    after.computeIfAbsent(id, any -> new HashSet<>()).add(needed);
                }
            }
        });
        return after;
    }
}
