package ikabud.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Parses what was typed after a verb, with picocli. Apart from {@link Cli}, because picocli is compiled for a Java so old
 * that no class of it goes into the class-data archive: whoever touches it waits for 150 of them.
 */
final class Parsing {
    private Parsing() {}

    /** What was typed; empty where help was asked for. */
    static Optional<Given> parse(Definition definition, List<String> arguments) {
        try {
            ParseResult parsed = new CommandLine(definition.spec())
                    .setExpandAtFiles(false)
                    .setInterpolateVariables(false)
                    .parseArgs(arguments.toArray(String[]::new));
            return parsed.isUsageHelpRequested()
                    ? Optional.empty()
                    : Optional.of(Given.parsed(definition.name(), parsed));
        } catch (ParameterException e) {
            throw Complaint.of(definition, e);
        }
    }
}
