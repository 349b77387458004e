package ikabud.cli;

import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.Needs;
import ikabud.model.Phase;
import ikabud.model.Roster;
import ikabud.model.Verb;
import ikabud.model.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which instances start, stop and restart mean: those that were named, with what they need, or all that it is about. */
final class All {
    private All() {}

    /** What needs what among the instances of a roster. */
    static Needs needs(Roster roster) {
        return Needs.of(roster.entries().stream().map(Roster.Entry::record).toList());
    }

    /** The instances meant, in the order in which they come. */
    static List<InstanceId> meant(Verb verb, Given given, Roster roster, Needs needs) {
        boolean all = given.has("--all");
        if (all && !given.arguments().isEmpty()) {
            throw IkabudException.usage(
                    verb.word(),
                    "--all and \"" + Complaint.quote(given.arguments().get(0)) + "\" exclude each other",
                    "leave one of them out");
        }
        if (!all && given.arguments().isEmpty()) {
            throw IkabudException.usage(
                    verb.word(),
                    "no instance was named",
                    "give one or more ids, a quoted pattern such as 'shop-*', or --all");
        }
        if (all) {
            List<InstanceId> ids = roster.entries().stream()
                    .filter(entry -> concerns(verb, entry.record()))
                    .map(Roster.Entry::id)
                    .toList();
            return Plan.inOrder(verb, ids, needs);
        }
        List<InstanceId> named = Selection.of(given.arguments(), roster).stream()
                .map(Roster.Entry::id)
                .toList();
        return given.has("--with-needs") ? withNeeds(verb, named, roster, needs) : named;
    }

    private static List<InstanceId> withNeeds(Verb verb, List<InstanceId> named, Roster roster, Needs needs) {
        Set<InstanceId> needed = needs.withAllNeeded(named);
        List<InstanceId> ids = new ArrayList<>(named);
        roster.entries().stream()
                .filter(entry -> needed.contains(entry.id()) && !named.contains(entry.id()))
                .filter(entry -> concerns(verb, entry.record()))
                .map(Roster.Entry::id)
                .forEach(ids::add);
        return Plan.inOrder(verb, ids, needs);
    }

    /** Whether the verb has anything to do for an instance in that state. */
    private static boolean concerns(Verb verb, InstanceRecord record) {
        boolean serves = Needs.serves(record.observed().phase());
        return switch (verb) {
            case START -> !serves;
            case STOP ->
                record.observed().phase() != Phase.DOWN
                        || record.intent().wanted() == Wanted.UP
                        || record.observed().master() != null;
            case RESTART -> serves;
            case CREATE, RELOAD, KILL, REMOVE, SET, MIGRATE -> true;
        };
    }

    /** Asks before all are stopped or restarted, unless --yes was said. */
    static void confirm(Verb verb, Given given, Console console, List<InstanceId> ids) {
        if (!given.has("--all") || verb == Verb.START || given.has("--yes") || ids.isEmpty()) {
            return;
        }
        String what = verb.word() + " --all";
        if (!console.manners().asks()) {
            throw IkabudException.refused(
                    what, "it has to be confirmed, and there is no terminal to ask on", "add --yes to go ahead");
        }
        console.err().println("  " + Needs.listed(ids));
        String one = verb == Verb.STOP ? "Stop" : "Restart";
        String answer = console.ask(one + " these " + ids.size() + "? [y/N] ").orElse("");
        if (!List.of("y", "yes").contains(answer.toLowerCase(Locale.ROOT))) {
            throw IkabudException.refused(what, "not confirmed", "nothing was changed");
        }
    }

    /** What is said where there is nothing to do. */
    static String nothing(Verb verb, Roster roster) {
        int all = roster.entries().size();
        String state = verb == Verb.START ? "up" : "down";
        return all == 0
                ? "No instances yet: `ikabud create ID` makes one."
                : "Nothing to " + verb.word() + ": " + (all == 1 ? "the only instance is " : "all " + all + " are ")
                        + state + ".";
    }
}
