package ikabud.view;

import ikabud.config.Role;
import java.util.List;

/** A message at the foot of the screen, in as many lines as it needs: what failed, why, and what to do must be read. */
final class ToastPart {
    private static final int MOST_LINES = 5;

    private ToastPart() {}

    static void draw(Frame frame, Area footer, Toast toast, Glyphs glyphs) {
        Role role = switch (toast.tone()) {
            case INFO -> Role.TOAST_INFO;
            case OK -> Role.TOAST_OK;
            case ERROR -> Role.TOAST_ERROR;
        };
        int columns = Math.max(1, footer.width() - 2);
        List<String> lines = Sheet.wrap(toast.text(), columns);
        int shown = Math.min(MOST_LINES, lines.size());
        for (int i = 0; i < shown; i++) {
            boolean cut = i == shown - 1 && shown < lines.size();
            String line =
                    cut ? Width.fit(lines.get(i) + " " + lines.get(i + 1), columns, glyphs.ellipsis()) : lines.get(i);
            int y = footer.bottom() - shown + i;
            frame.fill(footer.x(), y, footer.width(), ' ', role);
            frame.put(footer.x() + 1, y, footer.right(), line, role);
        }
    }
}
