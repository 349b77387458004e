package ikabud.view;

import ikabud.model.LogLevel;
import java.util.function.IntPredicate;

/** Moves through the lines of the log: scrolling, the next match, the next error. Pure. */
public final class LogLines {
    /** The most columns the log can be scrolled to the right. */
    static final int WIDEST = 10_000;

    private LogLines() {}

    /** Scrolled by some lines; back at the end it follows again. {@code text} is {@link Regions#logText()}. */
    public static LogState scrolled(LogState log, int by, Area text) {
        if (log.follow() && by >= 0) {
            return log;
        }
        int top = log.follow() ? firstAtEnd(log, text) : log.top();
        int end = firstAtEnd(log, text);
        int step = by < 0 ? -1 : 1;
        int moved = 0;
        int at = top;
        for (int i = top + step; i >= 0 && i < log.lines().size() && moved < Math.abs((long) by); i += step) {
            if (log.passes(i)) {
                at = i;
                moved++;
            }
        }
        if (by > 0 && at >= end) {
            return log.following();
        }
        return log.follow() && at == top ? log : log.heldAt(at);
    }

    /** Held still with what is shown now. */
    public static LogState held(LogState log, Area text) {
        return log.heldAt(first(log, text));
    }

    /** The index of the first line shown while following: as many lines as fit, counted from the end. */
    static int firstAtEnd(LogState log, Area text) {
        int free = Math.max(1, text.height());
        int first = log.lines().size();
        for (int i = log.lines().size() - 1; i >= 0; i--) {
            if (!log.passes(i)) {
                continue;
            }
            free -= rows(log, i, text.width());
            if (free < 0) {
                break;
            }
            first = i;
        }
        return Math.min(first, Math.max(0, log.lines().size() - 1));
    }

    /** The first line shown, following or not. */
    static int first(LogState log, Area text) {
        return log.follow() ? firstAtEnd(log, text) : log.top();
    }

    /** How many rows a line takes. */
    static int rows(LogState log, int index, int width) {
        if (!log.wrap()) {
            return 1;
        }
        int space = Math.max(1, width - LogPart.prefixWidth(log, width));
        return Math.max(1, (Width.of(log.lines().get(index).text()) + space - 1) / space);
    }

    /** At the next match, or the one before; unchanged if there is none. */
    public static LogState toMatch(LogState log, boolean forward, Area text) {
        return to(log, forward, text, log::matches);
    }

    /** At the next warning or error, or the one before; unchanged if there is none. */
    public static LogState toError(LogState log, boolean forward, Area text) {
        return to(
                log,
                forward,
                text,
                i -> log.passes(i) && log.lines().get(i).level().atLeast(LogLevel.WARNING));
    }

    /** How many lines hold what is searched. */
    static int matches(LogState log) {
        int count = 0;
        for (int i = 0; i < log.lines().size(); i++) {
            count += log.matches(i) ? 1 : 0;
        }
        return count;
    }

    // Without a current match it starts at the newest line, since that is what a followed log shows.
    private static LogState to(LogState log, boolean forward, Area text, IntPredicate wanted) {
        int size = log.lines().size();
        int step = forward ? 1 : -1;
        int from = log.match() >= 0 ? log.match() + step : forward ? first(log, text) : size - 1;
        for (int i = from; i >= 0 && i < size; i += step) {
            if (wanted.test(i)) {
                return shownInMiddle(log, i, text).matchedAt(i);
            }
        }
        return log;
    }

    private static LogState shownInMiddle(LogState log, int line, Area text) {
        int above = text.height() / 2;
        int top = line;
        for (int i = line - 1; i >= 0 && above > 0; i--) {
            if (log.passes(i)) {
                top = i;
                above--;
            }
        }
        return log.heldAt(Math.min(top, firstAtEnd(log, text)));
    }
}
