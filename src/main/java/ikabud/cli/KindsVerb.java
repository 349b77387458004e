package ikabud.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import ikabud.cli.Table.Cell;
import ikabud.config.Kind;
import ikabud.config.Variable;
import ikabud.model.ExitCode;
import ikabud.model.PlainText;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** {@code ikabud kinds}: the kinds of instances that can be made, and what can be set of each. */
final class KindsVerb implements Subcommand {
    private static final int WIDEST = 24;

    @Override
    public Definition define() {
        return Definition.of("kinds", "list the kinds of instances and what can be set of each")
                .json()
                .example("ikabud kinds", "what `ikabud create` takes after --kind and --set");
    }

    @Override
    public ExitCode run(Given given, Session session) {
        List<Kind> kinds = session.control().kinds();
        if (given.has("--json")) {
            Json.print(session.console().out(), json -> {
                json.writeArrayFieldStart("kinds");
                for (Kind kind : kinds) {
                    write(json, kind);
                }
                json.writeEndArray();
            });
        } else {
            kinds.forEach(kind -> print(kind, session.console()));
        }
        return ExitCode.DONE;
    }

    private static void print(Kind kind, Console console) {
        PrintWriter out = console.out();
        out.println(Ink.HEAD.on(kind.name(), console.manners().colours()) + ": "
                + PlainText.neutralise(kind.description()));
        Table table = new Table("  VARIABLE", "DEFAULT", "WHAT IT IS");
        for (Variable variable : kind.variables()) {
            table.row(
                    Cell.of("  " + variable.name()),
                    Cell.of(PlainText.shorten(variable.initial(), WIDEST)),
                    Cell.of(variable.description() + "; " + variable.expects()));
        }
        table.print(out, console.manners().colours());
    }

    private static void write(JsonGenerator json, Kind kind) throws IOException {
        json.writeStartObject();
        Json.text(json, "name", kind.name());
        Json.text(json, "description", kind.description());
        json.writeArrayFieldStart("variables");
        for (Variable variable : kind.variables()) {
            json.writeStartObject();
            Json.text(json, "name", variable.name());
            Json.text(json, "default", variable.initial());
            Json.text(json, "type", variable.type().word());
            Json.text(json, "expects", variable.expects());
            Json.text(json, "description", variable.description());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
