package ikabud.cli;

import ikabud.model.ExitCode;
import java.util.List;
import java.util.Optional;

/** One verb: how it is written, and what it does. */
interface Subcommand {
    /** Its name, options, help and examples. */
    Definition define();

    /**
     * What was typed, where that is as plain as can be and needs no parser; empty leaves it to the definition. Only for what
     * is typed often: it is right as long as it says what the parser would.
     */
    default Optional<Given> plain(List<String> arguments) {
        return Optional.empty();
    }

    /**
     * Does it.
     *
     * @return what the shell sees
     * @throws ikabud.model.IkabudException for anything that is worth one line on the error output
     */
    ExitCode run(Given given, Session session);
}
