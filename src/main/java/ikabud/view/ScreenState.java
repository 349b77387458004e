package ikabud.view;

import ikabud.model.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the administrator chose, and all else besides the snapshot that decides the picture.
 *
 * @param zoomed whether the focused pane has the whole screen
 * @param frozen whether the picture is held still
 * @param readOnly whether nothing that changes what runs can be done
 * @param age how old the snapshot is
 * @param overlay the dialog, menu or page on top
 * @param prompt the line that is being typed
 * @param toast the message shown now
 * @param progress the commands under way, oldest first
 */
public record ScreenState(
        Surroundings surroundings,
        TableState table,
        LogState log,
        Focus focus,
        boolean zoomed,
        boolean frozen,
        boolean readOnly,
        Duration age,
        Optional<Overlay> overlay,
        Optional<Prompt> prompt,
        Optional<Toast> toast,
        List<Progress> progress) {
    /** Keeps its own copy of the list. */
    public ScreenState {
        progress = List.copyOf(progress);
    }

    /** How the screen is when it opens. */
    public static ScreenState initial(Surroundings surroundings) {
        return new ScreenState(
                surroundings,
                TableState.INITIAL,
                LogState.INITIAL,
                Focus.LIST,
                false,
                false,
                false,
                Duration.ZERO,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /** With other surroundings. */
    public ScreenState with(Surroundings changed) {
        return new ScreenState(
                changed, table, log, focus, zoomed, frozen, readOnly, age, overlay, prompt, toast, progress);
    }

    /** With another look at the table. */
    public ScreenState with(TableState changed) {
        return new ScreenState(
                surroundings, changed, log, focus, zoomed, frozen, readOnly, age, overlay, prompt, toast, progress);
    }

    /** With another look at the log. */
    public ScreenState with(LogState changed) {
        return new ScreenState(
                surroundings, table, changed, focus, zoomed, frozen, readOnly, age, overlay, prompt, toast, progress);
    }

    /** With the keys going to another pane. */
    public ScreenState with(Focus changed) {
        return new ScreenState(
                surroundings, table, log, changed, zoomed, frozen, readOnly, age, overlay, prompt, toast, progress);
    }

    /** With a dialog, menu or page on top. */
    public ScreenState with(Overlay opened) {
        return withOverlay(Optional.of(opened));
    }

    /** With the overlay closed. */
    public ScreenState withoutOverlay() {
        return withOverlay(Optional.empty());
    }

    private ScreenState withOverlay(Optional<Overlay> changed) {
        return new ScreenState(
                surroundings, table, log, focus, zoomed, frozen, readOnly, age, changed, prompt, toast, progress);
    }

    /** With a line being typed, or none. */
    public ScreenState withPrompt(Optional<Prompt> changed) {
        return new ScreenState(
                surroundings, table, log, focus, zoomed, frozen, readOnly, age, overlay, changed, toast, progress);
    }

    /** With a message, or none. */
    public ScreenState withToast(Optional<Toast> changed) {
        return new ScreenState(
                surroundings, table, log, focus, zoomed, frozen, readOnly, age, overlay, prompt, changed, progress);
    }

    /** With other commands under way. */
    public ScreenState withProgress(List<Progress> changed) {
        return new ScreenState(
                surroundings, table, log, focus, zoomed, frozen, readOnly, age, overlay, prompt, toast, changed);
    }

    /** With the focused pane on the whole screen, or not. */
    public ScreenState withZoomed(boolean changed) {
        return new ScreenState(
                surroundings, table, log, focus, changed, frozen, readOnly, age, overlay, prompt, toast, progress);
    }

    /** With the picture held still, or not. */
    public ScreenState withFrozen(boolean changed) {
        return new ScreenState(
                surroundings, table, log, focus, zoomed, changed, readOnly, age, overlay, prompt, toast, progress);
    }

    /** With everything that changes what runs locked, or not. */
    public ScreenState withReadOnly(boolean changed) {
        return new ScreenState(
                surroundings, table, log, focus, zoomed, frozen, changed, age, overlay, prompt, toast, progress);
    }

    /** With a snapshot of another age. */
    public ScreenState withAge(Duration changed) {
        return new ScreenState(
                surroundings, table, log, focus, zoomed, frozen, readOnly, changed, overlay, prompt, toast, progress);
    }

    /** Whether the figures are so old that readings must have been missed. */
    public boolean stale() {
        return !frozen && age.compareTo(surroundings.interval().multipliedBy(3)) > 0;
    }

    /** The time that the picture is of: that of the reading and what passed since. */
    Instant now(Snapshot snapshot) {
        return snapshot.at().plus(age);
    }

    /** Which pane is drawn as focused: the list where no log is shown. */
    public Focus activePane() {
        return log.shown() ? focus : Focus.LIST;
    }
}
