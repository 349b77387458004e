package ikabud.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import ikabud.model.ExitCode;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.Needs;
import ikabud.model.Roster;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code ikabud deps}: what each instance needs, as a tree, and who waits for whom. */
final class DepsVerb implements Subcommand {
    @Override
    public Definition define() {
        return Definition.of("deps", "show what instances need, as a tree")
                .details(
                        "Below each instance stands what has to serve before it starts. A tree is printed once; where it"
                                + " comes again, \"as above\" stands for it.")
                .instances("0..*")
                .json()
                .example("ikabud deps", "all instances, those that nobody needs first")
                .example("ikabud deps blog --json", "one of them, for a program");
    }

    @Override
    public ExitCode run(Given given, Session session) {
        Roster roster = session.control().roster();
        Map<InstanceId, InstanceRecord> records = new TreeMap<>();
        roster.entries().forEach(entry -> records.put(entry.id(), entry.record()));
        Needs needs = All.needs(roster);
        List<Roster.Entry> chosen = Selection.of(given.arguments(), roster);
        if (given.has("--json")) {
            Json.print(session.console().out(), json -> write(json, chosen, needs, records));
        } else if (chosen.isEmpty()) {
            session.console().out().println("No instances yet: `ikabud create ID` makes one.");
        } else {
            NeedsTree tree =
                    new NeedsTree(needs, records, session.console().manners().colours());
            boolean all = given.arguments().isEmpty();
            List<InstanceId> ids = chosen.stream().map(Roster.Entry::id).toList();
            tree.lines(all ? NeedsTree.tops(needs, ids) : ids, !all)
                    .forEach(session.console().out()::println);
        }
        return ExitCode.DONE;
    }

    private static void write(
            JsonGenerator json, List<Roster.Entry> chosen, Needs needs, Map<InstanceId, InstanceRecord> records)
            throws IOException {
        List<List<InstanceId>> groups = needs.groups(records.keySet());
        json.writeArrayFieldStart("instances");
        for (Roster.Entry entry : chosen) {
            InstanceId id = entry.id();
            json.writeStartObject();
            Json.text(json, "id", id);
            Json.text(json, "state", entry.record().observed().phase().word());
            json.writeNumberField("group", group(groups, id));
            ids(json, "needs", needs.of(id));
            ids(json, "missing", needs.missing(id, other -> NeedsTree.serves(records, other)));
            ids(json, "neededBy", needs.neededBy(id));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static int group(List<List<InstanceId>> groups, InstanceId id) {
        int number = 1;
        for (List<InstanceId> group : groups) {
            if (group.contains(id)) {
                return number;
            }
            number++;
        }
        return number;
    }

    private static void ids(JsonGenerator json, String name, Collection<InstanceId> ids) throws IOException {
        json.writeArrayFieldStart(name);
        for (InstanceId id : ids) {
            json.writeString(id.value());
        }
        json.writeEndArray();
    }
}
