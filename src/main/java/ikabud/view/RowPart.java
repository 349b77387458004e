package ikabud.view;

import ikabud.config.Role;
import ikabud.model.InstanceSample;
import ikabud.model.InstanceSample.Liveness;
import ikabud.model.Phase;
import ikabud.model.Snapshot;
import java.util.Optional;

/** One instance as a row of the table. */
final class RowPart {
    private RowPart() {}

    static void draw(
            Frame frame,
            Area area,
            int y,
            InstanceSample sample,
            TableLayout layout,
            Snapshot snapshot,
            ScreenState state) {
        Glyphs glyphs = state.surroundings().glyphs();
        Optional<Outlook> outlook = Outlook.of(
                sample.entry(),
                state.now(snapshot),
                state.surroundings().supervised().byNobody());
        Optional<Column> covered = outlook.flatMap(words -> covered(sample, words, layout));
        int x = area.x();
        for (Column column : layout.columns()) {
            int width = layout.width(column);
            x += layout.gap(column);
            if (covered.isPresent() && column == covered.get()) {
                // Two blanks keep words from running into the number before them.
                x++;
                int room = area.right() - 1 - x;
                frame.put(x, y, area.right() - 1, outlook.get().fit(room, glyphs.ellipsis()), Role.TEXT);
                break;
            }
            if (column == Column.HISTORY) {
                Sparkline.draw(frame, x, y, Math.min(width, area.right() - 1 - x), sample.cpuHistory(), glyphs);
            } else {
                drawCell(frame, x, y, width, column, sample, snapshot, glyphs);
            }
            x += width;
        }
        if (state.stale()) {
            frame.tint(area.x(), y, area.width(), Role.ROW_STALE);
        }
        if (state.table().selected().filter(sample.id()::equals).isPresent()) {
            boolean focused = state.activePane() == Focus.LIST;
            frame.tint(area.x(), y, area.width(), focused ? Role.ROW_SELECTED : Role.ROW_SELECTED_UNFOCUSED);
        }
    }

    // Words take the place of figures: of all where nothing runs, of the last ones while there is still something to
    // see.
    private static Optional<Column> covered(InstanceSample sample, Outlook outlook, TableLayout layout) {
        boolean runs = sample.liveness() == Liveness.ALIVE
                || sample.liveness() == Liveness.FROZEN
                || sample.entry().record().virtualPid().isPresent();
        boolean starts = sample.entry().record().observed().phase() == Phase.STARTING;
        boolean graph = layout.width(Column.HISTORY) > Width.of(outlook.brief());
        Column wish = !runs ? Column.PID : starts ? Column.CPU : graph ? Column.HISTORY : Column.REQUESTS;
        if (layout.columns().contains(wish)) {
            return Optional.of(wish);
        }
        boolean serves = sample.entry().record().observed().phase() == Phase.UP;
        return Optional.of(Column.CPU)
                .filter(column -> !serves && layout.columns().contains(column));
    }

    private static void drawCell(
            Frame frame,
            int x,
            int y,
            int width,
            Column column,
            InstanceSample sample,
            Snapshot snapshot,
            Glyphs glyphs) {
        String text = Cells.text(column, sample, glyphs);
        if (snapshot.tick() == 0 && text.equals(Cells.UNKNOWN)) {
            text = String.valueOf(glyphs.ellipsis());
        }
        Role role = Cells.role(column, sample, text, snapshot.host());
        if (column.number()) {
            frame.putRight(x, x + width, y, text, role);
        } else {
            frame.put(x, y, x + width, Width.fit(text, width, glyphs.ellipsis()), role);
        }
    }
}
