package ikabud.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import ikabud.cli.Table.Cell;
import ikabud.model.BootCheck.Result;
import ikabud.model.Checkup;
import ikabud.model.Checkup.Check;
import ikabud.model.Checkup.Reach;
import ikabud.model.ExitCode;
import ikabud.model.Fault;
import ikabud.model.Health;
import ikabud.model.HealthHistory;
import ikabud.model.HealthHistory.Span;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.Roster;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code ikabud health}: a word and a reason for each instance, what was looked at, and an exit code for all. */
final class HealthVerb implements Subcommand {
    private static final int SPANS = 20;
    private static final int MOST_SPANS = 10_000;
    private static final int MOST_EVENTS = 100_000;

    @Override
    public Definition define() {
        return Definition.of("health", "look how well instances do")
                .details(
                        "Looks at processes, sockets and logs, asks FPM for its status, and a worker for an answer. What was"
                                + " looked at, what was found and how long it took is printed for a single instance, and"
                                + " for several with --verbose.",
                        "Exits 0 if all are healthy, saturated, or down because they are meant to be; otherwise 1."
                                + " Saturated means that requests wait because all workers are busy: a warning on the error"
                                + " output, and never a reason to restart.")
                .instances("0..*")
                .flag("all instances, as without any", "-a", "--all")
                .flag("connect to nobody: processes, sockets and logs alone", "--quick")
                .flag("also ask each site for a page", "--deep")
                .flag("print what was looked at for several instances, too", "-v", "--verbose")
                .flag("print how it was over time, from the journal, and look at nothing", "--history")
                .value("N", "with --history, how many changes of each; " + SPANS + " if not given", "-n", "--lines")
                .json()
                .example("ikabud health", "all instances")
                .example("ikabud health blog --deep", "one, down to a page of the site")
                .example("ikabud health blog --history", "its last changes, and how long each lasted")
                .example("ikabud health --quick && echo fine", "in a script that runs often");
    }

