package ikabud.os;

import ikabud.model.IkabudException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What systemd's journal gets of some units from a moment on, by one {@code journalctl} for all of them: a hundred of
 * them would use up what the kernel lets a user watch. It runs from the first read until the last unit is left. Confined
 * to one thread at a time.
 */
final class JournalWatch {
    private final Journalctl journalctl;
    private final Instant since;
    private final JournalExport export = new JournalExport(this::deliver);
    private final Map<String, Inbox> inboxes = new LinkedHashMap<>();
    private @Nullable RunningProgram program;
    private boolean begun;
    private @Nullable IkabudException trouble;

    /** A watch of no unit yet, from that moment on. */
    JournalWatch(Journalctl journalctl, Instant since) {
        this.journalctl = journalctl;
        this.since = since;
    }

    /** What came for one unit, in bounded memory: the oldest is left out where it is too much. */
    private static final class Inbox {
        private final Deque<JournalEntry> entries = new ArrayDeque<>();
        private long characters;
        private long dropped;

        void add(JournalEntry entry) {
            entries.add(entry);
            characters += entry.size();
            while (characters > LogTail.WINDOW) {
                characters -= entries.remove().size();
                dropped++;
            }
        }

        List<JournalEntry> take() {
            List<JournalEntry> taken = new ArrayList<>(entries);
            entries.clear();
            characters = 0;
            return taken;
        }
    }

    /** The moment from which on entries come. */
    Instant since() {
        return since;
    }

    /** Whether it takes no more units. */
    boolean hasBegun() {
        return begun;
    }

    /** Watches one more unit. */
    void add(String unit) {
        inboxes.put(unit, new Inbox());
    }

    /** Watches one unit less. */
    void remove(String unit) {
        inboxes.remove(unit);
        if (inboxes.isEmpty() && program != null) {
            program.close();
        }
    }

    /** The entries of a unit that came since the last call, oldest first. Never blocks. */
    List<JournalEntry> take(String unit) {
        Inbox inbox = inboxes.get(unit);
        if (inbox == null) {
            return List.of();
        }
        if (trouble == null) {
            try {
                read(begin());
            } catch (IkabudException failed) {
                trouble = failed;
            }
        }
        return inbox.take();
    }

    private RunningProgram begin() {
        begun = true;
        RunningProgram running = program;
        if (running == null) {
            running = journalctl.since(inboxes.keySet(), since);
            program = running;
        }
        return running;
    }

    private void read(RunningProgram running) {
        if (export.drain(running) < 0) {
            trouble = Journalctl.failure(running);
        }
    }

    private void deliver(JournalEntry entry) {
        for (String unit : entry.units()) {
            Inbox inbox = inboxes.get(unit);
            if (inbox != null) {
                inbox.add(entry);
                return;
            }
        }
    }

    /** Entries of a unit that were left out. */
    long dropped(String unit) {
        Inbox inbox = inboxes.get(unit);
        return inbox == null ? 0 : inbox.dropped;
    }

    /** Why nothing more comes, for all of its units. */
    Optional<IkabudException> trouble() {
        return Optional.ofNullable(trouble);
    }
}
