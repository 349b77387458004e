package ikabud.backend;

import ikabud.model.FailureClass;
import ikabud.model.IkabudException;
import ikabud.model.PlainText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Why a master did not start or did not stay, as far as its log tells. No exit status is the normal case, and it would
 * say little: FPM ends with 0 when it cannot fork and with 78 for a taken socket as well as for a wrong line.
 *
 * @param kind its class
 * @param message FPM's own words where there are any
 */
public record Cause(FailureClass kind, String message) {
    private static final int LONGEST = 300;

    // [20-Nov-2026 09:07:43] ERROR: [/etc/ikabud/instances/blog/php-fpm.conf:20] unknown entry 'foo'
    private static final Pattern STAMP = Pattern.compile("^\\[[^\\]]{10,40}\\] ");
    private static final Pattern BAD = Pattern.compile("^(ERROR|ALERT): .*");
    private static final Pattern LAUNCHER = Pattern.compile("^(setsid|flock|prlimit|setpriv|env): .*");

    /** Nothing tells why. */
    static final Cause WORDLESS =
            new Cause(FailureClass.CRASH, "it ended without a word: killed, out of memory, or crashed");

    // The first word found decides; the order matters.
    private static final List<Map.Entry<String, FailureClass>> WORDS = List.of(
            Map.entry("already listen", FailureClass.CONFLICT),
            Map.entry("Address already in use", FailureClass.CONFLICT),
            Map.entry("fork() failed", FailureClass.RESOURCE),
            Map.entry("Resource temporarily unavailable", FailureClass.RESOURCE),
            Map.entry("Cannot allocate memory", FailureClass.RESOURCE),
            Map.entry("nable to allocate", FailureClass.RESOURCE),
            Map.entry("No space left", FailureClass.RESOURCE),
            Map.entry("Too many open files", FailureClass.RESOURCE),
            Map.entry("Permission denied", FailureClass.RIGHTS),
            Map.entry("Operation not permitted", FailureClass.RIGHTS),
            Map.entry("Read-only file system", FailureClass.RIGHTS),
            Map.entry("setpriv: ", FailureClass.RIGHTS));

    /** Whether nothing is known of why. */
    boolean isWordless() {
        return equals(WORDLESS);
    }

    /** Reads what was printed by a start that failed; empty if there is no word of why. */
    static Optional<Cause> ofStart(List<String> lines) {
        for (String line : lines) {
            String text = STAMP.matcher(line).replaceFirst("");
            if (BAD.matcher(text).matches() || LAUNCHER.matcher(text).matches()) {
                return Optional.of(new Cause(kind(text), PlainText.shorten(text, LONGEST)));
            }
        }
        return Optional.empty();
    }

    /** Reads the end of a log for why the master of that number ended. */
    static Cause ofEnd(List<String> lines, int pid) {
        // Its begin may have been put aside with an older log: then all of this is of its later life.
        boolean running = true;
        boolean serving = true;
        Cause last = WORDLESS;
        for (String line : lines) {
            String text = STAMP.matcher(line).replaceFirst("");
            if (text.startsWith("NOTICE: fpm is running, pid ")) {
                running = text.endsWith(" " + pid);
                serving = false;
                last = WORDLESS;
            } else if (text.startsWith("NOTICE: ready to handle") || text.startsWith("NOTICE: Reloading")) {
                serving = text.startsWith("NOTICE: ready");
                last = WORDLESS;
            } else {
                last = reason(text, serving, last);
            }
        }
        return running ? last : WORDLESS;
    }

    // What went wrong while it served did not end it; of several mistakes the others follow from the first.
    private static Cause reason(String text, boolean serving, Cause before) {
        if (text.startsWith("NOTICE: Terminating")) {
            return new Cause(FailureClass.UNEXPECTED_EXIT, "it was told to stop at once (TERM or INT), not by Ikabud");
        }
        if (text.startsWith("NOTICE: Finishing")) {
            return new Cause(FailureClass.UNEXPECTED_EXIT, "it was told to stop gracefully (QUIT), not by Ikabud");
        }
        if (!before.equals(WORDLESS)) {
            return before;
        }
        if (text.startsWith("NOTICE: exiting, bye-bye")) {
            return new Cause(FailureClass.RESOURCE, "it left by itself, as when it cannot make a process");
        }
        return !serving && BAD.matcher(text).matches()
                ? new Cause(kind(text), PlainText.shorten(text, LONGEST))
                : before;
    }

    private static FailureClass kind(String text) {
        return WORDS.stream()
                .filter(word -> text.contains(word.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(FailureClass.CONFIG);
    }

    IkabudException failure(String what) {
        return IkabudException.failed(what, message, kind);
    }
}
