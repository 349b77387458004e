package ikabud.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import ikabud.model.Fault;
import ikabud.model.InstanceId;
import ikabud.model.Locks;
import ikabud.model.Observed;
import ikabud.model.Reliability;
import ikabud.model.RestartMode;
import ikabud.model.RestartPolicy;
import ikabud.model.Roster;
import ikabud.view.PolicyWords;
import ikabud.view.ReliabilityWords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How an instance is looked after, for a person and for a program. */
final class SupervisionText {
    private SupervisionText() {}

    /** The labelled lines; what does not apply is left out. */
    static List<String> lines(Roster.Entry entry, Roster roster, Optional<Locks.Holder> supervisor) {
        var supervision = entry.record().instance().supervision();
        List<String> lines = new ArrayList<>();
        boolean bySystemd = entry.record().instance().backend().restarts();
        boolean nobody =
                supervisor.isEmpty() && !bySystemd && supervision.restart().mode() != RestartMode.NEVER;
        String who = nobody ? "; but nobody supervises" : bySystemd ? "; by systemd" : "";
        lines.add(InstanceText.line("Restart", PolicyWords.of(supervision.restart()) + who));
        if (!supervision.needs().isEmpty()) {
            lines.add(InstanceText.line("Needs", withPhases(supervision.needs(), roster)));
        }
        List<InstanceId> dependents = roster.entries().stream()
                .filter(other -> other.record().instance().supervision().needs().contains(entry.id()))
                .map(Roster.Entry::id)
                .toList();
        if (!dependents.isEmpty()) {
            lines.add(InstanceText.line("Needed by", withPhases(dependents, roster)));
        }
        entry.reliability()
                .fault()
                .ifPresent(fault -> lines.add(
                        InstanceText.line("Fault", fault.word() + ": " + fault.sentence() + "; " + fault.remedy())));
        ReliabilityWords.of(entry.reliability()).ifPresent(words -> lines.add(InstanceText.line("Restarts", words)));
        return lines;
    }

    private static String withPhases(List<InstanceId> ids, Roster roster) {
        return String.join(
                ", ",
                ids.stream()
                        .map(id -> id + " ("
                                + roster.find(id)
                                        .map(entry -> entry.record()
                                                .observed()
                                                .phase()
                                                .word())
                                        .orElse("there is none")
                                + ")")
                        .toList());
    }

    /** The fields of a JSON object that tell of failures, restarts and needs. */
    static void write(JsonGenerator json, Roster.Entry entry) throws IOException {
        Observed observed = entry.record().observed();
        Json.text(
                json,
                "failure",
                observed.failure() == null ? null : observed.failure().word());
        Json.time(json, "until", observed.until());
        RestartPolicy restart = entry.record().instance().supervision().restart();
        json.writeObjectFieldStart("restart");
        Json.text(json, "mode", restart.mode().word());
        json.writeNumberField("maxRestarts", restart.maxRestarts());
        json.writeNumberField("windowSeconds", restart.window().toMillis() / 1000.0);
        json.writeNumberField("delaySeconds", restart.delay().toMillis() / 1000.0);
        json.writeEndObject();
        json.writeArrayFieldStart("needs");
        for (InstanceId needed : entry.record().instance().supervision().needs()) {
            json.writeString(needed.value());
        }
        json.writeEndArray();
        counts(json, entry.reliability());
    }

    /** How often it was restarted, and how much of the time it served. */
    static void counts(JsonGenerator json, Reliability reliability) throws IOException {
        var restarts = reliability.restarts();
        Json.number(json, "restarts", restarts.isPresent() ? Long.valueOf(restarts.getAsInt()) : null);
        SnapshotJson.number(json, "uptimePercent", reliability.uptimePercent());
        Json.text(json, "fault", reliability.fault().map(Fault::word).orElse(null));
    }
}
