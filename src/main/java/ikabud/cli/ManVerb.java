package ikabud.cli;

import ikabud.model.ExitCode;
import java.util.List;

/** {@code ikabud man}: a manual page in the form that {@code man -l -} reads. */
final class ManVerb implements Subcommand {
    @Override
    public Definition define() {
        return Definition.of("man", "print a manual page")
                .positional("VERB", "0..1", "the verb; without one: the page of ikabud itself")
                .example("ikabud man stop", "the page that docs/man holds")
                .hidden();
    }

    @Override
    public ExitCode run(Given given, Session session) {
        List<String> verbs = given.arguments();
        String page = verbs.isEmpty()
                ? ManPage.overview()
                : ManPage.of(Verbs.find(verbs.get(0))
                        .orElseThrow(() -> Complaint.unknownVerb(verbs.get(0), Verbs.names()))
                        .define());
        session.console().out().print(page);
        return ExitCode.DONE;
    }
}
