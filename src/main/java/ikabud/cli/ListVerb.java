package ikabud.cli;

import ikabud.cli.Table.Cell;
import ikabud.model.ExitCode;
import ikabud.model.InstanceRecord;
import ikabud.model.Layout;
import ikabud.model.Roster;
import ikabud.view.Outlook;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@code ikabud list}: one line per instance. */
final class ListVerb implements Subcommand {
    @Override
    public Definition define() {
        return Definition.of("list", "list instances, one per line")
                .instances("0..*")
                .flag("print the ids only", "-q", "--quiet")
                .json()
                .example("ikabud list", "all instances")
                .example("ikabud list 'shop-*' --json", "some of them, for a program");
    }

    @Override
    public Optional<Given> plain(List<String> arguments) {
        return Given.plain("list", arguments);
    }

    @Override
    public ExitCode run(Given given, Session session) {
        Control control = session.control();
        List<Roster.Entry> chosen = Selection.of(given.arguments(), control.counted(control.roster()));
        PrintWriter out = session.console().out();
        if (given.has("--quiet")) {
            chosen.forEach(entry -> out.println(entry.id()));
        } else if (given.has("--json")) {
            Json.print(out, json -> {
                StatusVerb.supervisor(json, control.supervisor());
                json.writeArrayFieldStart("instances");
                for (Roster.Entry entry : chosen) {
                    json.writeStartObject();
                    InstanceText.of(entry.record(), control.layout(), session.zone())
                            .write(json);
                    SupervisionText.write(json, entry);
                    json.writeEndObject();
                }
                json.writeEndArray();
            });
        } else if (chosen.isEmpty()) {
            out.println("No instances yet: `ikabud create ID` makes one.");
        } else {
            table(chosen, session).print(out, session.console().manners().colours());
        }
        return ExitCode.DONE;
    }

    private static Table table(List<Roster.Entry> chosen, Session session) {
        Layout layout = session.control().layout();
        Table table = new Table("INSTANCE", "KIND", "STATUS", ">PID", "USER", "PHP", "SOCKET", "NOTE");
        Instant now = session.control().clock().now();
        boolean unsupervised = session.control().supervisor().isEmpty();
        for (Roster.Entry entry : chosen) {
            InstanceRecord record = entry.record();
            table.row(
                    Cell.of(record.id().value()),
                    Cell.of(record.instance().kind()),
                    new Cell(
                            record.observed().phase().word(),
                            Ink.of(record.observed().phase())),
                    Cell.of(InstanceText.of(record, layout, session.zone()).pid()),
                    Cell.of(record.instance().owner().name()),
                    Cell.of(
                            record.instance().isVirtual()
                                    ? Table.UNKNOWN
                                    : record.instance().phpVersion()),
                    Cell.of(
                            record.instance().isVirtual()
                                    ? Table.UNKNOWN
                                    : layout.socket(record.id()).toString()),
                    Cell.of(Outlook.of(entry, now, unsupervised)
                            .map(Outlook::full)
                            .orElse("")));
        }
        return table;
    }
}
