package ikabud.cli;

import ikabud.model.Actor;
import ikabud.model.Command;
import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.Needs;
import ikabud.model.Roster;
import ikabud.model.Signal;
import ikabud.model.Verb;
import java.util.Arrays;
import java.util.List;

/** The verbs that do one thing to instances that are there: start, stop, restart, reload, kill. */
final class ChangeVerb implements Subcommand {
    private static final List<String> SIGNALS =
            Arrays.stream(Signal.values()).map(Signal::name).toList();

    private static final int MOST_AT_ONCE = 64;

    private final Verb verb;

    ChangeVerb(Verb verb) {
        this.verb = verb;
    }

    @Override
    public Definition define() {
        Definition definition = switch (verb) {
            case START -> start();
            case STOP -> stop();
            case RESTART -> restart();
            case RELOAD -> reload();
            case KILL -> kill();
            case CREATE, REMOVE, SET, MIGRATE -> throw new IllegalArgumentException(verb + " has a class of its own");
        };
        boolean many = verb == Verb.START || verb == Verb.STOP || verb == Verb.RESTART;
        return withWaiting(many ? definition : definition.instances("1..*")).json();
    }

    private static Definition start() {
        return Definition.of("start", "start instances")
                .details(
                        "Returns when FPM answers and, if the site has an index, a page came or 5 seconds have passed. What runs"
                                + " already is refused and goes on running.",
                        "What an instance needs has to serve first: without --with-needs or --wait the start is refused.",
                        "On a terminal, or with --verbose, the start of a single instance shows a line per phase.")
                .instancesOrAll(
                        "start all that are not up, in the order of what they need; " + Plan.AT_ONCE + " at once")
                .flag("start what they need first, where it is down", "--with-needs")
                .flag("print a line for each phase of the boot", "--verbose")
                .example("ikabud start blog", "start one instance")
                .example("ikabud start --all", "start all, those that others need first")
                .example("ikabud start 'shop-*' --json", "start all shops and print what became of each");
    }

    private static Definition stop() {
        return Definition.of("stop", "stop instances gracefully")
                .details(
                        "Running requests end first; what still runs after the timeout is ended by force.",
                        "Several are stopped in the reverse order of their starts: what is needed by others goes last.")
                .instancesOrAll("stop all, in the reverse order of their starts; " + Plan.AT_ONCE + " at once")
                .flag("do not ask before all are stopped", "-y", "--yes")
                .flag("also end strays where the user is shared with others", "--force")
                .example("ikabud stop blog", "stop one instance")
                .example("ikabud stop --all --yes --timeout 5", "stop all, with five seconds for running requests");
    }

    private static Definition restart() {
        return Definition.of("restart", "stop instances gracefully, then start them")
                .details(
                        "With --all they are restarted in turn, and the first that fails ends it: the others run on as they are.")
                .instancesOrAll("restart all that run, in the order of what they need; one at a time")
                .flag("do not ask before all are restarted", "-y", "--yes")
                .flag("print a line for each phase of the boot", "--verbose")
                .flag("also end strays where the user is shared with others", "--force")
                .example("ikabud restart --all --yes --at-once 2", "restart all, never more than two at once")
                .example("ikabud restart blog --wait", "restart it, after whatever it is busy with");
    }

    private static Definition reload() {
        return Definition.of("reload", "check the configuration, then take it up without losing a request")
                .details("A configuration that FPM rejects is not taken up: the running one stays.")
                .example("ikabud reload blog", "take up a changed configuration");
    }

    private static Definition kill() {
        return Definition.of("kill", "send a signal to the master of instances")
                .details(
                        "KILL, TERM, QUIT and INT end the instance and want it down; other signals leave it wanted up.")
                .choice("SIGNAL", "name or number of the signal; KILL if not given", SIGNALS, "-s", "--signal")
                .flag("also end strays where the user is shared with others", "--force")
                .example("ikabud kill blog", "end it at once")
                .example("ikabud kill --signal USR1 blog", "have it open its log files anew");
    }

    /** Options of every command that may find an instance busy. */
    static Definition withWaiting(Definition definition) {
        return definition
                .flag(
                        "wait while another command holds the instance or what it needs does not serve, instead of being refused",
                        "--wait")
                .value("SEC", "how long it may take at most; also written 45s or 2m", "--timeout");
    }

    @Override
    public ExitCode run(Given given, Session session) {
        Command.Options options = new Command.Options(
                signal(given),
                given.has("--force"),
                false,
                given.has("--wait"),
                given.duration("--timeout").orElse(null),
                null);
        int atOnce = given.number("--at-once", 1, MOST_AT_ONCE, rolls(given) ? 1 : Plan.AT_ONCE);
        Control control = session.control();
        Actor actor = control.actor();
        Roster roster = control.roster();
        Needs needs = All.needs(roster);
        List<InstanceId> meant = All.meant(verb, given, roster, needs);
        if (meant.isEmpty()) {
            return nothing(given, session, roster);
        }
        All.confirm(verb, given, session.console(), meant);
        List<Command> commands = meant.stream()
                .map(id -> Command.of(verb, id, actor).with(options))
                .toList();
        Plan plan = Plan.of(commands, needs).atOnce(atOnce);
        return new Outcomes(session, given).of(rolls(given) ? plan.stopping() : plan);
    }

    private ExitCode nothing(Given given, Session session, Roster roster) {
        if (given.has("--json")) {
            return new Outcomes(session, given).of(Plan.of(List.of(), Needs.of(List.of())));
        }
        session.console().out().println(All.nothing(verb, roster));
        return ExitCode.DONE;
    }

    private boolean rolls(Given given) {
        return verb == Verb.RESTART && given.has("--all");
    }

    private static Signal signal(Given given) {
        if (given.text("--signal").isEmpty()) {
            return Signal.KILL;
        }
        String typed = given.text("--signal").get();
        return Signal.parse(typed)
                .orElseThrow(() -> IkabudException.usage(
                        "kill --signal",
                        "there is no signal \"" + Complaint.quote(typed) + "\"",
                        "choose one of " + String.join(", ", SIGNALS)));
    }
}
