package ikabud.view;

import ikabud.config.Role;

/** The two buttons of a dialog: Cancel first, then the one that does it. */
final class Buttons {
    private static final String NO = "[ Cancel ]";
    private static final int GAP = 3;

    private Buttons() {}

    static void draw(Frame frame, Area inside, int y, String yes, Role yesRole, boolean onYes) {
        int x = inside.x() + Math.max(0, (inside.width() - yes.length() - NO.length() - GAP) / 2);
        frame.put(x, y, inside.right(), NO, onYes ? Role.BUTTON : Role.BUTTON_FOCUS);
        frame.put(x + NO.length() + GAP, y, inside.right(), yes, yesRole);
    }
}
