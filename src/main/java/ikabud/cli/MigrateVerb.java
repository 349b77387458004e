package ikabud.cli;

import ikabud.model.Actor;
import ikabud.model.BackendKind;
import ikabud.model.Command;
import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.MigrationPlan;
import ikabud.model.Needs;
import ikabud.model.Roster;
import ikabud.model.Signal;
import ikabud.model.Verb;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code ikabud migrate}: has instances run in another way; shows first what that means. */
final class MigrateVerb implements Subcommand {
    private static final List<String> WAYS =
            Arrays.stream(BackendKind.values()).map(BackendKind::word).toList();
    private static final int MOST_AT_ONCE = 64;

    @Override
    public Definition define() {
        Definition definition = Definition.of("migrate", "have instances run in another way: systemd, direct, virtual")
                .details(
                        "The instance keeps its id, user, socket, data, settings and history. Everything new is made and"
                                + " checked while the old side serves; then that is stopped gracefully and the new one"
                                + " started on the same socket. If it does not serve as before, the old side serves"
                                + " again, and the exit code is 1.",
                        "Shows what it would do and asks before it does. What does not serve is not started. Several are"
                                + " migrated in turn; with --all the first that fails ends it.",
                        "With --auto each instance gets the best way that this machine offers; none goes downwards.")
                .instancesOrAll("all instances, in the order of what they need; one at a time")
                .choice("WAY", "how they shall be run: " + String.join(", ", WAYS), WAYS, "--to")
                .flag("choose the best way for each; what is run in that way is left alone", "--auto")
                .flag("show what it would do, and change nothing", "--dry-run")
                .flag("do not ask", "-y", "--yes")
                .flag("also end strays where the user is shared with others", "--force")
                .example("ikabud migrate blog --to systemd --dry-run", "see what it would mean")
                .example("ikabud migrate --all --auto", "after a move to a better machine");
        return ChangeVerb.withWaiting(definition).json();
    }

    @Override
    public ExitCode run(Given given, Session session) {
        Optional<BackendKind> to = way(given);
        int atOnce = given.number("--at-once", 1, MOST_AT_ONCE, 1);
        Control control = session.control();
        Roster roster = control.roster();
        Needs needs = All.needs(roster);
        List<MigrationPlan> plans = All.meant(Verb.MIGRATE, given, roster, needs).stream()
                .map(id -> plan(control, record(roster, id), to, given.duration("--timeout")))
                .toList();
        if (plans.isEmpty() && !given.has("--json")) {
            session.console().out().println("No instances yet: `ikabud create ID` makes one.");
            return ExitCode.DONE;
        }
        if (given.has("--dry-run")) {
            return show(session, given, plans);
        }
        boolean asks = plans.stream().anyMatch(plan -> plan.isNeeded() && plan.possible());
        if (asks && !given.has("--yes")) {
            confirm(session, plans);
        } else if (to.isEmpty()) {
            plans.stream().filter(plan -> !plan.possible()).forEach(plan -> print(session, plan));
        }
        Command.Options options = new Command.Options(
                Signal.KILL,
                given.has("--force"),
                false,
                given.has("--wait"),
                given.duration("--timeout").orElse(null),
                null,
                null);
        List<Command> commands = plans.stream()
                .map(plan -> command(control.actor(), record(roster, plan.id()), plan, to, options))
                .toList();
        Plan plan = Plan.of(commands, needs).atOnce(atOnce);
        ExitCode code = new Outcomes(session, given).of(given.has("--all") ? plan.stopping() : plan);
        if (!given.has("--json")) {
            plans.forEach(each -> tellSocket(session, each));
        }
        return code;
    }

    private static Optional<BackendKind> way(Given given) {
        Optional<String> typed = given.text("--to");
        if (typed.isPresent() == given.has("--auto")) {
            throw IkabudException.usage(
                    "migrate",
                    typed.isPresent() ? "--to and --auto exclude each other" : "nothing is said of how to run it",
                    "say --to " + String.join(" or ", WAYS) + ", or --auto");
        }
        return typed.map(word -> {
            if (!WAYS.contains(word)) {
                throw IkabudException.usage(
                        "migrate --to",
                        "there is no way \"" + Complaint.quote(word) + "\"",
                        "choose one of " + String.join(", ", WAYS));
            }
            return BackendKind.valueOf(word.toUpperCase(Locale.ROOT));
        });
    }

    private static InstanceRecord record(Roster roster, InstanceId id) {
        return roster.find(id).orElseThrow().record();
    }

    private static MigrationPlan plan(
            Control control, InstanceRecord record, Optional<BackendKind> to, Optional<Duration> grace) {
        if (to.isEmpty()) {
            return control.upgrade(record).orElseGet(() -> MigrationPlan.none(record));
        }
        return to.get() == record.instance().backend()
                ? MigrationPlan.none(record)
                : control.migration(record, to.get(), grace);
    }

    // What is barred is refused where it was asked for; where the best was asked for it stays as it is.
    private static Command command(
            Actor actor, InstanceRecord record, MigrationPlan plan, Optional<BackendKind> to, Command.Options options) {
        BackendKind target = plan.possible() || to.isPresent() ? plan.to() : plan.from();
        return Command.of(Verb.MIGRATE, plan.id(), actor)
                .expecting(record.observed().master())
                .with(options.to(target));
    }

    private static ExitCode show(Session session, Given given, List<MigrationPlan> plans) {
        PrintWriter out = session.console().out();
        if (given.has("--json")) {
            Json.print(out, json -> {
                json.writeArrayFieldStart("migrations");
                for (MigrationPlan plan : plans) {
                    MigrationText.write(json, plan);
                }
                json.writeEndArray();
            });
        } else {
            plans.forEach(plan -> MigrationText.lines(plan).forEach(out::println));
        }
        boolean barred = !given.has("--auto") && plans.stream().anyMatch(plan -> !plan.possible());
        return barred ? ExitCode.REFUSED : ExitCode.DONE;
    }

    private static void print(Session session, MigrationPlan plan) {
        MigrationText.lines(plan).forEach(session.console().err()::println);
    }

    private static void confirm(Session session, List<MigrationPlan> plans) {
        Console console = session.console();
        if (!console.manners().asks()) {
            throw IkabudException.refused(
                    "migrate",
                    "it has to be confirmed, and there is no terminal to ask on",
                    "add --yes to go ahead, or --dry-run to see what it would do");
        }
        plans.forEach(plan -> print(session, plan));
        long number = plans.stream()
                .filter(plan -> plan.isNeeded() && plan.possible())
                .count();
        String answer = console.ask("Migrate " + (number == 1 ? "it" : "these " + number) + "? [y/N] ")
                .orElse("");
        if (!List.of("y", "yes").contains(answer.toLowerCase(Locale.ROOT))) {
            throw IkabudException.refused("migrate", "not confirmed", "nothing was changed");
        }
    }

    private static void tellSocket(Session session, MigrationPlan plan) {
        Control control = session.control();
        boolean moved = plan.from() == BackendKind.VIRTUAL
                && control.find(plan.id())
                        .filter(record -> plan.isNeeded() && record.instance().backend() == plan.to())
                        .isPresent();
        if (moved) {
            MigrationText.webServer(control.layout(), plan.id())
                    .forEach(line -> session.console().out().println("  " + line));
        }
    }
}
