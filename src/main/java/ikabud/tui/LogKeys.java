package ikabud.tui;

import ikabud.model.Action;
import ikabud.view.Area;
import ikabud.view.LogLines;
import ikabud.view.LogState;
import ikabud.view.Prompt;
import ikabud.view.ScreenState;
import ikabud.view.TextField;
import ikabud.view.Toast;
import java.util.Optional;

/** The actions of the log pane. Pure. */
final class LogKeys {
    private static final int FAR = 1_000_000;
    private static final int SIDEWAYS = 8;

    private LogKeys() {}

    static Reaction act(Situation now, Action action) {
        ScreenState state = now.state();
        LogState log = state.log();
        return switch (action) {
            case FOLLOW -> Reaction.show(state.with(log.follow() ? held(now) : log.following()));
            case SEARCH ->
                Reaction.show(
                        state.withPrompt(Optional.of(new Prompt(Prompt.Purpose.SEARCH, TextField.of(log.search())))));
            case NEXT_MATCH, PREVIOUS_MATCH -> match(now, action == Action.NEXT_MATCH);
            case NEXT_ERROR, PREVIOUS_ERROR -> error(now, action == Action.NEXT_ERROR);
            case LEVEL -> Reaction.show(state.with(log.withNextLevel()));
            case WRAP -> Reaction.show(state.with(log.withWrap(!log.wrap())));
            case TIMES -> Reaction.show(state.with(log.withTimes(!log.times())));
            case CLEAR -> Reaction.show(state.with(log.cleared()));
            default -> Reaction.show(state);
        };
    }

    /** The log after a key that moves in every pane. */
    static LogState move(Situation now, Action action) {
        LogState log = now.state().log();
        return switch (action) {
            case UP -> scrolled(now, -1);
            case DOWN -> scrolled(now, 1);
            case PAGE_UP -> scrolled(now, -now.page());
            case PAGE_DOWN -> scrolled(now, now.page());
            case HALF_UP -> scrolled(now, -halfPage(now));
            case HALF_DOWN -> scrolled(now, halfPage(now));
            case FIRST -> scrolled(now, -FAR);
            case LAST -> log.following();
            case LEFT -> log.shifted(-SIDEWAYS);
            case RIGHT -> log.shifted(SIDEWAYS);
            default -> log;
        };
    }

    private static int halfPage(Situation now) {
        return Math.max(1, now.page() / 2);
    }

    private static LogState scrolled(Situation now, int by) {
        return LogLines.scrolled(now.state().log(), by, text(now));
    }

    private static LogState held(Situation now) {
        return LogLines.held(now.state().log(), text(now));
    }

    private static Area text(Situation now) {
        return now.regions().logText();
    }

    private static Reaction match(Situation now, boolean forward) {
        LogState log = now.state().log();
        if (log.search().isEmpty()) {
            return Reaction.say(now.state(), Toast.info("nothing is searched: / searches"));
        }
        return found(now, LogLines.toMatch(log, forward, text(now)), "match of \"" + log.search() + "\"", forward);
    }

    private static Reaction error(Situation now, boolean forward) {
        return found(now, LogLines.toError(now.state().log(), forward, text(now)), "warning or error", forward);
    }

    private static Reaction found(Situation now, LogState log, String what, boolean forward) {
        boolean unmoved = log.equals(now.state().log());
        return unmoved
                ? Reaction.say(now.state(), Toast.info("no " + what + (forward ? " further down" : " further up")))
                : Reaction.show(now.state().with(log));
    }
}
