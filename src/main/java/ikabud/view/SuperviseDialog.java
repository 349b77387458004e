package ikabud.view;

import ikabud.config.Role;
import ikabud.model.InstanceSample;
import ikabud.model.Snapshot;
import ikabud.model.Wanted;
import java.util.List;

/**
 * Asks before a supervisor is started, and says what it will do at once.
 *
 * @param onYes whether Enter would do it; Cancel is the default
 */
public record SuperviseDialog(boolean onYes) implements Overlay {
    private static final int LABELS = 8;
    private static final int COLUMNS = 62;
    private static final int MOST_NAMES = 5;

    /** With Cancel chosen. */
    public static SuperviseDialog opened() {
        return new SuperviseDialog(false);
    }

    /** With the other button chosen. */
    public SuperviseDialog turned() {
        return new SuperviseDialog(!onYes);
    }

    @Override
    public void draw(Frame frame, Snapshot snapshot, ScreenState state) {
        Surroundings around = state.surroundings();
        Sheet sheet = sheet(snapshot, around);
        int columns = Math.min(COLUMNS, frame.width());
        int text = sheet.rows(columns - 4);
        boolean roomy = frame.height() >= text + 7;
        Area box = Box.place(frame, columns, text + (roomy ? 6 : 3));
        Area inside = Box.draw(frame, box, "start a supervisor?", Role.TITLE, around.glyphs());
        sheet.draw(frame, roomy ? inside.below(1) : inside, 0);
        Role yes = around.supervised().bySomebody() ? Role.TEXT_DIM : onYes ? Role.BUTTON_FOCUS : Role.BUTTON;
        Buttons.draw(frame, inside, inside.bottom() - (roomy ? 2 : 1), "[ y start ]", yes, onYes);
    }

    private static Sheet sheet(Snapshot snapshot, Surroundings around) {
        Sheet sheet = new Sheet(LABELS).pair("runs", "ikabud supervise, in the background, as " + around.user());
        sheet.pair("does", "restarts what dies without being asked to, as each instance's policy says");
        sheet.pair("starts", atOnce(snapshot, around.glyphs()));
        sheet.pair(
                "stays",
                "when this screen is closed; `ikabud supervise --stop` ends it and leaves the instances running");
        if (around.supervised().bySomebody()) {
            sheet.pair("but", "it is " + around.supervised().sentence() + " by now", Role.DIALOG_DANGER);
        }
        return sheet;
    }

    // It brings up whatever is wanted up, so nobody should be surprised by that.
    private static String atOnce(Snapshot snapshot, Glyphs glyphs) {
        List<String> names = snapshot.instances().stream()
                .filter(SuperviseDialog::isBroughtUp)
                .map(sample -> sample.id().value())
                .toList();
        if (names.isEmpty()) {
            return "nothing at once: all that is wanted up runs";
        }
        String more = names.size() > MOST_NAMES ? " " + glyphs.ellipsis() + " (" + names.size() + ")" : "";
        return "at once, since wanted up: " + String.join(" ", names.subList(0, Math.min(MOST_NAMES, names.size())))
                + more;
    }

    private static boolean isBroughtUp(InstanceSample sample) {
        var record = sample.entry().record();
        return record.intent().wanted() == Wanted.UP
                && switch (record.observed().phase()) {
                    case DOWN, BACKOFF, UNKNOWN -> true;
                    case UP, STARTING -> sample.liveness() == InstanceSample.Liveness.GONE;
                    case RELOADING, STOPPING, FAILED -> false;
                };
    }

    @Override
    public List<String> hints() {
        return List.of("y start", "Enter " + (onYes ? "start" : "cancel"), "Tab other button", "Esc cancel");
    }
}
