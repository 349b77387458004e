package ikabud.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import ikabud.model.BackendKind;
import ikabud.model.Enforcement;
import ikabud.model.ExitCode;
import ikabud.model.Locks;
import ikabud.model.MigrationPlan;
import ikabud.model.Roster;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code ikabud status}: all that is recorded of instances, and the line of their master. */
final class StatusVerb implements Subcommand {
    @Override
    public Definition define() {
        return Definition.of("status", "show the state, process, user and files of instances")
                .instances("0..*")
                .json()
                .example("ikabud status blog", "one instance")
                .example("ikabud status --json", "all instances, for a program");
    }

    @Override
    public Optional<Given> plain(List<String> arguments) {
        return Given.plain("status", arguments);
    }

    @Override
    public ExitCode run(Given given, Session session) {
        Control control = session.control();
        Roster roster = control.counted(control.roster());
        List<Roster.Entry> chosen = Selection.of(given.arguments(), roster);
        if (given.has("--json")) {
            Json.print(session.console().out(), json -> {
                supervisor(json, control.supervisor());
                json.writeArrayFieldStart("instances");
                for (Roster.Entry entry : chosen) {
                    json.writeStartObject();
                    text(entry, session).write(json);
                    SupervisionText.write(json, entry);
                    limits(json, control.enforcement(entry.record()));
                    Json.text(
                            json,
                            "betterBackend",
                            better(control, entry).map(BackendKind::word).orElse(null));
                    Json.text(
                            json, "process", control.processLine(entry.record()).orElse(null));
                    json.writeEndObject();
                }
                json.writeEndArray();
            });
        } else if (chosen.isEmpty()) {
            session.console().out().println("No instances yet: `ikabud create ID` makes one.");
        } else {
            print(chosen, roster, session);
        }
        return ExitCode.DONE;
    }

    /** Who supervises, or null. */
    static void supervisor(JsonGenerator json, Optional<Locks.Holder> supervisor) throws IOException {
        if (supervisor.isEmpty()) {
            json.writeNullField("supervisor");
            return;
        }
        json.writeObjectFieldStart("supervisor");
        json.writeNumberField("pid", supervisor.get().pid());
        json.writeEndObject();
    }

    private static void limits(JsonGenerator json, List<Enforcement> limits) throws IOException {
        json.writeArrayFieldStart("limitsHeld");
        for (Enforcement one : limits) {
            json.writeStartObject();
            Json.text(json, "limit", one.limit());
            Json.text(
                    json,
                    "by",
                    one.by() == Enforcement.By.NOTHING ? null : one.by().word());
            Json.text(json, "why", one.why());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void print(List<Roster.Entry> chosen, Roster roster, Session session) {
        Optional<Locks.Holder> supervisor = session.control().supervisor();
        PrintWriter out = session.console().out();
        boolean first = true;
        for (Roster.Entry entry : chosen) {
            if (!first) {
                out.println();
            }
            first = false;
            text(entry, session)
                    .full(session.control().clock().now(), supervisor.isEmpty())
                    .forEach(out::println);
            SupervisionText.lines(entry, roster, supervisor).forEach(out::println);
            List<Enforcement> limits = session.control().enforcement(entry.record());
            if (!limits.isEmpty()) {
                String held = limits.stream().map(Enforcement::text).collect(Collectors.joining(", "));
                out.println(InstanceText.line("Limits", held));
            }
            better(session.control(), entry)
                    .ifPresent(way -> out.println(InstanceText.line(
                            "Better", way.word() + " could run it: `ikabud migrate " + entry.id() + " --auto`")));
            String process = session.control().processLine(entry.record()).orElse(Table.UNKNOWN);
            out.println(InstanceText.line("Process", process));
        }
    }

    private static Optional<BackendKind> better(Control control, Roster.Entry entry) {
        return control.upgrade(entry.record()).filter(MigrationPlan::possible).map(MigrationPlan::to);
    }

    private static InstanceText text(Roster.Entry entry, Session session) {
        return InstanceText.of(entry.record(), session.control().layout(), session.zone());
    }
}
