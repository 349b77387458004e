package ikabud.tui;

import ikabud.config.Theme;
import ikabud.model.Clock;
import ikabud.model.Snapshot;
import ikabud.os.Terminal.Size;
import ikabud.view.Glyphs;
import ikabud.view.Screen;
import ikabud.view.ScreenState;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;

/**
 * The full-screen table: {@link #open} shows it before anything is known, {@link #run} keeps it until it ends.
 *
 * <p>Confined to the ui thread; only {@link #abandon} may be called by others.
 */
public final class Dashboard {
    /** How a dashboard ended. */
    public enum Ending {
        /** Somebody wanted it. */
        QUIT,
        /** The terminal went away. */
        HANGUP
    }

    private final TerminalDevice device;
    private final BlockingQueue<Message> inbox;
    private final Clock clock;
    private final ScreenState initial;
    private final AlternateScreen screen;
    private final Size size;

    /** A dashboard that is painted with {@code theme} first and takes messages from {@code inbox}. Writes nothing yet. */
    public Dashboard(
            TerminalDevice device, BlockingQueue<Message> inbox, Clock clock, ScreenState initial, Theme theme) {
        this.device = device;
        this.inbox = inbox;
        this.clock = clock;
        this.initial = initial;
        this.screen = new AlternateScreen(
                device.output(), theme, initial.surroundings().glyphs() == Glyphs.ASCII);
        this.size = device.size();
    }

    /** Shows the layout without data, then makes the terminal raw. */
    public void open() {
        try {
            screen.show(Screen.draw(Snapshot.NONE, initial, size.columns(), size.rows()));
        } catch (IOException gone) {
            inbox.add(new Message.Hangup());
        }
        device.makeRaw();
    }

    /**
     * Takes messages until one of them ends it, and gives the terminal back. What goes wrong inside is thrown after that,
     * so that it can be printed where it is seen.
     */
    public Ending run(Policy policy, Outlets outlets) throws InterruptedException {
        try {
            return new Loop(device, inbox, clock, screen, policy, outlets, initial, size).run();
        } catch (IOException gone) {
            return Ending.HANGUP;
        } finally {
            abandon();
        }
    }

    /** Gives the terminal back at once and paints no more, whatever else is going on. Safe from any thread, and twice. */
    public void abandon() {
        screen.close();
        device.restore();
    }
}
