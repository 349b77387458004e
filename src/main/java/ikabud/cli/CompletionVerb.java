package ikabud.cli;

import ikabud.model.ExitCode;
import ikabud.model.IkabudException;

/** {@code ikabud completion}: a script that teaches a shell the verbs, options and ids. */
final class CompletionVerb implements Subcommand {
    @Override
    public Definition define() {
        return Definition.of("completion", "print a completion script for bash and zsh")
                .details("Both shells take the same script: zsh through its bash mode.")
                .positional("SHELL", "0..1", "bash or zsh", "bash", "zsh")
                .example("source <(ikabud completion)", "for this shell")
                .example("ikabud completion > /etc/bash_completion.d/ikabud", "for everybody who uses bash");
    }

    @Override
    public ExitCode run(Given given, Session session) {
        for (String shell : given.arguments()) {
            if (!shell.equals("bash") && !shell.equals("zsh")) {
                throw IkabudException.usage(
                        "completion", "there is no script for \"" + Complaint.quote(shell) + "\"", "say bash or zsh");
            }
        }
        session.console().out().print(CompletionScript.of(Verbs.definitions()));
        return ExitCode.DONE;
    }
}
