package ikabud.cli;

import ikabud.model.IkabudException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** What was typed after a verb. */
final class Given {
    private static final Set<String> PLAIN_SWITCHES = Set.of("--json");

    private final String verb;
    private final Set<String> switches;
    private final List<String> arguments;
    private final @Nullable ParseResult parsed;

    private Given(String verb, Set<String> switches, List<String> arguments, @Nullable ParseResult parsed) {
        this.verb = verb;
        this.switches = switches;
        this.arguments = arguments;
        this.parsed = parsed;
    }

    static Given parsed(String verb, ParseResult parsed) {
        return new Given(verb, Set.of(), List.of(), parsed);
    }

    /** Words and {@code --json}, for a verb that takes both in any number and order; empty where anything else is typed. */
    static Optional<Given> plain(String verb, List<String> typed) {
        Set<String> switches = new HashSet<>();
        List<String> arguments = new ArrayList<>();
        for (String word : typed) {
            boolean known = PLAIN_SWITCHES.contains(word) && switches.add(word);
            if (!known && (word.startsWith("-") || word.isEmpty())) {
                return Optional.empty();
            }
            if (!known) {
                arguments.add(word);
            }
        }
        return Optional.of(new Given(verb, switches, arguments, null));
    }

    /** The verb. */
    String verb() {
        return verb;
    }

    /** Whether a switch was given. */
    boolean has(String option) {
        return parsed == null ? switches.contains(option) : parsed.hasMatchedOption(option);
    }

    /** The value of an option. */
    Optional<String> text(String option) {
        return parsed == null ? Optional.empty() : Optional.ofNullable(parsed.matchedOptionValue(option, null));
    }

    /** All values of an option that may be repeated. */
    List<String> all(String option) {
        List<String> values = parsed == null ? List.of() : parsed.matchedOptionValue(option, List.of());
        return values;
    }

    /** The arguments that are not options. */
    List<String> arguments() {
        List<String> values = parsed == null ? arguments : parsed.matchedPositionalValue(0, List.of());
        return values;
    }

    /** The value of an option that is a whole number. */
    int number(String option, int least, int most, int otherwise) {
        Optional<String> text = text(option);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, as the same mistake
        }
        throw IkabudException.usage(
                verb() + " " + option,
                "\"" + Complaint.quote(text.get()) + "\" is not a whole number from " + least + " to " + most,
                "give one, such as " + option + " " + otherwise);
    }

    /** The value of an option that is a length of time. */
    Optional<Duration> duration(String option) {
        return text(option).map(text -> Durations.parse(verb() + " " + option, text));
    }
}
