package ikabud.view;

import ikabud.config.Role;

/** The line above a pane: a rule with a title at its left and notes at its right; bright where the keys go. */
final class PaneTitle {
    private PaneTitle() {}

    /** Draws the rule and the title and returns the column after the title. */
    static int draw(Frame frame, Area pane, String title, boolean focused, Glyphs glyphs) {
        Role rule = focused ? Role.BORDER_FOCUS : Role.BORDER;
        frame.fill(pane.x(), pane.y(), pane.width(), glyphs.horizontal(), rule);
        return frame.put(pane.x() + 1, pane.y(), pane.right(), " " + title + " ", focused ? Role.TITLE : Role.TEXT_DIM);
    }

    /** Writes a note that ends before a column, if there is room after {@code from}, and returns where it begins. */
    static int note(Frame frame, int from, int end, int y, String note, Role role) {
        int x = end - Width.of(note) - 2;
        if (note.isEmpty() || x < from) {
            return end;
        }
        frame.put(x, y, " " + note + " ", role);
        return x - 1;
    }
}
