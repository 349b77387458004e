package ikabud.view;

import ikabud.config.Role;

/** A share of a whole as a bar: its full part changes its role as it grows. */
final class Meter {
    private static final double WARN = 0.7;
    private static final double CRITICAL = 0.9;

    private Meter() {}

    static void draw(Frame frame, int x, int y, int width, double share, Glyphs glyphs) {
        int full = (int) Math.round(Math.max(0, Math.min(1, share)) * width);
        Role role = share >= CRITICAL ? Role.VALUE_CRITICAL : share >= WARN ? Role.VALUE_WARN : Role.METER;
        frame.fill(x, y, full, glyphs.full(), role);
        frame.fill(x + full, y, width - full, glyphs.empty(), Role.METER_EMPTY);
    }
}
