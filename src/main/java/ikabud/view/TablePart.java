package ikabud.view;

import ikabud.config.Role;
import ikabud.model.Snapshot;

/** The table of instances with its title and headings. */
final class TablePart {
    private TablePart() {}

    static void draw(Frame frame, Area area, Snapshot snapshot, Rows rows, ScreenState state) {
        if (area.isEmpty()) {
            return;
        }
        boolean unread = snapshot.tick() == 0 && rows.total() == 0;
        drawTitle(frame, area, rows, unread, state);
        TableLayout layout = TableLayout.of(area.width() - 1, snapshot.instances());
        drawHeadings(frame, area, layout, state);
        Area body = area.below(2);
        if (rows.shown().isEmpty()) {
            EmptyTable.draw(frame, body, snapshot, rows, state);
            return;
        }
        int top = state.table().top();
        for (int i = 0; i < body.height() && top + i < rows.shown().size(); i++) {
            RowPart.draw(frame, body, body.y() + i, rows.shown().get(top + i), layout, snapshot, state);
        }
    }

    private static void drawTitle(Frame frame, Area area, Rows rows, boolean unread, ScreenState state) {
        Glyphs glyphs = state.surroundings().glyphs();
        TableState table = state.table();
        boolean focused = state.activePane() == Focus.LIST;
        boolean filtered = !table.filter().isEmpty();
        String count = rows.shown().size() == rows.total()
                ? "" + rows.total()
                : rows.shown().size() + " of " + rows.total();
        String title = unread ? "instances" : "instances " + count;
        int x = PaneTitle.draw(frame, area, title, focused, glyphs);
        int end = area.right() - 1;
        String sorted = "by " + table.sort().word() + (area.width() >= 60 ? ", CPU% of one core" : "");
        end = PaneTitle.note(frame, x, end, area.y(), sorted, Role.TEXT_DIM);
        if (rows.mistake().isPresent()) {
            String wrong = Width.fit("filter: " + rows.mistake().get(), end - x - 3, glyphs.ellipsis());
            PaneTitle.note(frame, x, end, area.y(), wrong, Role.TOAST_ERROR);
        } else if (filtered) {
            String filter = Width.fit("/" + table.filter(), end - x - 3, glyphs.ellipsis());
            PaneTitle.note(frame, x, end, area.y(), filter, Role.KEY);
        }
    }

    private static void drawHeadings(Frame frame, Area area, TableLayout layout, ScreenState state) {
        int y = area.y() + 1;
        frame.fill(area.x(), y, area.width(), ' ', Role.HEADER);
        int x = area.x();
        for (Column column : layout.columns()) {
            int width = layout.width(column);
            x += layout.gap(column);
            boolean sorted = column == state.table().sort();
            Role role = sorted ? Role.HEADER_SORTED : Role.HEADER;
            String heading = column.heading(width);
            String marked = sorted
                    ? heading
                            + state.surroundings().glyphs().sorted(state.table().descending())
                    : heading;
            // The mark may stand in the gap, so that no heading is cut for it.
            if (column.number()) {
                frame.putRight(x, x + width + (sorted ? 1 : 0), y, marked, role);
            } else {
                frame.put(x, y, x + width + 1, marked, role);
            }
            x += width;
        }
    }
}
