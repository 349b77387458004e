package ikabud.view;

import ikabud.config.Role;
import ikabud.model.Action;
import ikabud.model.Snapshot;
import java.util.List;

/**
 * All keys, made from the action catalogue.
 *
 * @param top the first line shown
 */
public record HelpPage(int top) implements Overlay {
    private static final int LABELS = 16;
    private static final int COLUMNS = 78;
    private static final int MOST = 1_000_000;
    private static final Sheet SHEET = sheet(false);
    private static final Sheet READ_ONLY = sheet(true);

    /** Scrolled by some lines; drawing stops at the end by itself. */
    public HelpPage moved(int by) {
        return new HelpPage((int) Math.max(0, Math.min(MOST, (long) top + by)));
    }

    @Override
    public HelpPage settled(Snapshot snapshot, ScreenState state, int width, int height) {
        return new HelpPage(Math.min(top, Page.last(width, height, COLUMNS, state.readOnly() ? READ_ONLY : SHEET)));
    }

    @Override
    public void draw(Frame frame, Snapshot snapshot, ScreenState state) {
        Sheet sheet = state.readOnly() ? READ_ONLY : SHEET;
        Page.draw(frame, state, "keys", COLUMNS, sheet, top);
    }

    @Override
    public List<String> hints() {
        return List.of("Up/Down scroll", "PgUp/PgDn page", "Esc close");
    }

    private static Sheet sheet(boolean readOnly) {
        Sheet sheet = new Sheet(LABELS);
        section(sheet, "in the list", Action.Scope.LIST, readOnly);
        sheet.gap();
        section(sheet, "in the log", Action.Scope.LOG, readOnly);
        sheet.gap();
        section(sheet, "everywhere", Action.Scope.ANY, readOnly);
        return sheet;
    }

    private static void section(Sheet sheet, String title, Action.Scope scope, boolean readOnly) {
        sheet.heading(title);
        for (Action action : Action.values()) {
            if (action.scope() != scope) {
                continue;
            }
            String keys = String.join(" ", action.keys());
            if (readOnly && action.dangerous()) {
                sheet.pair(keys, action.help() + " (not in read-only mode)", Role.TEXT_DIM);
            } else {
                sheet.key(keys, action.help());
            }
        }
    }
}
