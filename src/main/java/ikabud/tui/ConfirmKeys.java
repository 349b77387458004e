package ikabud.tui;

import ikabud.config.Confirm;
import ikabud.model.Command;
import ikabud.model.Signal;
import ikabud.model.Verb;
import ikabud.view.ConfirmDialog;
import ikabud.view.ScreenState;
import ikabud.view.SignalMenu;
import ikabud.view.Toast;

/** The keys of the dialogs that lead to a command. Cancel is the default; only {@code y} or the other button says yes. Pure. */
final class ConfirmKeys {
    private final Policy policy;
    private final VerbKeys verbs;

    ConfirmKeys(Policy policy, VerbKeys verbs) {
        this.policy = policy;
        this.verbs = verbs;
    }

    Reaction react(Situation now, ConfirmDialog dialog, String key) {
        ScreenState state = now.state();
        boolean typing = dialog.word().isPresent();
        return switch (key) {
            case "Esc" -> Reaction.show(state.withoutOverlay());
            case "Enter" -> dialog.onYes() ? confirm(now, dialog) : Reaction.show(state.withoutOverlay());
            case "Tab", "Shift-Tab" -> Reaction.show(state.with(dialog.turned()));
            default -> typing ? edit(state, dialog, key) : choose(now, dialog, key);
        };
    }

    private static Reaction edit(ScreenState state, ConfirmDialog dialog, String key) {
        return Reaction.show(LineEdit.edit(dialog.typed(), key)
                .map(line -> state.with(dialog.with(line)))
                .orElse(state));
    }

    private Reaction choose(Situation now, ConfirmDialog dialog, String key) {
        ScreenState state = now.state();
        return switch (key) {
            case "y" -> confirm(now, dialog);
            case "p" -> Reaction.show(state.with(dialog.verb() == Verb.REMOVE ? dialog.purging() : dialog));
            case "n", "q" -> Reaction.show(state.withoutOverlay());
            case "Left", "Right", "h", "l" -> Reaction.show(state.with(dialog.turned()));
            default -> Reaction.show(state);
        };
    }

    private Reaction confirm(Situation now, ConfirmDialog dialog) {
        ScreenState state = now.state();
        if (!dialog.ready()) {
            return Reaction.say(
                    state, Toast.error("type the name first: " + dialog.word().orElse("")));
        }
        String what = dialog.verb().word() + " " + dialog.target();
        if (!dialog.unchanged(now.latest())) {
            return Reaction.say(
                    state.withoutOverlay(),
                    Toast.error(what + ": not done: its master changed while you were asked: look again"));
        }
        Command plain = verbs.command(dialog.verb(), dialog.seen());
        Command.Options options = new Command.Options(dialog.signal(), false, dialog.purge(), false, null, null);
        return VerbKeys.submit(state, plain.with(options));
    }

    /** The keys of the signal menu; choosing one asks once more. */
    Reaction react(Situation now, SignalMenu menu, String key) {
        ScreenState state = now.state();
        if (key.equals("Enter")) {
            ConfirmDialog dialog = ConfirmDialog.kill(menu.seen(), menu.chosen(), policy.grace());
            return Reaction.show(state.with(policy.confirm() == Confirm.STRICT ? dialog.typingName() : dialog));
        }
        if (MenuKeys.closes(key)) {
            return Reaction.show(state.withoutOverlay());
        }
        return Reaction.show(state.with(menu.moved(MenuKeys.step(key, Signal.values().length))));
    }
}
