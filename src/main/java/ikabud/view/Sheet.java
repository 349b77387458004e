package ikabud.view;

import ikabud.config.Role;
import java.util.ArrayList;
import java.util.List;

/** Lines of a dialog or page: labelled values, wrapped to the width at hand. Built and drawn on one thread. */
final class Sheet {
    private record Line(String label, Role labelRole, String text, Role role) {}

    private final List<Line> lines = new ArrayList<>();
    private final int labels;

    /** A sheet whose labels take that many columns. */
    Sheet(int labels) {
        this.labels = labels;
    }

    Sheet heading(String text) {
        lines.add(new Line(text, Role.TITLE, "", Role.TITLE));
        return this;
    }

    Sheet gap() {
        lines.add(new Line("", Role.DIALOG, "", Role.DIALOG));
        return this;
    }

    Sheet pair(String label, String value) {
        return pair(label, value, Role.DIALOG);
    }

    Sheet pair(String label, String value, Role role) {
        lines.add(new Line(label, Role.TEXT_DIM, value, role));
        return this;
    }

    /** A key and what it does. */
    Sheet key(String keys, String help) {
        lines.add(new Line(keys, Role.KEY, help, Role.DIALOG));
        return this;
    }

    /** The rows it takes in that width. */
    int rows(int width) {
        int rows = 0;
        for (Line line : lines) {
            rows += wrapped(line, width).size();
        }
        return rows;
    }

    /** Draws it from its row {@code top} on, as far as there is room. */
    void draw(Frame frame, Area area, int top) {
        int y = area.y() - top;
        for (Line line : lines) {
            List<String> parts = wrapped(line, area.width());
            for (int i = 0; i < parts.size(); i++, y++) {
                if (y < area.y() || y >= area.bottom()) {
                    continue;
                }
                if (i == 0) {
                    frame.put(area.x(), y, area.right(), line.label(), line.labelRole());
                }
                frame.put(area.x() + labels, y, area.right(), parts.get(i), line.role());
            }
        }
    }

    private List<String> wrapped(Line line, int width) {
        return line.text().isEmpty() ? List.of("") : wrap(line.text(), Math.max(8, width - labels));
    }

    /** The text in lines of at most that many columns, broken at blanks where there are some. */
    static List<String> wrap(String text, int columns) {
        List<String> wrapped = new ArrayList<>();
        int start = 0;
        int blank = -1;
        int used = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            int wide = Width.of(codePoint);
            if (codePoint == ' ') {
                blank = i;
            }
            if (used + wide > columns) {
                int end = blank > start ? blank : i;
                wrapped.add(text.substring(start, end));
                start = blank > start ? blank + 1 : i;
                i = start;
                used = 0;
                blank = -1;
                continue;
            }
            used += wide;
            i += Character.charCount(codePoint);
        }
        if (start < text.length()) {
            wrapped.add(text.substring(start));
        }
        return wrapped.isEmpty() ? List.of("") : wrapped;
    }
}
