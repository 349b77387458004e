package ikabud.view;

import ikabud.config.Role;
import ikabud.model.Action;
import ikabud.model.InstanceSample;
import ikabud.model.Verb;
import java.util.List;
import java.util.Optional;

/** The last line: what is typed, what just happened, what is under way, or the keys that work now. */
final class FooterPart {
    private static final List<Action> LIST_KEYS = List.of(
            Action.START,
            Action.STOP,
            Action.RESTART,
            Action.RELOAD,
            Action.KILL,
            Action.CREATE,
            Action.FILTER,
            Action.DETAILS,
            Action.SUPERVISE,
            Action.SORT,
            Action.REMOVE,
            Action.SWITCH_PANE,
            Action.LOG,
            Action.ZOOM,
            Action.FREEZE,
            Action.THEMES);
    private static final List<Action> LOG_KEYS = List.of(
            Action.FOLLOW,
            Action.SEARCH,
            Action.NEXT_MATCH,
            Action.NEXT_ERROR,
            Action.LEVEL,
            Action.WRAP,
            Action.TIMES,
            Action.ZOOM,
            Action.SWITCH_PANE,
            Action.CLEAR,
            Action.FREEZE);
    private static final List<Action> ALWAYS = List.of(Action.QUIT, Action.HELP);
    private static final int GAP = 2;

    private FooterPart() {}

    static void draw(Frame frame, Area area, Rows rows, ScreenState state) {
        frame.fill(area.x(), area.y(), area.width(), ' ', Role.FOOTER);
        if (state.overlay().isPresent()) {
            drawHints(frame, area, state.overlay().get().hints());
        } else if (state.prompt().isPresent()) {
            drawPrompt(frame, area, state.prompt().get());
        } else if (state.toast().isPresent()) {
            ToastPart.draw(
                    frame, area, state.toast().get(), state.surroundings().glyphs());
        } else if (!state.progress().isEmpty()) {
            drawProgress(frame, area, state);
        } else {
            drawKeys(frame, area, rows.selected(state.table()), state);
        }
    }

    private static void drawHints(Frame frame, Area area, List<String> hints) {
        int x = area.x() + 1;
        for (String hint : hints) {
            int blank = hint.indexOf(' ');
            x = frame.put(x, area.y(), area.right(), hint.substring(0, blank), Role.KEY);
            x = frame.put(x, area.y(), area.right(), hint.substring(blank), Role.FOOTER) + 2;
        }
    }

    private static void drawPrompt(Frame frame, Area area, Prompt prompt) {
        String word = prompt.purpose().word() + ": ";
        int x = frame.put(area.x() + 1, area.y(), area.right(), word, Role.KEY);
        TextField field = prompt.field();
        int before = Width.of(field.text().substring(0, field.cursor()));
        int hidden = Math.max(0, before - (area.right() - x) + 1);
        int from =
                field.text().offsetByCodePoints(0, Math.min(hidden, field.text().codePointCount(0, field.cursor())));
        frame.fill(x, area.y(), area.right() - x, ' ', Role.INPUT);
        int end = frame.put(x, area.y(), area.right(), field.text().substring(from), Role.INPUT);
        String help = prompt.purpose() == Prompt.Purpose.FILTER
                ? "~ regex  ! others  Enter keep  Esc clear"
                : "Enter keep  Esc clear";
        if (area.right() - end > help.length() + 3) {
            frame.putRight(end, area.right() - 1, area.y(), help, Role.TEXT_DIM);
        }
        frame.cursor(x + before - hidden, area.y());
    }

    private static void drawProgress(Frame frame, Area area, ScreenState state) {
        Glyphs glyphs = state.surroundings().glyphs();
        int end = drawAlways(frame, area);
        int x = area.x() + 1;
        for (Progress progress : state.progress()) {
            if (x < end) {
                String sentence = Width.fit(sentence(progress, glyphs), end - x, glyphs.ellipsis());
                x = frame.put(x, area.y(), end, sentence, Role.TOAST_INFO) + 3;
            }
        }
    }

    private static String sentence(Progress progress, Glyphs glyphs) {
        String limit = progress.atMost()
                .map(most -> " of at most " + Numbers.seconds(most))
                .orElse("");
        return doing(progress.verb()) + " " + progress.target() + glyphs.ellipsis() + " "
                + progress.elapsed().toSeconds() + " s" + limit;
    }

    private static String doing(Verb verb) {
        return switch (verb) {
            case CREATE -> "creating";
            case START -> "starting";
            case STOP -> "stopping";
            case RESTART -> "restarting";
            case RELOAD -> "reloading";
            case KILL -> "killing";
            case REMOVE -> "removing";
            case SET -> "changing";
            case MIGRATE -> "migrating";
        };
    }

    private static void drawKeys(Frame frame, Area area, Optional<InstanceSample> selected, ScreenState state) {
        int end = drawAlways(frame, area);
        int x = area.x() + 1;
        for (Action action : state.activePane() == Focus.LIST ? LIST_KEYS : LOG_KEYS) {
            if (action == Action.SUPERVISE && !offersSupervisor(state)) {
                continue;
            }
            if (x + width(action) > end) {
                return;
            }
            drawKey(frame, x, area, action, possible(action, selected, state));
            x += width(action) + GAP;
        }
    }

    /** Whether a supervisor can be started by its key. */
    static boolean offersSupervisor(ScreenState state) {
        return state.surroundings().supervised().byNobody() && !state.readOnly();
    }

    // The two that always help stand at the right.
    private static int drawAlways(Frame frame, Area area) {
        int end = area.right() - 1;
        for (Action action : ALWAYS) {
            end -= width(action);
            drawKey(frame, end, area, action, true);
            end -= GAP;
        }
        return end;
    }

    private static boolean possible(Action action, Optional<InstanceSample> selected, ScreenState state) {
        if (action == Action.NEXT_MATCH) {
            return !state.log().search().isEmpty();
        }
        if (action.verb().isEmpty()) {
            return true;
        }
        Verb verb = action.verb().get();
        return !state.readOnly()
                && (verb == Verb.CREATE
                        || selected.filter(
                                        sample -> sample.entry().refusal(verb).isEmpty())
                                .isPresent());
    }

    private static int width(Action action) {
        return key(action).length() + 1 + action.label().length();
    }

    private static String key(Action action) {
        return action.keys().get(0);
    }

    private static void drawKey(Frame frame, int x, Area area, Action action, boolean possible) {
        int after = frame.put(x, area.y(), area.right(), key(action), possible ? Role.KEY : Role.TEXT_DIM);
        frame.put(after + 1, area.y(), area.right(), action.label(), possible ? Role.FOOTER : Role.TEXT_DIM);
    }
}
