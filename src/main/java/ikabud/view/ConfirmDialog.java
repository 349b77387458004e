package ikabud.view;

import ikabud.config.Role;
import ikabud.model.InstanceId;
import ikabud.model.InstanceSample;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.model.Snapshot;
import ikabud.model.Verb;
import ikabud.model.VirtualPid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks before something is taken down. It names what it will act on, which is what was there when it opened.
 *
 * @param signal what {@code kill} will send; ignored by the other verbs
 * @param purge whether {@code remove} also deletes data and user
 * @param seen the instance when the dialog opened
 * @param grace how long a graceful stop may take before force is used
 * @param onYes whether Enter would do it; Cancel is the default
 * @param word what must be typed first; empty where {@code y} is enough
 */
public record ConfirmDialog(
        Verb verb,
        Signal signal,
        boolean purge,
        InstanceSample seen,
        Duration grace,
        boolean onYes,
        Optional<String> word,
        TextField typed)
        implements Overlay {
    private static final int LABELS = 8;

    /** A dialog that {@code y} confirms. */
    public static ConfirmDialog of(Verb verb, InstanceSample seen, Duration grace) {
        return new ConfirmDialog(verb, Signal.QUIT, false, seen, grace, false, Optional.empty(), TextField.EMPTY);
    }

    /** A dialog for sending a signal. */
    public static ConfirmDialog kill(InstanceSample seen, Signal signal, Duration grace) {
        return new ConfirmDialog(Verb.KILL, signal, false, seen, grace, false, Optional.empty(), TextField.EMPTY);
    }

    /** The same, done only after the instance's name was typed. */
    public ConfirmDialog typingName() {
        return new ConfirmDialog(verb, signal, purge, seen, grace, onYes, Optional.of(target().value()), typed);
    }

    /** The same, also deleting data and user; needs the typed name. */
    public ConfirmDialog purging() {
        return new ConfirmDialog(verb, signal, true, seen, grace, onYes, Optional.of(target().value()), typed);
    }

    /** With the other button chosen. */
    public ConfirmDialog turned() {
        return new ConfirmDialog(verb, signal, purge, seen, grace, !onYes, word, typed);
    }

    /** With an edited word. */
    public ConfirmDialog with(TextField edited) {
        return new ConfirmDialog(verb, signal, purge, seen, grace, onYes, word, edited);
    }

    /** Whether it may be done: nothing had to be typed, or it was typed right. */
    public boolean ready() {
        return word.isEmpty() || typed.text().equals(word.get());
    }

    /** The instance it acts on. */
    public InstanceId target() {
        return seen.id();
    }

    /** The master it acts on; empty if there was none. */
    public Optional<ProcessIdentity> master() {
        return Optional.ofNullable(master(seen));
    }

    /** The opening of a site that it acts on; empty where it is shut, or where the instance has processes. */
    public Optional<VirtualPid> opening() {
        return seen.entry().record().virtualPid();
    }

    /** Whether the instance still has the master that the dialog names. */
    public boolean unchanged(Snapshot snapshot) {
        return snapshot.find(target())
                .filter(now -> master().equals(Optional.ofNullable(master(now))))
                .filter(now -> opening().equals(now.entry().record().virtualPid()))
                .isPresent();
    }

    @Override
    public void draw(Frame frame, Snapshot snapshot, ScreenState state) {
        Glyphs glyphs = state.surroundings().glyphs();
        boolean same = unchanged(snapshot);
        Sheet sheet = sheet(snapshot, state, same);
        int columns = Math.min(62, frame.width());
        int text = sheet.rows(columns - 4);
        boolean roomy = frame.height() >= text + 7;
        int rows = text + (word.isPresent() ? 1 : 0) + (roomy ? 6 : 3);
        Area box = Box.place(frame, columns, rows);
        Area inside = Box.draw(frame, box, title(), Role.DIALOG_DANGER, glyphs);
        int buttons = inside.bottom() - (roomy ? 2 : 1);
        sheet.draw(frame, roomy ? inside.below(1) : inside, 0);
        word.ifPresent(name -> drawWord(frame, inside, buttons - (roomy ? 2 : 1), name));
        drawButtons(frame, inside, buttons, same);
    }

    private String title() {
        return verb.word() + " " + target() + "?";
    }

    private Sheet sheet(Snapshot snapshot, ScreenState state, boolean same) {
        Supervised supervised = state.surroundings().supervised();
        Glyphs glyphs = state.surroundings().glyphs();
        var record = seen.entry().record();
        var owner = seen.entry().record().instance().owner();
        Sheet sheet = new Sheet(LABELS).pair("user", owner.name() + ", uid " + owner.uid());
        String age = seen.uptime().map(up -> ", up " + Numbers.duration(up)).orElse("");
        boolean virtual = record.instance().isVirtual();
        String none = virtual ? "it is shut" : "none runs";
        sheet.pair(virtual ? "site" : "master", record.running().isEmpty() ? none : record.running() + age);
        String next = Outlook.of(seen.entry().record(), state.now(snapshot), supervised.byNobody())
                .map(Outlook::brief)
                .orElse("");
        String now = Cells.phase(seen, glyphs) + (next.isEmpty() ? "" : ", " + next);
        sheet.pair("now", now, Condition.of(seen).role());
        sheet.pair("does", Consequences.of(this, supervised));
        String needed = Consequences.needed(this, snapshot);
        if (!needed.isEmpty()) {
            sheet.pair("but", needed, Role.VALUE_WARN);
        }
        if (!same) {
            sheet.pair("but", "the master changed since this was asked: cancel and look again", Role.DIALOG_DANGER);
        }
        return sheet;
    }

    private void drawWord(Frame frame, Area inside, int y, String name) {
        int x = frame.put(inside.x(), y, inside.right(), "type " + name + ": ", Role.DIALOG);
        frame.fill(x, y, Math.min(28, inside.right() - x), ' ', Role.INPUT);
        int end = frame.put(x, y, inside.right(), typed.text(), ready() ? Role.VALUE_OK : Role.INPUT);
        frame.cursor(Math.min(end, x + Width.of(typed.text().substring(0, typed.cursor()))), y);
    }

    private void drawButtons(Frame frame, Area inside, int y, boolean same) {
        String yes = word.isPresent() ? "[ " + verb.word() + " ]" : "[ y " + verb.word() + " ]";
        Role yesRole = !same || !ready() ? Role.TEXT_DIM : onYes ? Role.BUTTON_FOCUS : Role.BUTTON;
        Buttons.draw(frame, inside, y, yes, yesRole, onYes);
    }

    @Override
    public List<String> hints() {
        List<String> hints = new ArrayList<>();
        if (word.isEmpty()) {
            hints.add("y " + verb.word());
        }
        hints.add("Enter " + (onYes ? verb.word() : "cancel"));
        hints.add("Tab other button");
        if (verb == Verb.REMOVE && word.isEmpty()) {
            hints.add("p also its data");
        }
        hints.add("Esc cancel");
        return hints;
    }

    private static @Nullable ProcessIdentity master(InstanceSample sample) {
        return sample.entry().record().observed().master();
    }
}
