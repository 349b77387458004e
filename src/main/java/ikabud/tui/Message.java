package ikabud.tui;

import ikabud.model.Command;
import ikabud.model.LogLine;
import ikabud.model.Outcome;
import ikabud.model.Snapshot;
import ikabud.view.Chronicle;
import ikabud.view.Supervised;
import ikabud.view.Toast;
import java.util.List;

/** What arrives at the screen's loop, from whichever thread. Immutable. */
public sealed interface Message {
    /**
     * A key was pressed.
     *
     * @param name as the action catalogue writes it: {@code u}, {@code Space}, {@code F10}, {@code Ctrl-D}
     */
    record Key(String name) implements Message {}

    /** Text was pasted; it goes to text fields and is never a command. */
    record Paste(String text) implements Message {}

    /** The terminal has another size. */
    record Resized() implements Message {}

    /** A new picture of everything is there. */
    record Sampled(Snapshot snapshot) implements Message {}

    /**
     * Lines of the watched log.
     *
     * @param watch which request to watch they answer
     * @param dropped lines left out since that watch began, since they came faster than they could be read
     */
    record Logged(int watch, List<LogLine> lines, long dropped) implements Message {
        /** Keeps its own copy of the lines. */
        public Logged {
            lines = List.copyOf(lines);
        }
    }

    /** A command has ended. */
    record Ended(Command command, Outcome outcome) implements Message {}

    /** Who supervises now; sent when that changed. */
    record SupervisedBy(Supervised supervised) implements Message {}

    /** What the journal tells of the instance whose page is open. */
    record Told(Chronicle chronicle) implements Message {}

    /** Something to tell the administrator for a moment. */
    record Notice(Toast toast) implements Message {}

    /** Something to tell as long as it lasts, in the header; empty when it is over. */
    record Standing(String notice) implements Message {}

    /** The process goes on after it was stopped; the terminal may show anything. */
    record Continued() implements Message {}

    /** The terminal is gone, or our end of it. */
    record Hangup() implements Message {}

    /** Someone outside wants the screen to end, with the terminal restored. */
    record Quit() implements Message {}
}
