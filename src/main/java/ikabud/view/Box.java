package ikabud.view;

import ikabud.config.Role;

/** A framed, blank area in the middle of the screen with a title in its upper border. */
final class Box {
    private Box() {}

    /** Draws it and returns the area inside, one column away from the border. */
    static Area draw(Frame frame, Area area, String title, Role border, Glyphs glyphs) {
        clearMargin(frame, area);
        int right = area.right() - 1;
        int bottom = area.bottom() - 1;
        for (int y = area.y(); y <= bottom; y++) {
            frame.fill(area.x(), y, area.width(), ' ', Role.DIALOG);
            frame.set(area.x(), y, glyphs.vertical(), border);
            frame.set(right, y, glyphs.vertical(), border);
        }
        frame.fill(area.x(), area.y(), area.width(), glyphs.horizontal(), border);
        frame.fill(area.x(), bottom, area.width(), glyphs.horizontal(), border);
        frame.set(area.x(), area.y(), glyphs.corner(0), border);
        frame.set(right, area.y(), glyphs.corner(1), border);
        frame.set(area.x(), bottom, glyphs.corner(2), border);
        frame.set(right, bottom, glyphs.corner(3), border);
        String shown = Width.fit(" " + title + " ", area.width() - 4, glyphs.ellipsis());
        frame.put(area.x() + 2, area.y(), right - 1, shown, Role.TITLE);
        return area.inside(2, 1);
    }

    // A blank column on each side keeps what lies behind from running into the border.
    private static void clearMargin(Frame frame, Area area) {
        for (int y = area.y(); y < area.bottom(); y++) {
            frame.fill(area.x() - 1, y, area.width() + 2, ' ', Role.TEXT);
        }
    }

    /** Where a box of that size goes: in the middle, never over the footer. */
    static Area place(Frame frame, int columns, int rows) {
        return new Area(0, 0, frame.width(), frame.height() - 1).centred(columns, rows);
    }
}
