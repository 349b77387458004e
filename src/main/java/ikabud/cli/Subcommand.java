package ikabud.cli;

import ikabud.model.ExitCode;

/** One verb: how it is written, and what it does. */
interface Subcommand {
    /** Its name, options, help and examples. */
    Definition define();

    /**
     * Does it.
     *
     * @return what the shell sees
     * @throws ikabud.model.IkabudException for anything that is worth one line on the error output
     */
    ExitCode run(Given given, Session session);
}
