package ikabud.tui;

import ikabud.view.ConfirmDialog;
import ikabud.view.CreateForm;
import ikabud.view.DetailPage;
import ikabud.view.DetailTab;
import ikabud.view.HelpPage;
import ikabud.view.Overlay;
import ikabud.view.ScreenState;
import ikabud.view.SignalMenu;
import ikabud.view.SortMenu;
import ikabud.view.SuperviseDialog;
import ikabud.view.ThemePicker;

/** The keys while something lies on top of the screen; nothing below it sees them. Pure. */
final class OverlayKeys {
    private static final int LINES = 1_000_000;

    private final ConfirmKeys confirm;
    private final FormKeys form;

    OverlayKeys(Policy policy, VerbKeys verbs) {
        this.confirm = new ConfirmKeys(policy, verbs);
        this.form = new FormKeys(verbs);
    }

    Reaction react(Situation now, Overlay overlay, String key) {
        if (overlay instanceof ConfirmDialog dialog) {
            return confirm.react(now, dialog, key);
        }
        if (overlay instanceof SuperviseDialog dialog) {
            return SuperviseKeys.react(now.state(), dialog, key);
        }
        if (overlay instanceof SignalMenu menu) {
            return confirm.react(now, menu, key);
        }
        if (overlay instanceof CreateForm open) {
            return form.react(now, open, key);
        }
        if (overlay instanceof ThemePicker picker) {
            return theme(now.state(), picker, key);
        }
        return Reaction.show(choose(now, overlay, key));
    }

    private static ScreenState choose(Situation now, Overlay overlay, String key) {
        ScreenState state = now.state();
        if (overlay instanceof SortMenu menu) {
            return sort(state, menu, key);
        }
        if (closes(key)) {
            return state.withoutOverlay();
        }
        int step = MenuKeys.step(key, LINES);
        if (overlay instanceof HelpPage page) {
            return state.with(page.moved(step));
        }
        return overlay instanceof DetailPage page ? state.with(turned(page, key, step)) : state;
    }

    private static DetailPage turned(DetailPage page, String key, int step) {
        for (DetailTab tab : DetailTab.values()) {
            if (tab.key().equals(key)) {
                return page.on(tab);
            }
        }
        return switch (key) {
            case "Left", "h", "Shift-Tab" -> page.on(page.tab().next(-1));
            case "Right", "l", "Tab" -> page.on(page.tab().next(1));
            default -> page.moved(step);
        };
    }

    private static boolean closes(String key) {
        return MenuKeys.closes(key) || key.equals("Enter") || key.equals("?") || key.equals("F1");
    }

    private static ScreenState sort(ScreenState state, SortMenu menu, String key) {
        if (key.equals("Enter")) {
            return state.withoutOverlay().with(state.table().sortedBy(menu.chosen()));
        }
        return MenuKeys.closes(key) ? state.withoutOverlay() : state.with(menu.moved(MenuKeys.step(key, LINES)));
    }

    private static Reaction theme(ScreenState state, ThemePicker picker, String key) {
        if (key.equals("Enter")) {
            return Reaction.wish(state.withoutOverlay(), new Reaction.Wish.KeepTheme(picker.chosen()));
        }
        if (MenuKeys.closes(key)) {
            return Reaction.show(
                    state.withoutOverlay().with(state.surroundings().withTheme(picker.before())));
        }
        ThemePicker moved = picker.moved(MenuKeys.step(key, LINES));
        return Reaction.show(state.with(moved).with(state.surroundings().withTheme(moved.chosen())));
    }

    /** What an overlay makes of pasted text: only a form's text field takes it. */
    static Reaction paste(ScreenState state, Overlay overlay, String text) {
        return overlay instanceof CreateForm open ? FormKeys.paste(state, open, text) : Reaction.show(state);
    }
}
