package ikabud.view;

import ikabud.config.Role;
import ikabud.model.Snapshot;

/** Draws the whole screen. Pure: the same snapshot, state and size give the same frame. */
public final class Screen {
    private Screen() {}

    /**
     * The state made to fit the snapshot and the size: the selection is an instance that is shown, and its row is
     * visible. To be called whenever either changed, before keys are interpreted.
     */
    public static ScreenState settle(Snapshot snapshot, ScreenState state, int width, int height) {
        Rows rows = Rows.of(snapshot, state.table());
        ScreenState settled = settle(rows, state, Regions.of(width, height, state, rows.total()));
        if (settled.overlay().isEmpty() || Regions.tooSmall(width, height)) {
            return settled;
        }
        return settled.with(settled.overlay().get().settled(snapshot, settled, width, height));
    }

    private static ScreenState settle(Rows rows, ScreenState state, Regions regions) {
        TableState table = state.table().settled(rows).scrolled(rows, regions.tableRows());
        return state.with(table);
    }

    /** A new frame of that size. */
    public static Frame draw(Snapshot snapshot, ScreenState state, int width, int height) {
        Frame frame = new Frame(width, height);
        draw(snapshot, state, frame);
        return frame;
    }

    /** Draws over a frame, so that two of them can be used in turn. */
    public static void draw(Snapshot snapshot, ScreenState state, Frame frame) {
        frame.clear(Role.TEXT);
        if (Regions.tooSmall(frame.width(), frame.height())) {
            TooSmall.draw(frame);
            return;
        }
        Rows rows = Rows.of(snapshot, state.table());
        Regions regions = Regions.of(frame.width(), frame.height(), state, rows.total());
        ScreenState settled = settle(rows, state, regions);
        HeaderPart.draw(frame, regions.header(), snapshot, settled);
        TablePart.draw(frame, regions.table(), snapshot, rows, settled);
        LogPart.draw(frame, regions.log(), settled);
        settled.overlay().ifPresent(overlay -> overlay.draw(frame, snapshot, settled));
        FooterPart.draw(frame, regions.footer(), rows, settled);
    }
}
