package ikabud.view;

import ikabud.model.InstanceId;
import ikabud.model.InstanceSample;
import ikabud.model.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The instances of a snapshot as the table shows them: filtered, then sorted.
 *
 * @param shown in the order of the screen
 * @param total how many there are without the filter
 * @param mistake why the filter was not applied, where it is not a valid one
 */
public record Rows(List<InstanceSample> shown, int total, Optional<String> mistake) {
    /** Keeps its own copy of the list. */
    public Rows {
        shown = List.copyOf(shown);
    }

    /** Filters and sorts; unknown values come last in either direction and equal ones are in the order of their ids. */
    public static Rows of(Snapshot snapshot, TableState table) {
        Filter filter = Filter.parse(table.filter());
        List<InstanceSample> kept = new ArrayList<>(snapshot.instances().size());
        for (InstanceSample sample : snapshot.instances()) {
            if (filter.passes(sample)) {
                kept.add(sample);
            }
        }
        kept.sort(table.sort().order(table.descending()));
        return new Rows(kept, snapshot.instances().size(), filter.mistake());
    }

    /** Where an instance is; -1 if it is not shown. */
    public int indexOf(InstanceId id) {
        for (int i = 0; i < shown.size(); i++) {
            if (shown.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    /** The selected instance, if it is shown. */
    public Optional<InstanceSample> selected(TableState table) {
        return table.selected().map(this::indexOf).filter(index -> index >= 0).map(shown::get);
    }
}
