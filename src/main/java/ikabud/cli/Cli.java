package ikabud.cli;

import ikabud.app.Ikabud;
import ikabud.app.Launch;
import ikabud.app.Top;
import ikabud.app.WarmUp;
import ikabud.demo.Demo;
import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import java.io.Reader;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;

/** The command line of Ikabud: finds the verb, parses what follows, runs it, and turns failures into exit codes. */
public final class Cli {
    // The way to the first frame: without picocli, which costs as much as half of it.
    private static final List<String> SCREEN = List.of("top");
    private static final List<String> DEMO = List.of("top", "--demo");
    private static final List<List<String>> REHEARSED = List.of(
            List.of("status", "warm-up"),
            List.of("list"),
            List.of("list", "--json"),
            List.of("health"),
            List.of("events"),
            List.of("logs", "warm-up"),
            List.of("stop", "nobody"));
    private static final List<String> ROOT_OPTIONS = List.of("--help", "--version", "--debug");

    private Cli() {}

    /**
     * Runs the program.
     *
     * @param arguments as typed after the program's name
     * @return the exit code
     */
    public static int run(String[] arguments) {
        Map<String, String> environment = System.getenv();
        try (Session session = session(Console.system(environment), environment)) {
            return run(List.of(arguments), session);
        }
    }

    private static Session session(Console console, Map<String, String> environment) {
        return new Session(
                console,
                environment,
                TimeZone.getDefault().toZoneId(),
                settings -> AppControl.open(environment, settings),
                (settings, demo) -> {
                    Launch launch = new Launch(environment, settings, "ikabud-top");
                    return demo ? Top.run(launch, Demo::begin) : Top.run(launch);
                });
    }

    // For the class-data archive: the verbs that are typed most, printed to nowhere.
    private static void rehearse(Map<String, String> environment) {
        for (List<String> line : REHEARSED) {
            Console nowhere =
                    new Console(Writer.nullWriter(), Writer.nullWriter(), Reader.nullReader(), Console.Manners.PLAIN);
            try (Session session = session(nowhere, environment)) {
                run(line, session);
            }
        }
    }

    /** Runs one verb on any console. */
    static int run(List<String> arguments, Session session) {
        Console console = session.console();
        int code = attempt(arguments, session);
        if (console.isGone() && console.loss().isPresent()) {
            Complaint.print(console.err(), "the output: " + console.loss().get() + ": it is not complete");
            console.err().flush();
            return code == ExitCode.DONE.code() ? ExitCode.FAILED.code() : code;
        }
        return code;
    }

    private static int attempt(List<String> arguments, Session session) {
        Console console = session.console();
        try {
            return SCREEN.equals(arguments) || DEMO.equals(arguments)
                    ? session.screen(Map.of(), DEMO.equals(arguments))
                    : dispatch(arguments, session);
        } catch (IkabudException e) {
            return fail(e, e.exitCode(), String.valueOf(e.getMessage()), arguments, console);
        } catch (RuntimeException | LinkageError e) {
            String message = "unexpected failure: " + e + ": this is a mistake in Ikabud; --debug shows where";
            return fail(e, ExitCode.FAILED, message, arguments, console);
        }
    }

    private static int fail(Throwable failure, ExitCode code, String message, List<String> arguments, Console console) {
        console.out().flush();
        Complaint.print(console.err(), message);
        if (arguments.contains("--debug")) {
            failure.printStackTrace(console.err());
        }
        return code.code();
    }

    private static int dispatch(List<String> arguments, Session session) {
        Console console = session.console();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            switch (argument) {
                case "--debug" -> {}
                case "-h", "--help" -> {
                    HelpVerb.overview(console.out());
                    return ExitCode.DONE.code();
                }
                case "--warm-up" -> {
                    WarmUp.run(Cli::rehearse);
                    return ExitCode.DONE.code();
                }
                case "demo-sweep" -> {
                    return sweepDemo(session.environment());
                }
                case "-V", "--version" -> {
                    console.out().println("ikabud " + Build.version());
                    return ExitCode.DONE.code();
                }
                default -> {
                    return run(find(argument), arguments.subList(i + 1, arguments.size()), session);
                }
            }
        }
        HelpVerb.overview(console.err());
        return ExitCode.USAGE.code();
    }

    private static int sweepDemo(Map<String, String> environment) {
        try (Ikabud ikabud = Ikabud.open(new Launch(environment, Map.of(), Definition.PROGRAM))) {
            return Demo.end(ikabud).code();
        }
    }

    private static Subcommand find(String name) {
        return Verbs.find(name).orElseThrow(() -> {
            boolean option = name.startsWith("-");
            return option
                    ? IkabudException.usage(
                            "option \"" + Complaint.quote(name) + "\"",
                            "there is none of that name before the verb",
                            "there are " + String.join(", ", ROOT_OPTIONS) + "; others follow the verb")
                    : Complaint.unknownVerb(name, Verbs.names());
        });
    }

    private static int run(Subcommand verb, List<String> arguments, Session session) {
        Optional<Given> plain = verb.plain(arguments);
        if (plain.isPresent()) {
            return verb.run(plain.get(), session).code();
        }
        Definition definition = verb.define();
        Optional<Given> parsed = Parsing.parse(definition, arguments);
        if (parsed.isEmpty()) {
            HelpVerb.print(definition, session.console());
            return ExitCode.DONE.code();
        }
        Given given = parsed.get();
        return verb instanceof TopVerb && TopVerb.wantsScreen(given)
                ? session.screen(TopVerb.settings(given), given.has("--demo"))
                : verb.run(given, session).code();
    }
}
