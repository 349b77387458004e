package ikabud.view;

import ikabud.model.InstanceSample;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Which columns fit a width, and how wide each is. */
final class TableLayout {
    // A second memory figure is worth less than a wider graph until there is plenty of room.
    private static final int RSS_FROM = 140;
    private static final int BACKEND_FROM = 160;
    private static final List<Column> PRIORITY = List.of(
            Column.ID,
            Column.PHASE,
            Column.CPU,
            Column.MEMORY,
            Column.WORKERS,
            Column.PID,
            Column.REQUESTS,
            Column.QUEUE,
            Column.UPTIME,
            Column.RESTARTS,
            Column.HISTORY,
            Column.KIND,
            Column.USER,
            Column.RSS,
            Column.BACKEND);
    // Who gets the columns that are left over, in this order.
    private static final List<Column> GROWING = List.of(
            Column.ID,
            Column.KIND,
            Column.USER,
            Column.MEMORY,
            Column.WORKERS,
            Column.RESTARTS,
            Column.PID,
            Column.HISTORY);

    private final Map<Column, Integer> widths = new EnumMap<>(Column.class);

    private TableLayout() {}

    static TableLayout of(int width, List<InstanceSample> samples) {
        TableLayout layout = new TableLayout();
        int free = width;
        for (Column column : PRIORITY) {
            if ((column == Column.RSS && width < RSS_FROM) || (column == Column.BACKEND && width < BACKEND_FROM)) {
                break;
            }
            int needed = column.narrow() + layout.gap(column);
            if (free < needed) {
                break;
            }
            layout.widths.put(column, column.narrow());
            free -= needed;
        }
        for (Column column : GROWING) {
            free -= layout.grow(column, free, wish(column, samples));
        }
        return layout;
    }

    private int grow(Column column, int free, int wish) {
        Integer now = widths.get(column);
        if (now == null || wish <= now) {
            return 0;
        }
        int more = Math.min(free, wish - now);
        // A longer heading is worth nothing unless all of it fits.
        if (column.number() && more < wish - now) {
            return 0;
        }
        widths.put(column, now + more);
        return more;
    }

    private static int wish(Column column, List<InstanceSample> samples) {
        if (column.number() || column == Column.HISTORY) {
            return column.wide();
        }
        int longest = column.narrow();
        for (InstanceSample sample : samples) {
            longest = Math.max(longest, Width.of(Cells.text(column, sample, Glyphs.ASCII)));
        }
        return Math.min(longest + 1, column.wide());
    }

    /** The columns that fit, from left to right. */
    List<Column> columns() {
        return new ArrayList<>(widths.keySet());
    }

    int width(Column column) {
        return widths.getOrDefault(column, 0);
    }

    /** The blanks before a column: two where a text follows a number, so that they do not run into each other. */
    int gap(Column column) {
        return column == Column.USER || column == Column.HISTORY ? 2 : 1;
    }
}
