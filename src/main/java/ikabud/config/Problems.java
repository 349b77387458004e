package ikabud.config;

import ikabud.model.PlainText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects mistakes, so that all of them are told at once. Confined to one thread. */
final class Problems {
    private static final int LONGEST_QUOTE = 60;

    private final List<Problem> found = new ArrayList<>();

    void error(String place, String message) {
        found.add(new Problem(Problem.Severity.ERROR, place, message));
    }

    void warning(String place, String message) {
        found.add(new Problem(Problem.Severity.WARNING, place, message));
    }

    /** A key that nobody reads; the same words for an error and a warning. */
    static String unknown(String what, String key, Collection<String> known) {
        String guess = Nearest.to(key, known)
                .map(near -> "did you mean " + quote(near) + "?")
                .orElse("known are " + String.join(", ", known));
        return "unknown " + what + " " + quote(key) + ": " + guess;
    }

    boolean hasErrors() {
        return found.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
    }

    List<Problem> all() {
        return List.copyOf(found);
    }

    /** What somebody wrote, made harmless and short, between quotes. */
    static String quote(String text) {
        return '"' + PlainText.shorten(PlainText.neutralise(text), LONGEST_QUOTE) + '"';
    }
}
