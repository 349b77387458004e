package ikabud.cli;

import ikabud.config.Nearest;
import ikabud.model.IkabudException;
import ikabud.model.PlainText;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is told when something went wrong: one line, {@code ikabud: what: why: what to do}. */
final class Complaint {
    private static final int QUOTED = 60;
    private static final Pattern LIKE_A_SETTING = Pattern.compile("--[a-z][a-z.-]{1,40}");

    private Complaint() {}

    /** Something that was typed, harmless and short. */
    static String quote(String typed) {
        return PlainText.shorten(PlainText.neutralise(typed), QUOTED);
    }

    /** Prints a message, harmless to a terminal; one that lists several mistakes has several lines. */
    static void print(PrintWriter err, String message) {
        err.print("ikabud: ");
        message.lines().map(PlainText::neutralise).forEach(err::println);
    }

    /** What picocli did not understand, in our words. */
    static IkabudException of(Definition verb, ParameterException mistake) {
        String help = "`" + Definition.PROGRAM + " " + verb.name() + " --help` shows how it is written";
        if (mistake instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            return unmatched(verb, unmatched.getUnmatched().get(0), help);
        }
        if (mistake instanceof MissingParameterException missing) {
            return missing(verb, missing.getMissing(), help);
        }
        return IkabudException.usage(verb.name(), quote(String.valueOf(mistake.getMessage())), help);
    }

    /** A verb that there is not. */
    static IkabudException unknownVerb(String typed, List<String> verbs) {
        return IkabudException.usage(
                "verb \"" + quote(typed) + "\"",
                "there is none of that name",
                didYouMean(typed, verbs, "`ikabud --help` shows all"));
    }

    private static IkabudException unmatched(Definition verb, String typed, String help) {
        boolean option = typed.startsWith("-") && typed.length() > 1;
        if (!option) {
            return IkabudException.usage(verb.name(), "\"" + quote(typed) + "\" is one argument too many", help);
        }
        String name = typed.contains("=") ? typed.substring(0, typed.indexOf('=')) : typed;
        List<String> options = verb.options().stream()
                .flatMap(known -> Arrays.stream(known.names()))
                .toList();
        return IkabudException.usage(
                verb.name(),
                "unknown option \"" + quote(name) + "\"",
                didYouMean(name, options, asSetting(verb, options, name) + help));
    }

    // What is a setting here is an option of other programs: --memory, --max-children.
    private static String asSetting(Definition verb, List<String> options, String name) {
        boolean bare = verb.name().equals("set");
        if (!(bare || options.contains("--set"))
                || !LIKE_A_SETTING.matcher(name).matches()) {
            return "";
        }
        String written = (bare ? "" : "--set ") + name.substring(2) + "=VALUE";
        return "a setting is written " + quote(written) + "; ";
    }

    private static IkabudException missing(Definition verb, List<ArgSpec> missing, String help) {
        boolean instances = missing.stream().anyMatch(argument -> Definition.namesInstances(argument.paramLabel()));
        if (instances) {
            return IkabudException.usage(
                    verb.name(), "no instance was named", "give one or more ids, or a quoted pattern such as 'shop-*'");
        }
        String what = missing.isEmpty() ? "an argument" : missing.get(0).paramLabel();
        return IkabudException.usage(verb.name(), what + " is missing", help);
    }

    private static String didYouMean(String typed, List<String> known, String otherwise) {
        return Nearest.to(typed, known)
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse(otherwise);
    }
}
