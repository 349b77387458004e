package ikabud.view;

import ikabud.config.Role;
import ikabud.model.InstanceSample;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.model.Snapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses the signal that {@code kill} sends; the gentle one comes first.
 *
 * @param seen the instance when the menu opened
 * @param index the chosen line
 */
public record SignalMenu(InstanceSample seen, int index) implements Overlay {
    private static final List<Signal> ORDER = List.of(
            Signal.QUIT,
            Signal.TERM,
            Signal.KILL,
            Signal.INT,
            Signal.USR2,
            Signal.USR1,
            Signal.STOP,
            Signal.CONT,
            Signal.HUP,
            Signal.ALRM,
            Signal.PIPE,
            Signal.ABRT,
            Signal.SEGV,
            Signal.BUS,
            Signal.FPE,
            Signal.ILL,
            Signal.TRAP);
    private static final int NAMES = 10;
    private static final int COLUMNS = 64;
    // Where meanings are cut, the chosen one is told in full below: a blank row and two of text.
    private static final int EXPLAINED = 3;

    /** With QUIT chosen. */
    public static SignalMenu of(InstanceSample seen) {
        return new SignalMenu(seen, 0);
    }

    /** With another line chosen. */
    public SignalMenu moved(int by) {
        return new SignalMenu(seen, Menu.moved(index, by, ORDER.size()));
    }

    /** The chosen signal. */
    public Signal chosen() {
        return ORDER.get(index);
    }

    @Override
    public void draw(Frame frame, Snapshot snapshot, ScreenState state) {
        List<Menu.Item> items = new ArrayList<>();
        for (Signal signal : ORDER) {
            items.add(new Menu.Item(
                    (signal.number() < 10 ? " " : "") + signal.number() + " " + signal.name(), signal.meaning()));
        }
        Glyphs glyphs = state.surroundings().glyphs();
        boolean narrow = frame.width() < COLUMNS;
        Area box = Box.place(frame, COLUMNS, items.size() + 2);
        ProcessIdentity master = seen.entry().record().observed().master();
        String pid = master == null ? "" : ", PID " + master.pid();
        Area inside = Box.draw(frame, box, "signal to " + seen.id() + pid, Role.DIALOG_DANGER, glyphs);
        int explained = narrow ? EXPLAINED : 0;
        Area list = new Area(inside.x(), inside.y(), inside.width(), inside.height() - explained);
        Menu.draw(frame, list, items, index, NAMES, glyphs);
        if (narrow) {
            Area below = new Area(inside.x(), list.bottom(), inside.width(), explained);
            new Sheet(0).gap().pair("", chosen().meaning()).draw(frame, below, 0);
        }
    }

    @Override
    public List<String> hints() {
        return List.of("Enter choose", "Up/Down move", "Esc cancel");
    }
}
