package ikabud.tui;

import ikabud.model.Command;
import ikabud.view.ScreenState;
import ikabud.view.Toast;
import java.util.List;
import java.util.Optional;

/**
 * What a key leads to: how the screen looks then, and what shall be done.
 *
 * @param wishes in order; nothing has been done yet
 */
record Reaction(ScreenState state, List<Wish> wishes) {

    /** Something to be done outside of the screen's state. */
    sealed interface Wish {
        /** Carry out a command. */
        record Submit(Command command) implements Wish {}

        /** Keep a theme for the next time. */
        record KeepTheme(String name) implements Wish {}

        /** What needs no detail. */
        enum Plain implements Wish {
            QUIT,
            REDRAW,
            SUSPEND,
            /** Start a supervisor in the background. */
            SUPERVISE,
            /** Read everything now. */
            SAMPLE,
            /** Read at the interval that the state's surroundings have now. */
            CHANGE_INTERVAL
        }
    }

    /** Keeps its own copy of the wishes. */
    Reaction {
        wishes = List.copyOf(wishes);
    }

    /** Only the picture changes. */
    static Reaction show(ScreenState state) {
        return new Reaction(state, List.of());
    }

    /** Only a message appears. */
    static Reaction say(ScreenState state, Toast toast) {
        return show(state.withToast(Optional.of(toast)));
    }

    /** The picture changes and something is done. */
    static Reaction wish(ScreenState state, Wish wish) {
        return new Reaction(state, List.of(wish));
    }
}
