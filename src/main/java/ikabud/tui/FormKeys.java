package ikabud.tui;

import ikabud.model.Command;
import ikabud.model.Signal;
import ikabud.model.Verb;
import ikabud.view.CreateForm;
import ikabud.view.ScreenState;
import ikabud.view.Toast;

/** The keys of the form that makes an instance. Letters are text there and nothing else. Pure. */
final class FormKeys {
    private final VerbKeys verbs;

    FormKeys(VerbKeys verbs) {
        this.verbs = verbs;
    }

    Reaction react(Situation now, CreateForm form, String key) {
        ScreenState state = now.state();
        return switch (key) {
            case "Esc" -> Reaction.show(state.withoutOverlay());
            case "Enter" -> enter(now, form);
            case "Up", "Shift-Tab" -> Reaction.show(state.with(form.moved(-1)));
            case "Down", "Tab" -> Reaction.show(state.with(form.moved(1)));
            default -> Reaction.show(state.with(edited(form, key)));
        };
    }

    private static CreateForm edited(CreateForm form, String key) {
        if (form.focus().typed()) {
            return form.editing()
                    .flatMap(line -> LineEdit.edit(line, key))
                    .map(form::with)
                    .orElse(form);
        }
        return switch (key) {
            case "Left" -> form.turned(-1);
            case "Right", "Space" -> form.turned(1);
            default -> form;
        };
    }

    private Reaction enter(Situation now, CreateForm form) {
        return switch (form.focus()) {
            case CREATE -> create(now, form.checked(now.latest()));
            case CANCEL -> Reaction.show(now.state().withoutOverlay());
            default -> Reaction.show(now.state().with(form.moved(1)));
        };
    }

    private Reaction create(Situation now, CreateForm checked) {
        ScreenState state = now.state();
        if (!checked.mistakes().isEmpty()) {
            return Reaction.show(state.with(checked));
        }
        Command plain = verbs.command(Verb.CREATE, checked.id());
        Command.Options options = new Command.Options(Signal.KILL, false, false, false, null, checked.blueprint());
        return VerbKeys.submit(state, plain.with(options));
    }

    /** Pasted text goes into the field that is typed into. */
    static Reaction paste(ScreenState state, CreateForm form, String text) {
        return form.editing()
                .map(line -> Reaction.show(state.with(form.with(line.typed(text.strip())))))
                .orElseGet(() -> Reaction.say(state, Toast.info("paste: this is no text field")));
    }
}
