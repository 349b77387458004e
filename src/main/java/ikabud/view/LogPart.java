package ikabud.view;

import ikabud.config.Role;
import ikabud.model.InstanceId;
import ikabud.model.LogKind;
import ikabud.model.LogLevel;
import ikabud.model.LogLine;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The log pane: title with what is special about the view, then the lines. */
final class LogPart {
    private static final int SOURCE = 5;
    private static final int CLOCK = 9;
    // 20-Nov-2026 08:47:51 UTC: the day is left out where there is little room.
    private static final Pattern CLOCK_IN_STAMP = Pattern.compile("\\d\\d:\\d\\d:\\d\\d");

    private LogPart() {}

    /** The columns before the text of a line. */
    static int prefixWidth(LogState log, int width) {
        return 1 + (log.times() ? CLOCK : 0) + (width >= 60 ? SOURCE : 0);
    }

    static void draw(Frame frame, Area area, ScreenState state) {
        if (area.isEmpty()) {
            return;
        }
        drawTitle(frame, area, state);
        LogState log = state.log();
        Area text = area.below(1);
        if (log.lines().isEmpty()) {
            String empty = log.id().isPresent() ? "no lines yet" : "no instance selected";
            frame.put(text.x() + 1, text.y(), text.right(), empty, Role.TEXT_DIM);
            return;
        }
        int y = text.y();
        for (int i = LogLines.first(log, text); i < log.lines().size() && y < text.bottom(); i++) {
            if (log.passes(i)) {
                y = drawLine(frame, text, y, log, i, state.surroundings().glyphs());
            }
        }
    }

    private static void drawTitle(Frame frame, Area area, ScreenState state) {
        Glyphs glyphs = state.surroundings().glyphs();
        LogState log = state.log();
        boolean focused = state.activePane() == Focus.LOG;
        String id = log.id().map(InstanceId::value).orElse("");
        String title = id.isEmpty() ? "log" : "log of " + id;
        int x = PaneTitle.draw(frame, area, title, focused, glyphs);
        int end = area.right() - 1;
        int y = area.y();
        String held = log.unseen() > 0 ? "paused, +" + log.unseen() + " new, F follows" : "paused, F follows";
        end = PaneTitle.note(
                frame, x, end, y, log.follow() ? "follow" : held, log.follow() ? Role.TEXT_DIM : Role.BANNER_PAUSED);
        if (log.dropped() > 0) {
            end = PaneTitle.note(frame, x, end, y, log.dropped() + " skipped", Role.VALUE_WARN);
        }
        if (log.least() != LogLevel.DEBUG) {
            String level = log.least().name().toLowerCase(Locale.ROOT) + " or worse";
            end = PaneTitle.note(frame, x, end, y, level, Role.KEY);
        }
        if (!log.search().isEmpty()) {
            String found =
                    "\"" + Width.fit(log.search(), 20, glyphs.ellipsis()) + "\" " + LogLines.matches(log) + " found";
            end = PaneTitle.note(frame, x, end, y, found, Role.KEY);
        }
        if (log.left() > 0 && !log.wrap()) {
            end = PaneTitle.note(frame, x, end, y, "from column " + (log.left() + 1), Role.TEXT_DIM);
        }
        if (log.id().isPresent() && area.width() >= 60) {
            String path =
                    state.surroundings().layout().logDirectory(log.id().get()).toString();
            PaneTitle.note(
                    frame, x, x + Width.of(path) + 2 <= end ? x + Width.of(path) + 2 : x, y, path, Role.TEXT_DIM);
        }
    }

    private static int drawLine(Frame frame, Area area, int y, LogState log, int index, Glyphs glyphs) {
        LogLine line = log.lines().get(index);
        int x = area.x() + 1;
        if (log.times()) {
            frame.put(x, y, area.right(), clock(line.stamp()), Role.LOG_TIME);
            x += CLOCK;
        }
        if (area.width() >= 60) {
            frame.put(x, y, area.right(), source(line.source()), Role.LOG_POOL);
            x += SOURCE;
        }
        Role role = Role.of(line.level());
        String text = line.text();
        int space = Math.max(1, area.right() - x);
        if (!log.wrap()) {
            drawText(frame, x, y, space, text, log.left(), role, log);
            if (Width.of(text) - log.left() > space) {
                frame.set(area.right() - 1, y, glyphs.ellipsis(), Role.TEXT_DIM);
            }
            return y + 1;
        }
        int rows = LogLines.rows(log, index, area.width());
        for (int row = 0; row < rows && y + row < area.bottom(); row++) {
            drawText(frame, x, y + row, space, text, row * space, role, log);
        }
        return y + rows;
    }

    // There is room for four letters.
    private static String source(LogKind kind) {
        return kind == LogKind.JOURNAL ? "jrnl" : kind.name().toLowerCase(Locale.ROOT);
    }

    private static String clock(String stamp) {
        Matcher matcher = CLOCK_IN_STAMP.matcher(stamp);
        return matcher.find() ? matcher.group() : "";
    }

    // Columns from..from+space of the text, with what is searched highlighted.
    private static void drawText(Frame frame, int x, int y, int space, String text, int from, Role role, LogState log) {
        String needle = log.search();
        int found = Finding.indexOf(text, needle, 0);
        int column = -from;
        for (int i = 0; i < text.length() && column < space; ) {
            if (found >= 0 && i >= found + needle.length()) {
                found = Finding.indexOf(text, needle, i);
            }
            int codePoint = text.codePointAt(i);
            int wide = Width.of(codePoint);
            if (wide > 0 && column >= 0 && column + wide <= space) {
                frame.set(x + column, y, codePoint, found >= 0 && i >= found ? Role.LOG_MATCH : role);
            }
            column += wide;
            i += Character.charCount(codePoint);
        }
    }
}
