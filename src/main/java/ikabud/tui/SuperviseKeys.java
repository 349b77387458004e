package ikabud.tui;

import ikabud.view.ScreenState;
import ikabud.view.SuperviseDialog;
import ikabud.view.Supervised;
import ikabud.view.Toast;
import java.util.Optional;

/** The key that starts a supervisor, and the dialog that it opens. Pure. */
final class SuperviseKeys {
    private SuperviseKeys() {}

    /** The key was pressed in the list. */
    static Reaction begin(ScreenState state) {
        if (state.readOnly()) {
            return Reaction.say(state, Toast.error("supervise: the screen is read-only"));
        }
        return refusal(state)
                .map(why -> Reaction.say(state, Toast.info(why)))
                .orElseGet(() -> Reaction.show(state.with(SuperviseDialog.opened())));
    }

    static Reaction react(ScreenState state, SuperviseDialog dialog, String key) {
        return switch (key) {
            case "y" -> start(state);
            case "Enter" -> dialog.onYes() ? start(state) : Reaction.show(state.withoutOverlay());
            case "Esc", "n", "q" -> Reaction.show(state.withoutOverlay());
            case "Tab", "Shift-Tab", "Left", "Right", "h", "l" -> Reaction.show(state.with(dialog.turned()));
            default -> Reaction.show(state);
        };
    }

    private static Reaction start(ScreenState state) {
        ScreenState closed = state.withoutOverlay();
        Optional<String> refusal = refusal(closed);
        return refusal.isPresent()
                ? Reaction.say(closed, Toast.info(refusal.get()))
                : Reaction.wish(
                        closed.withToast(Optional.of(Toast.info("starting a supervisor"))),
                        Reaction.Wish.Plain.SUPERVISE);
    }

    private static Optional<String> refusal(ScreenState state) {
        Supervised now = state.surroundings().supervised();
        if (now.bySomebody()) {
            return Optional.of("supervise: nothing to do: it is " + now.sentence() + " already");
        }
        return now.known() ? Optional.empty() : Optional.of("supervise: who supervises is not known yet: try again");
    }
}
