package ikabud.view;

import ikabud.config.Role;
import ikabud.model.History;

/** A figure over time as one row of small bars, the newest at the right; unknown is a blank. */
final class Sparkline {
    // Below this the scale does not shrink further, so that idle does not look like storm.
    private static final float LEAST_SCALE = 20;
    private static final int BRAILLE = 0x2800;
    private static final int[] LEFT_DOTS = {0x00, 0x40, 0x44, 0x46, 0x47};
    private static final int[] RIGHT_DOTS = {0x00, 0x80, 0xa0, 0xb0, 0xb8};

    private Sparkline() {}

    static void draw(Frame frame, int x, int y, int width, History history, Glyphs glyphs) {
        float scale = LEAST_SCALE;
        int perCell = glyphs == Glyphs.BRAILLE ? 2 : 1;
        int from = Math.max(0, history.size() - width * perCell);
        for (int i = from; i < history.size(); i++) {
            scale = Math.max(scale, history.at(i));
        }
        int cells = (history.size() - from + perCell - 1) / perCell;
        for (int i = 0; i < cells; i++) {
            int last = history.size() - 1 - (cells - 1 - i) * perCell;
            int codePoint = perCell == 2
                    ? BRAILLE | LEFT_DOTS[step(history, last - 1, scale, 4)] | RIGHT_DOTS[step(history, last, scale, 4)]
                    : glyphs.level(step(history, last, scale, glyphs.levels()));
            frame.set(x + width - cells + i, y, codePoint, Role.SPARK);
        }
    }

    private static int step(History history, int index, float scale, int steps) {
        if (index < 0 || Float.isNaN(history.at(index))) {
            return 0;
        }
        float share = Math.max(0, Math.min(1, history.at(index) / scale));
        return Math.max(1, Math.round(share * steps));
    }
}
