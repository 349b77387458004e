package ikabud.tui;

import ikabud.model.Action;
import ikabud.model.InstanceId;
import ikabud.view.Column;
import ikabud.view.DetailPage;
import ikabud.view.Focus;
import ikabud.view.HelpPage;
import ikabud.view.Prompt;
import ikabud.view.ScreenState;
import ikabud.view.SortMenu;
import ikabud.view.TableState;
import ikabud.view.TextField;
import ikabud.view.ThemePicker;
import ikabud.view.Toast;
import java.time.Duration;
import java.util.Optional;

/** The actions that change what is shown and nothing that runs. Pure. */
final class ScreenKeys {
    private static final int FAR = 1_000_000;
    private static final long[] INTERVALS = {500, 1000, 2000, 5000, 10_000, 30_000, 60_000};

    private final Policy policy;

    ScreenKeys(Policy policy) {
        this.policy = policy;
    }

    Reaction act(Situation now, Action action, String key) {
        ScreenState state = now.state();
        return switch (action) {
            case UP, DOWN, PAGE_UP, PAGE_DOWN, HALF_UP, HALF_DOWN, FIRST, LAST, LEFT, RIGHT ->
                Reaction.show(moved(now, action));
            case SORT, SORT_CPU, SORT_MEMORY, SORT_UPTIME, SORT_NAME, INVERT -> Reaction.show(sorted(state, action));
            case FILTER ->
                Reaction.show(state.withPrompt(Optional.of(new Prompt(
                        Prompt.Purpose.FILTER, TextField.of(state.table().filter())))));
            case SWITCH_PANE, LOG, ZOOM, DETAILS, HELP, THEMES -> Reaction.show(opened(now, action));
            case SUPERVISE -> SuperviseKeys.begin(state);
            case FREEZE -> Reaction.show(state.withFrozen(!state.frozen()));
            case FASTER, SLOWER -> paced(state, action == Action.SLOWER);
            case REFRESH -> Reaction.wish(state, Reaction.Wish.Plain.SAMPLE);
            case REDRAW -> Reaction.wish(state, Reaction.Wish.Plain.REDRAW);
            case SUSPEND -> Reaction.wish(state, Reaction.Wish.Plain.SUSPEND);
            case LOCK -> Reaction.say(state.withReadOnly(true), Toast.info("read-only until the screen is closed"));
            case CANCEL -> Reaction.show(cleared(state));
            case QUIT -> quit(state, key);
            default -> LogKeys.act(now, action);
        };
    }

    private static ScreenState moved(Situation now, Action action) {
        ScreenState state = now.state();
        if (state.activePane() == Focus.LOG) {
            return state.with(LogKeys.move(now, action));
        }
        int half = Math.max(1, now.page() / 2);
        int by = switch (action) {
            case UP -> -1;
            case DOWN -> 1;
            case PAGE_UP -> -now.page();
            case PAGE_DOWN -> now.page();
            case HALF_UP -> -half;
            case HALF_DOWN -> half;
            case FIRST -> -FAR;
            case LAST -> FAR;
            default -> 0;
        };
        return by == 0 ? state : state.with(state.table().moved(now.rows(), by));
    }

    private static ScreenState sorted(ScreenState state, Action action) {
        TableState table = state.table();
        return switch (action) {
            case SORT_CPU -> state.with(table.sortedBy(Column.CPU));
            case SORT_MEMORY -> state.with(table.sortedBy(Column.MEMORY));
            case SORT_UPTIME -> state.with(table.sortedBy(Column.UPTIME));
            case SORT_NAME -> state.with(table.sortedBy(Column.ID));
            case INVERT -> state.with(table.inverted());
            default -> state.with(SortMenu.of(table));
        };
    }

    private ScreenState opened(Situation now, Action action) {
        ScreenState state = now.state();
        boolean logShown = state.log().shown();
        return switch (action) {
            case SWITCH_PANE -> logShown ? state.with(state.focus().other()) : state;
            case LOG -> state.with(state.log().withShown(!logShown)).with(Focus.LIST);
            case ZOOM -> state.withZoomed(!state.zoomed());
            case THEMES ->
                state.with(ThemePicker.of(policy.themes(), state.surroundings().theme()));
            case DETAILS -> {
                Optional<InstanceId> selected = now.selected().map(sample -> sample.id());
                yield selected.isEmpty() ? state : state.with(DetailPage.of(selected.get()));
            }
            default -> state.with(new HelpPage(0));
        };
    }

    private static Reaction paced(ScreenState state, boolean slower) {
        long before = state.surroundings().interval().toMillis();
        long next = before;
        for (int i = 0; i < INTERVALS.length; i++) {
            long candidate = INTERVALS[slower ? i : INTERVALS.length - 1 - i];
            if (slower ? candidate > before : candidate < before) {
                next = candidate;
                break;
            }
        }
        if (next == before) {
            return Reaction.say(state, Toast.info(slower ? "no slower than this" : "no faster than this"));
        }
        Duration interval = Duration.ofMillis(next);
        String every = next < 1000 ? next + " ms" : next / 1000 + " s";
        ScreenState paced = state.with(state.surroundings().withInterval(interval))
                .withToast(Optional.of(Toast.info("reading every " + every)));
        return Reaction.wish(paced, Reaction.Wish.Plain.CHANGE_INTERVAL);
    }

    /** Escape takes one thing back at a time and never leaves. */
    private static ScreenState cleared(ScreenState state) {
        if (state.zoomed()) {
            return state.withZoomed(false);
        }
        if (state.activePane() == Focus.LOG && !state.log().search().isEmpty()) {
            return state.with(state.log().searching(""));
        }
        return state.with(state.table().filteredBy(""));
    }

    /** {@code q} leaves the zoom first; the other keys leave at once. */
    private static Reaction quit(ScreenState state, String key) {
        return key.equals("q") && state.zoomed()
                ? Reaction.show(state.withZoomed(false))
                : Reaction.wish(state, Reaction.Wish.Plain.QUIT);
    }
}
