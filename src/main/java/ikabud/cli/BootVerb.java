package ikabud.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import ikabud.model.BootCheck;
import ikabud.model.BootLog;
import ikabud.model.ExitCode;
import ikabud.model.InstanceId;
import ikabud.model.Roster;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/** {@code ikabud boot}: how the last boot of an instance went, check by check, and what to do about what was found. */
final class BootVerb implements Subcommand {
    private static final double NANOS_PER_MILLI = 1e6;

    @Override
    public Definition define() {
        return Definition.of("boot", "show how the last boot of instances went, check by check")
                .details(
                        "A boot has five phases: kernel, core, instance, runtime, site. A failed check in one of the first four"
                                + " ends it; a site that does not answer as it should leaves the instance up, but degraded.",
                        "Exits 1 if a check failed.")
                .instances("1..*")
                .json()
                .example("ikabud boot blog", "the last boot of one instance")
                .example("ikabud boot '*' --json", "of all, for a program");
    }

    @Override
    public ExitCode run(Given given, Session session) {
        Control control = session.control();
        List<InstanceId> chosen = Selection.of(given.arguments(), control.roster()).stream()
                .map(Roster.Entry::id)
                .toList();
        if (given.has("--json")) {
            Json.print(session.console().out(), json -> {
                json.writeArrayFieldStart("boots");
                for (InstanceId id : chosen) {
                    write(json, id, control.lastBoot(id));
                }
                json.writeEndArray();
            });
        } else {
            chosen.forEach(id -> print(id, control.lastBoot(id), session));
        }
        boolean failed =
                chosen.stream().map(control::lastBoot).flatMap(Optional::stream).anyMatch(BootText::failed);
        return failed ? ExitCode.FAILED : ExitCode.DONE;
    }

    private static void print(InstanceId id, Optional<BootLog> boot, Session session) {
        PrintWriter out = session.console().out();
        if (boot.isEmpty()) {
            out.println(id + ": no boot on record");
            return;
        }
        out.println(id + ": " + BootText.summary(boot.get(), session.zone()));
        BootText.table(boot.get()).print(out, session.console().manners().colours());
        BootText.advice(boot.get()).forEach(out::println);
    }

    private static void write(JsonGenerator json, InstanceId id, Optional<BootLog> boot) throws IOException {
        json.writeStartObject();
        Json.text(json, "id", id);
        Json.time(json, "at", boot.map(BootLog::at).orElse(null));
        Json.number(json, "tookMillis", boot.map(log -> log.took().toMillis()).orElse(null));
        json.writeArrayFieldStart("checks");
        for (BootCheck check : boot.map(BootLog::checks).orElse(List.of())) {
            json.writeStartObject();
            Json.text(json, "phase", check.phase().word());
            Json.text(json, "check", check.name());
            Json.text(json, "result", check.result().word());
            json.writeNumberField("tookMillis", check.took().toNanos() / NANOS_PER_MILLI);
            Json.text(json, "detail", check.detail());
            Json.text(json, "remedy", check.remedy());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
