package ikabud.cli;

import ikabud.model.ExitCode;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** {@code ikabud help}: all verbs, or one of them. */
final class HelpVerb implements Subcommand {
    @Override
    public Definition define() {
        return Definition.of("help", "show all verbs, or how one is written")
                .positional("VERB", "0..1", "the verb", Verbs.names().toArray(String[]::new))
                .example("ikabud help stop", "the same as `ikabud stop --help`");
    }

    @Override
    public ExitCode run(Given given, Session session) {
        List<String> verbs = given.arguments();
        if (verbs.isEmpty()) {
            overview(session.console().out());
        } else {
            Subcommand verb =
                    Verbs.find(verbs.get(0)).orElseThrow(() -> Complaint.unknownVerb(verbs.get(0), Verbs.names()));
            print(verb.define(), session.console());
        }
        return ExitCode.DONE;
    }

    /** Prints how one verb is written. */
    static void print(Definition verb, Console console) {
        Ansi ansi = console.manners().colours() ? Ansi.ON : Ansi.OFF;
        new CommandLine(verb.spec()).usage(console.out(), ansi);
    }

    /** Prints all verbs. */
    static void overview(PrintWriter out) {
        out.println("Usage: ikabud VERB [OPTION]... [ID]...");
        out.println("One PHP-FPM master per site: start, stop, watch and limit each without touching the others.");
        for (Verbs.Group group : Verbs.GROUPS) {
            out.println();
            out.println(group.heading() + ":");
            for (String name : group.verbs()) {
                Verbs.find(name)
                        .ifPresent(verb -> out.println("  " + name + " ".repeat(12 - name.length())
                                + verb.define().summary()));
            }
        }
        out.println();
        out.println("An ID is an instance or a quoted pattern such as 'shop-*'; several may be given.");
        out.println("`ikabud VERB --help` shows options and examples; --version shows the version.");
        out.println("Exit codes: 0 done, 1 failed, 2 usage, 3 refused, 4 no such instance, 5 needs more rights.");
    }
}
