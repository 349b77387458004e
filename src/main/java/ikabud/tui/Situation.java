package ikabud.tui;

import ikabud.model.InstanceId;
import ikabud.model.InstanceSample;
import ikabud.model.Snapshot;
import ikabud.view.Regions;
import ikabud.view.Rows;
import ikabud.view.ScreenState;
import java.util.List;
import java.util.Optional;

/**
 * What a key finds: the screen's state and what is true besides it.
 *
 * @param shown the snapshot on the screen
 * @param latest the newest one, which differs while the picture is frozen
 * @param width of the screen in columns
 * @param height of the screen in rows
 */
record Situation(ScreenState state, Snapshot shown, Snapshot latest, int width, int height) {

    Situation with(ScreenState changed) {
        return new Situation(changed, shown, latest, width, height);
    }

    Rows rows() {
        return Rows.of(shown, state.table());
    }

    /** The selected instance, if the table shows it. */
    Optional<InstanceSample> selected() {
        return rows().selected(state.table());
    }

    /** The instances that the table shows without scrolling. */
    List<InstanceId> visible() {
        return rows().shown().stream()
                .skip(state.table().top())
                .limit(regions().tableRows())
                .map(InstanceSample::id)
                .toList();
    }

    Regions regions() {
        return Regions.of(width, height, state, rows().total());
    }

    /** Rows of the pane that has the keys. */
    int page() {
        Regions regions = regions();
        return Math.max(
                1,
                switch (state.activePane()) {
                    case LIST -> regions.tableRows();
                    case LOG -> regions.logText().height();
                });
    }
}
