package ikabud.view;

import ikabud.model.InstanceId;
import ikabud.model.InstanceSample;
import java.util.List;
import java.util.Optional;

/**
 * What the administrator chose in the table. The selection is an instance, never a row.
 *
 * @param filter as typed; empty shows all
 * @param selected the chosen instance; empty before the first one is there
 * @param position where it was when it was last seen, so that its neighbour takes over when it vanishes
 * @param top the first row shown
 */
public record TableState(
        Column sort, boolean descending, String filter, Optional<InstanceId> selected, int position, int top) {
    /** Sorted by name, nothing filtered, nothing selected. */
    public static final TableState INITIAL = new TableState(Column.ID, false, "", Optional.empty(), 0, 0);

    /** Sorted by another column in its natural direction; the same column again turns it round. */
    public TableState sortedBy(Column column) {
        boolean turned = column == sort ? !descending : column.descendingFirst();
        return new TableState(column, turned, filter, selected, position, top);
    }

    /** Sorted the other way round. */
    public TableState inverted() {
        return new TableState(sort, !descending, filter, selected, position, top);
    }

    /** With another filter. */
    public TableState filteredBy(String text) {
        return new TableState(sort, descending, text, selected, position, top);
    }

    /** With this instance selected, wherever it is. */
    public TableState select(InstanceId id) {
        return new TableState(sort, descending, filter, Optional.of(id), position, top);
    }

    /** With the selection moved by some rows of what is shown; far values mean the first or the last. */
    public TableState moved(Rows rows, int by) {
        List<InstanceSample> shown = rows.shown();
        if (shown.isEmpty()) {
            return this;
        }
        long wanted = (long) settled(rows).position + by;
        int next = (int) Math.max(0, Math.min(shown.size() - 1, wanted));
        return new TableState(
                sort, descending, filter, Optional.of(shown.get(next).id()), next, top);
    }

    /** With a selection that is among the rows: the same one, or the neighbour of the one that vanished. */
    public TableState settled(Rows rows) {
        List<InstanceSample> shown = rows.shown();
        if (shown.isEmpty()) {
            return this;
        }
        int found = selected.map(rows::indexOf).orElse(0);
        int index = found >= 0 ? found : Math.min(position, shown.size() - 1);
        return new TableState(
                sort, descending, filter, Optional.of(shown.get(index).id()), index, top);
    }

    /** With {@link #top} moved as little as possible so that the selection is visible in that many rows. */
    TableState scrolled(Rows rows, int visible) {
        int space = Math.max(1, visible);
        int last = Math.max(0, rows.shown().size() - space);
        int within = Math.max(position - space + 1, Math.min(top, position));
        int next = Math.max(0, Math.min(within, last));
        return next == top ? this : new TableState(sort, descending, filter, selected, position, next);
    }
}
