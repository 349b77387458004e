package ikabud.view;

import ikabud.config.Role;
import java.util.List;

/** What is drawn where nothing else fits. */
final class TooSmall {
    private TooSmall() {}

    static void draw(Frame frame) {
        List<String> lines =
                frame.width() < 12 ? List.of("too small", "q quits") : List.of("too small", "40x10 needed", "q quits");
        int skipped = Math.max(0, lines.size() - frame.height());
        int y = Math.max(0, (frame.height() - lines.size()) / 2);
        for (String line : lines.subList(skipped, lines.size())) {
            frame.put(Math.max(0, (frame.width() - line.length()) / 2), y++, line, Role.TEXT);
        }
    }
}
