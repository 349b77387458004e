package ikabud.backend;

import ikabud.model.PlainText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How workers ended, as a piece of fpm.log tells. A site can write such lines itself, and harms nobody but itself with them.
 *
 * @param killed ended by signal 9
 * @param crashed ended by a signal that a crash makes
 * @param failed ended with a code other than 0
 * @param shortLived the most that ended so within a second of their start and in one second of the log
 * @param startedAfresh whether so many crashed that FPM started itself anew
 * @param limitReached whether the pool wanted more workers than it may have
 * @param words FPM's own words of what is wrong; may be empty
 */
public record WorkerEnds(
        int killed,
        int crashed,
        int failed,
        int shortLived,
        boolean startedAfresh,
        boolean limitReached,
        String words) {
    /** Nothing happened. */
    public static final WorkerEnds NONE = new WorkerEnds(0, 0, 0, 0, false, false, "");

    /** So many in a second are a storm: FPM starts the next at once, a thousand and more in a second. */
    public static final int STORM = 20;

    // [20-Nov-2026 12:11:10] WARNING: [pool blog] child 13807 exited on signal 9 (SIGKILL) after 0.687651 seconds from
    // start
    // [20-Nov-2026 12:11:11] WARNING: [pool blog] child 13851 exited with code 70 after 0.001313 seconds from start
    private static final Pattern END = Pattern.compile(
            "\\[([^\\]]{20,60})\\] WARNING: \\[pool [^\\]]{1,200}\\] child \\d{1,10}"
                    + " exited (?:with code (\\d{1,3})|on signal (\\d{1,2}) \\([^)]{1,60}\\)) after (\\d{1,10})\\.\\d{1,9} seconds.*");
    private static final Pattern STAMPED = Pattern.compile("\\[([^\\]]{20,60})\\] (?:WARNING|NOTICE): (.*)");
    private static final String FRESH = "fpm is running, pid ";
    private static final String THRESHOLD = "failed processes threshold (";
    private static final String LIMIT = " server reached pm.max_children setting";
    private static final String ERROR = "ERROR: ";
    private static final int KILL = 9;
    private static final int LONGEST = 200;

    /** Reads lines, oldest first. */
    public static WorkerEnds of(List<String> lines) {
        return of(lines, stamp -> true);
    }

    /** Reads those lines alone whose time is right. */
    static WorkerEnds of(List<String> lines, Predicate<String> timely) {
        Count count = new Count();
        lines.forEach(line -> count.read(line, timely));
        return count.sum();
    }

    /** Whether workers end as soon as they start, one after the other. */
    public boolean isStorm() {
        return shortLived >= STORM;
    }

    /** The same, but no storm. */
    WorkerEnds withoutStorm() {
        return new WorkerEnds(killed, crashed, failed, 0, startedAfresh, limitReached, words);
    }

    /** Whether workers ended that should not have. */
    public boolean isBad() {
        return killed + crashed + failed > 0 || startedAfresh;
    }

    private static final class Count {
        private int killed;
        private int crashed;
        private int failed;
        private boolean startedAfresh;
        private boolean limitReached;
        private String words = "";
        private boolean spoke;
        private final Map<String, Integer> shortLived = new HashMap<>();

        void read(String line, Predicate<String> timely) {
            if (line.startsWith(ERROR)) {
                // The first of each worker is told: the others follow from it.
                words = spoke ? words : line.substring(ERROR.length());
                spoke = true;
                return;
            }
            Matcher end = END.matcher(line);
            if (end.matches()) {
                spoke = false;
                if (timely.test(end.group(1))) {
                    end(end);
                }
                return;
            }
            Matcher stamped = STAMPED.matcher(line);
            if (stamped.matches() && timely.test(stamped.group(1))) {
                note(stamped.group(2));
            }
        }

        private void note(String text) {
            if (text.startsWith(FRESH) && !startedAfresh) {
                // A master that was told to begin anew ended the workers before it itself.
                killed = 0;
                crashed = 0;
                failed = 0;
                shortLived.clear();
            }
            startedAfresh |= text.startsWith(THRESHOLD);
            limitReached |= text.startsWith("[pool ") && text.contains(LIMIT);
        }

        private void end(Matcher end) {
            String code = end.group(2);
            int signal = code == null ? Integer.parseInt(end.group(3)) : 0;
            boolean bad = true;
            if (code != null && Integer.parseInt(code) != 0) {
                failed++;
            } else if (signal == KILL) {
                killed++;
            } else if (isCrash(signal)) {
                crashed++;
            } else {
                bad = false;
            }
            if (bad && Long.parseLong(end.group(4)) == 0) {
                shortLived.merge(end.group(1), 1, Integer::sum);
            }
        }

        // Illegal instruction, trap, abort, bus error, arithmetic, segmentation fault, bad system call.
        private static boolean isCrash(int signal) {
            return switch (signal) {
                case 4, 5, 6, 7, 8, 11, 31 -> true;
                default -> false;
            };
        }

        WorkerEnds sum() {
            int most = shortLived.values().stream()
                    .mapToInt(Integer::intValue)
                    .max()
                    .orElse(0);
            boolean bad = failed + crashed + killed > 0;
            return new WorkerEnds(
                    killed,
                    crashed,
                    failed,
                    most,
                    startedAfresh,
                    limitReached,
                    bad ? PlainText.shorten(PlainText.neutralise(words), LONGEST) : "");
        }
    }
}
