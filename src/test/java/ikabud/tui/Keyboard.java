package ikabud.tui;

import ikabud.config.Confirm;
import ikabud.model.Actor;
import ikabud.model.Command;
import ikabud.model.Snapshot;
import ikabud.support.Screens;
import ikabud.support.Snapshots;
import ikabud.view.Overlay;
import ikabud.view.Screen;
import ikabud.view.ScreenState;
import ikabud.view.Toast;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A person at the dashboard, without a dashboard: presses keys and collects what they wished for. */
final class Keyboard {
    static final Actor ANA = new Actor("ana", 1000, 1000L, 7L, "", "ikabud-top");

    private final Update update;
    private final List<Reaction.Wish> wishes = new ArrayList<>();
    private ScreenState state = Screens.looking("shop");
    private Snapshot shown = Snapshots.fleet();
    private Snapshot latest = shown;
    private int width = 120;
    private int height = 40;

    Keyboard() {
        this(Confirm.NORMAL);
    }

    Keyboard(Confirm confirm) {
        update = new Update(policy(confirm));
        settle();
    }

    static Policy policy(Confirm confirm) {
        return new Policy(
                ANA,
                confirm,
                Duration.ofSeconds(15),
                2000,
                List.of("php", "wordpress"),
                List.of("8.2"),
                List.of("dark", "light", "mono"));
    }

    Keyboard press(String... keys) {
        for (String key : keys) {
            Reaction reaction = update.key(situation(), key);
            state = reaction.state();
            wishes.addAll(reaction.wishes());
            settle();
        }
        return this;
    }

    /** Types each character as a key of its own. */
    Keyboard type(String text) {
        text.chars().forEach(c -> press(c == ' ' ? "Space" : Character.toString(c)));
        return this;
    }

    Keyboard paste(String text) {
        Reaction reaction = update.paste(situation(), text);
        state = reaction.state();
        wishes.addAll(reaction.wishes());
        settle();
        return this;
    }

    Keyboard select(String id) {
        state = state.with(state.table().select(new ikabud.model.InstanceId(id)));
        settle();
        return this;
    }

    Keyboard with(ScreenState changed) {
        state = changed;
        settle();
        return this;
    }

    /** The next reading; a frozen picture keeps the one before. */
    Keyboard sample(Snapshot next) {
        latest = next;
        if (!state.frozen()) {
            shown = next;
        }
        settle();
        return this;
    }

    Keyboard size(int columns, int rows) {
        width = columns;
        height = rows;
        settle();
        return this;
    }

    private void settle() {
        state = Screen.settle(shown, state, width, height);
    }

    Situation situation() {
        return new Situation(state, shown, latest, width, height);
    }

    ScreenState state() {
        return state;
    }

    String selected() {
        return state.table().selected().orElseThrow().value();
    }

    List<Reaction.Wish> wishes() {
        return wishes;
    }

    List<Command> commands() {
        List<Command> commands = new ArrayList<>();
        for (Reaction.Wish wish : wishes) {
            if (wish instanceof Reaction.Wish.Submit submit) {
                commands.add(submit.command());
            }
        }
        return commands;
    }

    Overlay overlay() {
        return state.overlay().orElseThrow();
    }

    String toast() {
        return state.toast().map(Toast::text).orElse("");
    }

    /** What the screen shows. */
    String picture() {
        return Screen.draw(shown, state, width, height).text();
    }
}
