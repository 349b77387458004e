package ikabud.tui;

import ikabud.config.Confirm;
import ikabud.model.Command;
import ikabud.model.InstanceId;
import ikabud.model.InstanceSample;
import ikabud.model.Signal;
import ikabud.model.Verb;
import ikabud.view.ConfirmDialog;
import ikabud.view.CreateForm;
import ikabud.view.ScreenState;
import ikabud.view.SignalMenu;
import ikabud.view.Toast;
import java.util.Optional;

/**
 * The keys that change what runs. All but start open a dialog first, on what the table shows at that moment. Pure.
 */
final class VerbKeys {
    private final Policy policy;

    VerbKeys(Policy policy) {
        this.policy = policy;
    }

    /** A verb's key was pressed in the list. */
    Reaction begin(Situation now, Verb verb) {
        ScreenState state = now.state();
        if (state.readOnly()) {
            return Reaction.say(state, Toast.error(verb.word() + ": the screen is read-only"));
        }
        if (verb == Verb.CREATE) {
            return Reaction.show(state.with(CreateForm.of(policy.kinds(), policy.php())));
        }
        Optional<InstanceSample> selected = now.selected();
        if (selected.isEmpty()) {
            return Reaction.say(state, Toast.error(verb.word() + ": no instance is selected"));
        }
        InstanceSample sample = selected.get();
        Optional<String> refusal = sample.entry().refusal(verb);
        if (refusal.isPresent()) {
            return Reaction.say(state, Toast.error(verb.word() + " " + sample.id() + ": " + refusal.get()));
        }
        if (verb == Verb.KILL) {
            return kill(state, sample);
        }
        return asksNothing(verb) ? submit(state, command(verb, sample)) : ask(state, verb, sample);
    }

    // Where no process is its own there is no signal to choose.
    private Reaction kill(ScreenState state, InstanceSample sample) {
        if (!sample.entry().record().instance().isVirtual()) {
            return Reaction.show(state.with(SignalMenu.of(sample)));
        }
        ConfirmDialog dialog = ConfirmDialog.kill(sample, Signal.KILL, policy.grace());
        return Reaction.show(state.with(policy.confirm() == Confirm.STRICT ? dialog.typingName() : dialog));
    }

    private boolean asksNothing(Verb verb) {
        return switch (verb) {
            case START -> policy.confirm() != Confirm.STRICT;
            case STOP, RESTART, RELOAD -> policy.confirm() == Confirm.LOW;
            case KILL, CREATE, REMOVE, SET, MIGRATE -> false;
        };
    }

    private Reaction ask(ScreenState state, Verb verb, InstanceSample sample) {
        ConfirmDialog dialog = ConfirmDialog.of(verb, sample, policy.grace());
        boolean word = policy.confirm() == Confirm.STRICT && verb != Verb.START;
        return Reaction.show(state.with(word ? dialog.typingName() : dialog));
    }

    /** A command for what the screen showed. */
    Command command(Verb verb, InstanceSample sample) {
        return Command.of(verb, sample.id(), policy.actor())
                .expecting(sample.entry().record());
    }

    /** A command for an instance that is not there yet. */
    Command command(Verb verb, InstanceId id) {
        return Command.of(verb, id, policy.actor());
    }

    /** Gives the command away and closes what asked for it. */
    static Reaction submit(ScreenState state, Command command) {
        return Reaction.wish(state.withoutOverlay(), new Reaction.Wish.Submit(command));
    }
}
