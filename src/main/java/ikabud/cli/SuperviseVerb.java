package ikabud.cli;

import ikabud.app.Supervising;
import ikabud.app.SupervisorProcess;
import ikabud.model.Event;
import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.Locks.Holder;
import ikabud.model.Outcome;
import ikabud.model.PlainText;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code ikabud supervise}: restarts what dies and starts what is wanted up, until told to end. */
final class SuperviseVerb implements Subcommand {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public Definition define() {
        return Definition.of("supervise", "restart what dies, start what is wanted up, until told to end")
                .details(
                        "One process of an installation supervises; a second one is refused. It prints a line for each event."
                                + " TERM and INT end it, and leave instances running; HUP has it read its settings anew.",
                        "It goes on with the same PID when the jar or the JDK was replaced on disk.")
                .flag("do so in the background, and return when it does", "--detach")
                .flag("also stop all instances when told to end; they stay wanted up", "--stop-instances")
                .flag("say who supervises; exits 3 if nobody does", "--status")
                .flag("end whoever supervises", "--stop")
                .value("SEC", "with --stop: how long that may take at most; 60 if not given", "--timeout")
                .flag("with --status: print JSON for programs", "--json")
                .hiddenValue("FILE", "the file that both outputs go to, which is kept small", "--log")
                .example("ikabud supervise --detach", "supervise in the background, until the next boot")
                .example("ikabud supervise --status", "say who supervises, and since when")
                .example("ikabud supervise --stop", "end it; instances go on running");
    }

    @Override
    public ExitCode run(Given given, Session session) {
        long modes = List.of("--detach", "--status", "--stop").stream()
                .filter(given::has)
                .count();
        if (modes > 1) {
            throw IkabudException.usage(
                    "supervise", "--detach, --status and --stop exclude each other", "give one of them");
        }
        if (given.has("--status")) {
            return status(given.has("--json"), session);
        }
        if (given.has("--stop")) {
            return tell(
                    session.control().stopSupervisor(given.duration("--timeout").orElse(PATIENCE)), session);
        }
        boolean stopInstances = given.has("--stop-instances");
        if (given.has("--detach")) {
            List<String> options = stopInstances ? List.of("--stop-instances") : List.of();
            return tell(session.control().startSupervisor(options), session);
        }
        return session.control().supervise(new Supervising.Wishes(stopInstances, log(given)), new Lines(session));
    }

    private static @Nullable Path log(Given given) {
        try {
            return given.text("--log").map(Path::of).orElse(null);
        } catch (InvalidPathException odd) {
            throw IkabudException.usage("supervise --log", "that is no path", "give one");
        }
    }

    private static ExitCode status(boolean json, Session session) {
        Optional<Holder> holder = session.control().supervisor();
        Optional<Instant> since = holder.flatMap(SupervisorProcess::since);
        PrintWriter out = session.console().out();
        if (json) {
            Json.print(out, generator -> {
                generator.writeBooleanField("supervised", holder.isPresent());
                Json.number(
                        generator,
                        "pid",
                        holder.map(found -> (long) found.pid()).orElse(null));
                Json.time(generator, "since", since.orElse(null));
            });
        } else if (holder.isPresent()) {
            out.println("supervised by PID " + holder.get().pid()
                    + since.map(time -> " since " + InstanceText.time(time, session.zone()))
                            .orElse(""));
        } else {
            out.println("not supervised: nobody restarts what dies; `ikabud supervise --detach` does");
        }
        return holder.isPresent() ? ExitCode.DONE : ExitCode.REFUSED;
    }

    private static ExitCode tell(Outcome outcome, Session session) {
        if (outcome.isDone()) {
            session.console().out().println(PlainText.neutralise(outcome.message()));
        } else {
            Complaint.print(session.console().err(), outcome.message());
        }
        return outcome.exitCode();
    }

    /** A line for each event, flushed at once. */
    private record Lines(Session session) implements Supervising.Teller {
        @Override
        public void happened(Event event) {
            InstanceId id = event.instance();
            String who = id == null ? Table.UNKNOWN : id.value();
            print(event.at(), who, event.kind().word() + (event.detail().isEmpty() ? "" : ": " + event.detail()));
        }

        @Override
        public void note(String text) {
            print(session.control().clock().now(), Table.UNKNOWN, text);
        }

        // A reader that went away, such as a closed terminal, must not end it.
        private void print(Instant at, String who, String what) {
            String line = String.format("%s  %-16s  %s", InstanceText.time(at, session.zone()), who, what);
            session.console().out().println(PlainText.neutralise(line));
            session.console().out().flush();
        }
    }
}
