package ikabud.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import ikabud.model.Command;
import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.Needs;
import ikabud.model.Outcome;
import ikabud.model.PlainText;
import ikabud.model.ProcessIdentity;
import ikabud.model.Verb;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Carries commands out and tells what became of each: to a person line by line, to a program as one object. */
final class Outcomes {
    private static final Set<Verb> BOOTS = Set.of(Verb.CREATE, Verb.START, Verb.RESTART);

    private final Session session;
    private final boolean json;
    private final boolean verbose;
    private final List<Told> told = new ArrayList<>();

    private record Told(Command command, Outcome outcome) {}

    Outcomes(Session session, Given given) {
        this.session = session;
        this.json = given.has("--json");
        this.verbose = given.has("--verbose");
    }

    /** Carries out all commands and returns the worst exit code. */
    ExitCode of(Plan plan) {
        Control control = session.control();
        Console console = session.console();
        BootLines lines = lines(plan);
        Batch batch = new Batch(
                plan,
                command -> lines == null ? control.submit(command) : control.submit(command, lines::hear),
                new BatchProgress(new Progress(console, control.clock())),
                lines);
        try (Control.Shield shield = control.shield(batch::cancel)) {
            ExitCode worst = batch.run((command, outcome) -> {
                told.add(new Told(command, outcome));
                if (!json) {
                    tell(command, outcome);
                }
            });
            List<InstanceId> left = batch.notBegun();
            if (json) {
                print(left);
            }
            if (!left.isEmpty()) {
                Complaint.print(
                        console.err(),
                        String.valueOf(
                                unfinished(plan, left, shield.interrupted()).getMessage()));
            }
            console.isGone();
            return left.isEmpty() ? worst : Batch.worse(worst, ExitCode.FAILED);
        }
    }

    private @Nullable BootLines lines(Plan plan) {
        boolean one = plan.commands().size() == 1
                && BOOTS.contains(plan.commands().get(0).verb());
        boolean watched = verbose || (session.console().manners().progress() && !json);
        return one && watched
                ? new BootLines(
                        session.console().err(), session.console().manners().colours())
                : null;
    }

    // Such as: restart: stopped at the first that failed: 3 of 12 were begun, and these were left as they are: a, b
    private static IkabudException unfinished(Plan plan, List<InstanceId> left, boolean interrupted) {
        int begun = plan.commands().size() - left.size();
        return IkabudException.failed(
                plan.commands().get(0).verb().word(),
                (interrupted ? "interrupted" : "one was not done, and so no other was begun") + "; of "
                        + plan.commands().size() + " instances " + begun + " were begun and ended as told above",
                "these were left as they are: " + Needs.listed(left));
    }

    private void print(List<InstanceId> left) {
        Json.print(session.console().out(), generator -> {
            generator.writeArrayFieldStart("results");
            for (Told each : told) {
                write(generator, each.command(), each.outcome());
            }
            generator.writeEndArray();
            if (!left.isEmpty()) {
                generator.writeArrayFieldStart("notBegun");
                for (InstanceId id : left) {
                    generator.writeString(id.value());
                }
                generator.writeEndArray();
            }
        });
    }

    private void tell(Command command, Outcome outcome) {
        Console console = session.console();
        if (outcome.isDone()) {
            console.out().println(PlainText.neutralise(outcome.message()));
            outcome.notes().forEach(note -> console.out().println("  " + PlainText.neutralise(note)));
            if (command.verb() == Verb.CREATE) {
                find(command).ifPresent(this::tellNew);
            }
        } else {
            Complaint.print(console.err(), outcome.message());
            outcome.notes().forEach(note -> console.err().println("  " + PlainText.neutralise(note)));
        }
        console.isGone();
    }

    private void tellNew(InstanceRecord created) {
        InstanceText.of(created, session.control().layout(), session.zone())
                .brief()
                .forEach(line -> session.console().out().println("  " + line));
    }

    private Optional<InstanceRecord> find(Command command) {
        return session.control().find(command.target());
    }

    private void write(JsonGenerator generator, Command command, Outcome outcome) throws IOException {
        generator.writeStartObject();
        Json.text(generator, "id", command.target());
        Json.text(generator, "verb", command.verb().word());
        Json.text(generator, "result", outcome.result().name().toLowerCase(Locale.ROOT));
        generator.writeNumberField("exitCode", outcome.exitCode().code());
        Json.text(generator, "message", outcome.message());
        generator.writeArrayFieldStart("notes");
        for (String note : outcome.notes()) {
            generator.writeString(note);
        }
        generator.writeEndArray();
        generator.writeNumberField("tookMillis", outcome.took().toMillis());
        Optional<InstanceRecord> now = find(command);
        ProcessIdentity master = now.map(record -> record.observed().master()).orElse(null);
        Json.number(generator, "pid", master == null ? null : (long) master.pid());
        Json.text(
                generator, "virtualPid", now.flatMap(InstanceRecord::virtualPid).orElse(null));
        generator.writeEndObject();
    }
}
