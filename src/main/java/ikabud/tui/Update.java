package ikabud.tui;

import ikabud.model.Action;
import ikabud.view.Overlay;
import ikabud.view.Prompt;
import ikabud.view.Regions;
import ikabud.view.ScreenState;
import java.util.Optional;

/**
 * What each key means: to what lies on top, else to the line being typed, else by the action catalogue. Pure: nothing is
 * drawn and nothing is done here.
 */
final class Update {
    private final VerbKeys verbs;
    private final ScreenKeys screen;
    private final OverlayKeys overlays;

    Update(Policy policy) {
        verbs = new VerbKeys(policy);
        screen = new ScreenKeys(policy);
        overlays = new OverlayKeys(policy, verbs);
    }

    /** A key was pressed; the message that was seen goes away. */
    Reaction key(Situation before, String key) {
        Situation now = isSeen(before.state()) ? before.with(before.state().withToast(Optional.empty())) : before;
        ScreenState state = now.state();
        Optional<Action> always = everywhere(key);
        if (always.isPresent()) {
            return screen.act(now, always.get(), key);
        }
        if (Regions.tooSmall(now.width(), now.height())) {
            return tooSmall(now, key);
        }
        if (state.overlay().isPresent()) {
            return overlays.react(now, state.overlay().get(), key);
        }
        if (state.prompt().isPresent()) {
            return PromptKeys.react(now, state.prompt().get(), key);
        }
        Optional<Action> action = Action.of(key, state.activePane().scope());
        return action.isEmpty() ? Reaction.show(state) : act(now, action.get(), key);
    }

    /** Whether messages can be seen: a dialog and a line that is typed hide them. */
    static boolean isSeen(ScreenState state) {
        return state.overlay().isEmpty() && state.prompt().isEmpty();
    }

    /** Text was pasted: it is typed where text is typed, and nothing anywhere else. */
    Reaction paste(Situation now, String text) {
        ScreenState state = now.state();
        Optional<Overlay> overlay = state.overlay();
        if (overlay.isPresent()) {
            return OverlayKeys.paste(state, overlay.get(), text);
        }
        Optional<Prompt> prompt = state.prompt();
        return Reaction.show(prompt.isEmpty() ? state : PromptKeys.paste(state, prompt.get(), text.strip()));
    }

    private Reaction act(Situation now, Action action, String key) {
        return action.verb().isPresent() ? verbs.begin(now, action.verb().get()) : screen.act(now, action, key);
    }

    /** The control keys that work wherever one is, also while text is typed. */
    private static Optional<Action> everywhere(String key) {
        return switch (key) {
            case "Ctrl-C", "F10" -> Optional.of(Action.QUIT);
            case "Ctrl-Z" -> Optional.of(Action.SUSPEND);
            case "Ctrl-L" -> Optional.of(Action.REDRAW);
            default -> Optional.empty();
        };
    }

    /** Where nothing can be seen nothing can be done but leave: no dialog is answered blindly. */
    private Reaction tooSmall(Situation now, String key) {
        return key.equals("q") ? screen.act(now, Action.QUIT, "F10") : Reaction.show(now.state());
    }
}
