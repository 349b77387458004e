package ikabud.view;

import ikabud.config.Role;
import ikabud.model.Snapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses the column the table is sorted by.
 *
 * @param index the chosen line
 */
public record SortMenu(int index) implements Overlay {
    private static final List<Column> COLUMNS =
            List.of(Column.values()).stream().filter(Column::sortable).toList();

    /** With the column chosen that the table is sorted by. */
    public static SortMenu of(TableState table) {
        return new SortMenu(COLUMNS.indexOf(table.sort()));
    }

    /** With another line chosen. */
    public SortMenu moved(int by) {
        return new SortMenu(Menu.moved(index, by, COLUMNS.size()));
    }

    /** The chosen column. */
    public Column chosen() {
        return COLUMNS.get(index);
    }

    @Override
    public void draw(Frame frame, Snapshot snapshot, ScreenState state) {
        List<Menu.Item> items = new ArrayList<>();
        for (Column column : COLUMNS) {
            String now = column != state.table().sort() ? "" : state.table().descending() ? "descending" : "ascending";
            items.add(new Menu.Item(column.word(), now));
        }
        Glyphs glyphs = state.surroundings().glyphs();
        Area inside = Box.draw(frame, Box.place(frame, 32, items.size() + 2), "sort by", Role.BORDER_FOCUS, glyphs);
        Menu.draw(frame, inside, items, index, 11, glyphs);
    }

    @Override
    public List<String> hints() {
        return List.of("Enter sort", "Up/Down move", "Esc cancel");
    }
}
