package ikabud.view;

import ikabud.model.InstanceId;
import ikabud.model.LogLevel;
import ikabud.model.LogLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The log pane: its lines and how the administrator looks at them.
 *
 * @param shown whether the pane is there
 * @param id whose log it is
 * @param lines oldest first, already neutralised
 * @param dropped lines that came faster than they could be read
 * @param follow whether the end is shown and new lines push the old ones up
 * @param top index of the first line shown while not following
 * @param unseen lines that came since following stopped
 * @param left columns scrolled to the right
 * @param least only lines of this level or worse
 * @param times whether the time is shown
 * @param search what is highlighted; empty for nothing
 * @param match index of the line with the current match; -1 for none
 */
public record LogState(
        boolean shown,
        Optional<InstanceId> id,
        List<LogLine> lines,
        long dropped,
        boolean follow,
        int top,
        int unseen,
        int left,
        LogLevel least,
        boolean wrap,
        boolean times,
        String search,
        int match) {
    /** Shown, following, all levels, empty. */
    public static final LogState INITIAL =
            new LogState(true, Optional.empty(), List.of(), 0, true, 0, 0, 0, LogLevel.DEBUG, false, true, "", -1);

    /** Keeps its own copy of the lines. */
    public LogState {
        lines = List.copyOf(lines);
    }

    /** The empty log of another instance, looked at in the same way and followed. */
    public LogState of(InstanceId instance) {
        return of(Optional.of(instance));
    }

    /** The empty log of another instance or of none, looked at in the same way and followed. */
    public LogState of(Optional<InstanceId> instance) {
        return new LogState(shown, instance, List.of(), 0, true, 0, 0, 0, least, wrap, times, search, -1);
    }

    /** With new lines at the end, holding at most {@code most}; what is looked at stays where it is. */
    public LogState appended(List<LogLine> more, long droppedInAll, int most) {
        if (more.isEmpty() && droppedInAll == dropped) {
            return this;
        }
        int gone = Math.max(0, lines.size() + more.size() - most);
        List<LogLine> all = new ArrayList<>(lines.size() + more.size());
        all.addAll(lines);
        all.addAll(more);
        List<LogLine> kept = all.subList(gone, all.size());
        int added = 0;
        for (LogLine line : more) {
            added += line.level().atLeast(least) ? 1 : 0;
        }
        int nextMatch = match < gone ? -1 : match - gone;
        int nextTop = Math.max(0, top - gone);
        int nextUnseen = follow ? 0 : unseen + added;
        return new LogState(
                shown,
                id,
                kept,
                droppedInAll,
                follow,
                nextTop,
                nextUnseen,
                left,
                least,
                wrap,
                times,
                search,
                nextMatch);
    }

    /** Without the lines so far; the file stays. */
    public LogState cleared() {
        return new LogState(shown, id, List.of(), 0, true, 0, 0, left, least, wrap, times, search, -1);
    }

    /** Shown or hidden. */
    public LogState withShown(boolean visible) {
        return new LogState(visible, id, lines, dropped, follow, top, unseen, left, least, wrap, times, search, match);
    }

    /** At the end, following. */
    public LogState following() {
        return new LogState(shown, id, lines, dropped, true, 0, 0, left, least, wrap, times, search, match);
    }

    /** Held still with this line at the top. */
    public LogState heldAt(int line) {
        int first = Math.max(0, Math.min(line, lines.size() - 1));
        int kept = follow ? 0 : unseen;
        return new LogState(shown, id, lines, dropped, false, first, kept, left, least, wrap, times, search, match);
    }

    /** Scrolled to the right by some columns, or back. */
    public LogState shifted(int by) {
        int next = Math.max(0, Math.min(LogLines.WIDEST, left + by));
        return new LogState(shown, id, lines, dropped, follow, top, unseen, next, least, wrap, times, search, match);
    }

    /** Showing lines of this level or worse. */
    public LogState withLeast(LogLevel level) {
        return new LogState(shown, id, lines, dropped, follow, top, unseen, left, level, wrap, times, search, match);
    }

    /** The next level of the filter: all, notice, warning, error, all again. */
    public LogState withNextLevel() {
        return withLeast(
                switch (least) {
                    case DEBUG -> LogLevel.NOTICE;
                    case NOTICE -> LogLevel.WARNING;
                    case WARNING -> LogLevel.ERROR;
                    case ERROR, FATAL -> LogLevel.DEBUG;
                });
    }

    /** Long lines wrapped, or cut. */
    public LogState withWrap(boolean wrapped) {
        return new LogState(shown, id, lines, dropped, follow, top, unseen, 0, least, wrapped, times, search, match);
    }

    /** Times shown or hidden. */
    public LogState withTimes(boolean visible) {
        return new LogState(shown, id, lines, dropped, follow, top, unseen, left, least, wrap, visible, search, match);
    }

    /** With another text highlighted. */
    public LogState searching(String text) {
        return new LogState(shown, id, lines, dropped, follow, top, unseen, left, least, wrap, times, text, -1);
    }

    /** With the current match in this line. */
    LogState matchedAt(int line) {
        return new LogState(shown, id, lines, dropped, follow, top, unseen, left, least, wrap, times, search, line);
    }

    /** Whether the level filter lets the line at this index through. */
    boolean passes(int index) {
        return lines.get(index).level().atLeast(least);
    }

    /** Whether the line at this index is shown and holds what is searched. */
    boolean matches(int index) {
        return passes(index) && Finding.indexOf(lines.get(index).text(), search, 0) >= 0;
    }
}
