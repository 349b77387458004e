package ikabud.view;

import ikabud.config.Role;

/** A sheet that fills most of the screen and can be scrolled. */
final class Page {
    private Page() {}

    static void draw(Frame frame, ScreenState state, String title, int columns, Sheet sheet, int top) {
        Glyphs glyphs = state.surroundings().glyphs();
        int wide = Math.min(columns, frame.width());
        int rows = sheet.rows(wide - 4);
        Area box = Box.place(frame, wide, rows + 2);
        Area inside = Box.draw(frame, box, title, Role.BORDER_FOCUS, glyphs);
        drawSheet(frame, box, inside, sheet, top);
    }

    /** The last line that can be the first one shown. */
    static int last(int width, int height, int columns, Sheet sheet) {
        int rows = sheet.rows(Math.min(columns, width) - 4);
        return Math.max(0, rows - Math.min(rows, height - 3));
    }

    /** Draws the lines from {@code top} on, and in the border of the box which ones they are. */
    static void drawSheet(Frame frame, Area box, Area inside, Sheet sheet, int top) {
        int rows = sheet.rows(inside.width());
        int from = Math.max(0, Math.min(top, rows - inside.height()));
        sheet.draw(frame, inside, from);
        if (rows > inside.height()) {
            String place = " " + (from + 1) + "-" + Math.min(rows, from + inside.height()) + " of " + rows + " ";
            frame.putRight(box.x(), box.right() - 2, box.bottom() - 1, place, Role.TEXT_DIM);
        }
    }
}
