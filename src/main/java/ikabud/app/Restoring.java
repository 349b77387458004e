package ikabud.app;

import ikabud.journal.Journal;
import ikabud.journal.Recovery;
import ikabud.model.Actor;
import ikabud.model.Clock;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.IkabudException;
import ikabud.model.InstanceRecord;
import java.nio.file.Path;

/** Puts what could be read of a damaged record into the new one. */
final class Restoring {
    private final Journal opened;
    private final Clock clock;
    private final Actor actor;

    Restoring(Journal opened, Clock clock, Actor actor) {
        this.opened = opened;
        this.clock = clock;
        this.actor = actor;
    }

    /** Says what happened, in the new record too. */
    String restore(Recovery recovery, Path kept) {
        String text = "the state file was damaged (" + recovery.reason() + ") and is kept as " + kept
                + "; the record is rebuilt from what runs and what is rendered";
        opened.append(new Event(0, clock.now(), null, EventKind.REBUILT, actor, text, null, null));
        recovery.salvaged().forEach(this::restore);
        return text;
    }

    // What is rendered does not tell what was wanted.
    private void restore(InstanceRecord record) {
        String text = "from what could be read of the damaged record";
        try {
            opened.register(record, new Event(0, clock.now(), record.id(), EventKind.REBUILT, actor, text, null, null));
        } catch (IkabudException takenMeanwhile) {
            // Another process was faster and rebuilt it from what is rendered.
            return;
        }
    }
}
