package ikabud.config;

import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import java.util.List;
import java.util.stream.Collectors;

/** All mistakes in the settings, told at once. */
public final class SettingsException extends IkabudException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // never written
    private final transient List<Problem> problems;

    SettingsException(List<Problem> problems) {
        super(ExitCode.USAGE, what(problems), lines(problems), "", null);
        this.problems = List.copyOf(problems);
    }

    /** The mistakes, in the order they were found. */
    public List<Problem> problems() {
        return problems;
    }

    private static String what(List<Problem> problems) {
        return "settings: " + problems.size() + (problems.size() == 1 ? " mistake" : " mistakes");
    }

    private static String lines(List<Problem> problems) {
        return problems.stream().map(problem -> "\n  " + problem.line()).collect(Collectors.joining());
    }
}
