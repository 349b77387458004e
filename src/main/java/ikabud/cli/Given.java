package ikabud.cli;

import ikabud.model.IkabudException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** What was typed after a verb. */
final class Given {
    private final String verb;
    private final ParseResult parsed;

    Given(String verb, ParseResult parsed) {
        this.verb = verb;
        this.parsed = parsed;
    }

    /** The verb. */
    String verb() {
        return verb;
    }

    /** Whether a switch was given. */
    boolean has(String option) {
        return parsed.hasMatchedOption(option);
    }

    /** The value of an option. */
    Optional<String> text(String option) {
        return Optional.ofNullable(parsed.matchedOptionValue(option, null));
    }

    /** All values of an option that may be repeated. */
    List<String> all(String option) {
        List<String> values = parsed.matchedOptionValue(option, List.of());
        return values;
    }

    /** The arguments that are not options. */
    List<String> arguments() {
        List<String> values = parsed.matchedPositionalValue(0, List.of());
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
