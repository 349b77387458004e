package ikabud.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import ikabud.model.InstanceId;
import ikabud.model.Layout;
import ikabud.model.MigrationPlan;
import ikabud.model.PlainText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a migration would do, for a person and for a program. */
final class MigrationText {
    private MigrationText() {}

    /** The lines of one. */
    static List<String> lines(MigrationPlan plan) {
        List<String> lines = new ArrayList<>();
        if (!plan.isNeeded()) {
            lines.add(plan.id() + ": run by " + plan.to().word() + " already");
            return lines;
        }
        lines.add(plan.id() + ": " + plan.from().word() + " -> " + plan.to().word());
        if (!plan.possible()) {
            add(lines, "not", plan.obstacles());
            return lines;
        }
        add(lines, "stops", plan.serves() ? plan.stops() : List.of("nothing: it does not serve, and is not started"));
        add(lines, "makes", plan.makes());
        add(lines, "takes", plan.takes());
        add(lines, "keeps", List.of(String.join(", ", plan.keeps())));
        add(lines, "means", plan.means());
        add(lines, "outage", List.of(outage(plan)));
        return lines;
    }

    private static String outage(MigrationPlan plan) {
        return plan.longest().isZero()
                ? "none"
                : "as long as a restart takes; after " + plan.longest().toSeconds() + " s at most it goes back to "
                        + plan.from().word();
    }

    private static void add(List<String> lines, String label, List<String> texts) {
        String name = label;
        for (String text : texts) {
            lines.add(String.format("  %-8s%s", name, PlainText.neutralise(text)));
            name = "";
        }
    }

    /** What a web server needs to know of an instance that has a socket from now on. */
    static List<String> webServer(Layout layout, InstanceId id) {
        String socket = layout.socket(id).toString();
        return List.of(
                "the web server has to be pointed to its socket:",
                "  nginx:   fastcgi_pass unix:" + socket + ";",
                "  Apache:  SetHandler \"proxy:unix:" + socket + "|fcgi://localhost\"");
    }

    /** The JSON object of one. */
    static void write(JsonGenerator json, MigrationPlan plan) throws IOException {
        json.writeStartObject();
        Json.text(json, "id", plan.id());
        Json.text(json, "from", plan.from().word());
        Json.text(json, "to", plan.to().word());
        json.writeBooleanField("serves", plan.serves());
        json.writeBooleanField("possible", plan.possible());
        write(json, "obstacles", plan.obstacles());
        write(json, "stops", plan.stops());
        write(json, "makes", plan.makes());
        write(json, "takes", plan.takes());
        write(json, "keeps", plan.keeps());
        write(json, "means", plan.means());
        json.writeNumberField("longestOutageMillis", plan.longest().toMillis());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
