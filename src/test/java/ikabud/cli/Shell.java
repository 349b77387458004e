package ikabud.cli;

import ikabud.model.ExitCode;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Types lines as a person would and keeps what is printed. */
final class Shell {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final Console.Manners TERMINAL = new Console.Manners(true, false, false);

    private final FakeControl control;
    private final Console.Manners manners;
    private final String answers;
    private final List<Map<String, String>> screens = new ArrayList<>();

    Shell(FakeControl control) {
        this(control, Console.Manners.PLAIN, "");
    }

    private Shell(FakeControl control, Console.Manners manners, String answers) {
        this.control = control;
        this.manners = manners;
        this.answers = answers;
    }

    /** What came of a line. */
    record Said(ExitCode code, String out, String err) {}

    /** The same with somebody at the keyboard who answers. */
    Shell answering(String lines) {
        return new Shell(control, TERMINAL, lines);
    }

    /** The same with other manners. */
    Shell behaving(Console.Manners other) {
        return new Shell(control, other, answers);
    }

    /** Runs a line without the program's name. */
    Said types(String line) {
        return runs(words(line));
    }

    Said runs(List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console = new Console(out, err, new StringReader(answers), manners);
        int code =
                Cli.run(arguments, new Session(console, Map.of(), ZoneOffset.UTC, settings -> control, this::screen));
        return new Said(codeOf(code), out.toString(), err.toString());
    }

    /** The settings with which the screen was shown. */
    List<Map<String, String>> screens() {
        return screens;
    }

    private static ExitCode codeOf(int number) {
        return Arrays.stream(ExitCode.values())
                .filter(code -> code.code() == number)
                .findFirst()
                .orElseThrow();
    }

    private int screen(Map<String, String> settings, boolean demo) {
        screens.add(demo ? Map.of("demo", "true") : settings);
        return ExitCode.DONE.code();
    }

    /** The words of a line, without quotes and shell operators after it. */
    static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        return words;
    }
}
