package ikabud.view;

import ikabud.model.Snapshot;
import java.util.List;

/** What lies on top of the screen and takes the keys: one at a time. */
public sealed interface Overlay
        permits ConfirmDialog, SuperviseDialog, SignalMenu, CreateForm, ThemePicker, SortMenu, HelpPage, DetailPage {
    /** Draws it over the rest. */
    void draw(Frame frame, Snapshot snapshot, ScreenState state);

    /** The same made to fit the size, so that the next key moves on from what is seen. */
    default Overlay settled(Snapshot snapshot, ScreenState state, int width, int height) {
        return this;
    }

    /** The keys that work in it, for the footer: each a key, a space, and what it does. */
    List<String> hints();
}
