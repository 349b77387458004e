package ikabud.view;

import ikabud.config.Role;
import ikabud.model.Snapshot;
import java.util.List;

/** What stands in the table when there is no row: not read yet, nothing there, or nothing matches. */
final class EmptyTable {
    private EmptyTable() {}

    static void draw(Frame frame, Area body, Snapshot snapshot, Rows rows, ScreenState state) {
        List<String> lines = lines(snapshot, rows, state);
        int y = body.y() + Math.max(0, (body.height() - lines.size()) / 3);
        for (int i = 0; i < lines.size() && y + i < body.bottom(); i++) {
            frame.put(body.x() + 1, y + i, body.right(), lines.get(i), i == 0 ? Role.TEXT : Role.TEXT_DIM);
        }
    }

    private static List<String> lines(Snapshot snapshot, Rows rows, ScreenState state) {
        if (rows.total() > 0) {
            return List.of("Nothing matches " + state.table().filter(), "Esc clears the filter.");
        }
        if (snapshot.tick() == 0) {
            return List.of("reading" + state.surroundings().glyphs().ellipsis());
        }
        return state.readOnly()
                ? List.of("No instances yet.", "Make one with: ikabud create blog")
                : List.of("No instances yet.", "Press n to make one, or in a shell: ikabud create blog");
    }
}
