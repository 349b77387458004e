package ikabud.cli;

import ikabud.cli.Table.Cell;
import ikabud.config.Setting;
import ikabud.model.ExitCode;
import ikabud.model.Layout;
import java.io.PrintWriter;
import java.util.List;

/** {@code ikabud config}: the effective settings and where each came from. */
final class ConfigVerb implements Subcommand {
    @Override
    public Definition define() {
        return Definition.of("config", "show the effective settings and where each came from")
                .details("Later wins: built in, the system's ikabud.json, your own, IKABUD_* variables, options.")
                .json()
                .example("ikabud config", "which value holds, and why");
    }

    @Override
    public ExitCode run(Given given, Session session) {
        List<Setting> settings = session.control().settings();
        Layout layout = session.control().layout();
        PrintWriter out = session.console().out();
        if (given.has("--json")) {
            Json.print(out, json -> {
                json.writeArrayFieldStart("settings");
                for (Setting setting : settings) {
                    json.writeStartObject();
                    Json.text(json, "name", setting.name());
                    Json.text(json, "value", setting.value());
                    Json.text(json, "source", setting.source());
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeObjectFieldStart("directories");
                Json.text(json, "config", layout.config());
                Json.text(json, "state", layout.state());
                Json.text(json, "run", layout.run());
                Json.text(json, "log", layout.log());
                json.writeEndObject();
            });
        } else {
            Table table = new Table("SETTING", "VALUE", "FROM");
            settings.forEach(
                    setting -> table.row(Cell.of(setting.name()), Cell.of(setting.value()), Cell.of(setting.source())));
            table.print(out, session.console().manners().colours());
            out.println();
            out.println(InstanceText.line("Config", layout.config()));
            out.println(InstanceText.line("State", layout.state()));
            out.println(InstanceText.line("Run", layout.run()));
            out.println(InstanceText.line("Logs", layout.log()));
        }
        return ExitCode.DONE;
    }
}