    @Override
    public ExitCode run(Given given, Session session) {
        if (given.has("--quick") && given.has("--deep")) {
            throw IkabudException.usage("health", "--quick and --deep are opposites", "choose one");
        }
        List<Roster.Entry> chosen =
                Selection.of(given.arguments(), session.control().roster());
        if (given.has("--history")) {
            history(given, chosen, session);
            return ExitCode.DONE;
        }
        Reach reach = given.has("--deep") ? Reach.DEEP : given.has("--quick") ? Reach.QUICK : Reach.USUAL;
        List<Checkup> checkups = new ArrayList<>();
        for (Roster.Entry entry : chosen) {
            checkups.add(session.control().examine(entry.record(), reach));
        }
        if (given.has("--json")) {
            Json.print(session.console().out(), json -> write(json, checkups));
        } else {
            print(checkups, given.has("--verbose") || checkups.size() == 1, session);
        }
        warn(checkups, session);
        return checkups.stream().allMatch(Checkup::fine) ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static void print(List<Checkup> checkups, boolean checks, Session session) {
        PrintWriter out = session.console().out();
        boolean coloured = session.console().manners().colours();
        Table table = new Table("INSTANCE", "HEALTH", "REASON");
        for (Checkup checkup : checkups) {
            Health health = checkup.judgement().health();
            table.row(
                    Cell.of(checkup.id().value()),
                    new Cell(health.word(), Ink.of(health)),
                    Cell.of(checkup.judgement().detail()));
        }
        table.print(out, coloured);
        if (checks && !checkups.isEmpty()) {
            out.println();
            Table looked = new Table("INSTANCE", "LOOKED AT", "RESULT", ">TOOK", "FOUND");
            for (Checkup checkup : checkups) {
                for (Check check : checkup.checks()) {
                    looked.row(
                            Cell.of(checkup.id().value()),
                            Cell.of(check.name()),
                            new Cell(check.result().word(), ink(check.result())),
                            Cell.of(milliseconds(check)),
                            Cell.of(check.detail()));
                }
            }
            looked.print(out, coloured);
        }
        for (Checkup checkup : checkups) {
            Fault fault = checkup.judgement().fault();
            if (fault != null) {
                out.println();
                out.println(checkup.id() + ": " + fault.word() + ": " + fault.remedy());
            }
        }
    }

    private static void warn(List<Checkup> checkups, Session session) {
        List<String> saturated = checkups.stream()
                .filter(checkup -> checkup.judgement().health() == Health.SATURATED)
                .map(checkup -> checkup.id().value())
                .toList();
        if (!saturated.isEmpty()) {
            session.console().err().println("ikabud: health: saturated: " + String.join(", ", saturated));
        }
    }

    private static String milliseconds(Check check) {
        return check.result() == Result.SKIPPED
                ? ""
                : String.format(Locale.ROOT, "%.1f ms", check.took().toNanos() / 1_000_000.0);
    }

    private static Ink ink(Result result) {
        return switch (result) {
            case PASSED -> Ink.GOOD;
            case WARNED -> Ink.WARN;
            case FAILED -> Ink.BAD;
            case SKIPPED -> Ink.QUIET;
        };
    }

    private static void write(JsonGenerator json, List<Checkup> checkups) throws IOException {
        json.writeBooleanField("fine", checkups.stream().allMatch(Checkup::fine));
        json.writeArrayFieldStart("instances");
        for (Checkup checkup : checkups) {
            Fault fault = checkup.judgement().fault();
            json.writeStartObject();
            Json.text(json, "id", checkup.id());
            Json.text(json, "health", checkup.judgement().health().word());
            json.writeBooleanField("fine", checkup.fine());
            Json.text(json, "reason", checkup.judgement().detail());
            Json.text(json, "fault", fault == null ? null : fault.word());
            json.writeArrayFieldStart("checks");
            for (Check check : checkup.checks()) {
                json.writeStartObject();
                Json.text(json, "name", check.name());
                Json.text(json, "result", check.result().word());
                json.writeNumberField("tookMillis", check.took().toNanos() / 1_000_000.0);
                Json.text(json, "detail", check.detail());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void history(Given given, List<Roster.Entry> chosen, Session session) {
        int most = given.number("--lines", 1, MOST_SPANS, SPANS);
        Map<InstanceId, List<Span>> histories = new LinkedHashMap<>();
        for (Roster.Entry entry : chosen) {
            List<Span> spans = HealthHistory.of(
                    session.control().events(entry.id(), null, 0, MOST_EVENTS),
                    session.control().clock().now());
            histories.put(entry.id(), spans.subList(Math.max(0, spans.size() - most), spans.size()));
        }
        if (given.has("--json")) {
            Json.print(session.console().out(), json -> writeHistories(json, histories));
            return;
        }
        Table table = new Table("INSTANCE", "SINCE", ">LASTED", "HEALTH", "REASON");
        histories.forEach((id, spans) -> spans.forEach(span -> table.row(
                Cell.of(id.value()),
                Cell.of(InstanceText.time(span.since(), session.zone())),
                Cell.of(Durations.brief(span.lasted())),
                new Cell(span.health().word(), Ink.of(span.health())),
                Cell.of(span.detail()))));
        table.print(session.console().out(), session.console().manners().colours());
    }

    private static void writeHistories(JsonGenerator json, Map<InstanceId, List<Span>> histories) throws IOException {
        json.writeArrayFieldStart("instances");
        for (Map.Entry<InstanceId, List<Span>> history : histories.entrySet()) {
            json.writeStartObject();
            Json.text(json, "id", history.getKey());
            json.writeArrayFieldStart("history");
            for (Span span : history.getValue()) {
                json.writeStartObject();
                Json.text(json, "health", span.health().word());
                Json.time(json, "since", span.since());
                json.writeNumberField("lastedMillis", span.lasted().toMillis());
                Json.text(json, "reason", span.detail());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
