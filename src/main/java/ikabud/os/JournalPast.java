package ikabud.os;

import ikabud.model.Clock;
import ikabud.model.IkabudException;
import ikabud.model.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The last lines of a unit in systemd's journal, read backwards until there are enough, so that memory is bounded
 * whatever is in it. Confined to one thread at a time.
 */
final class JournalPast implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long MOST_CHARACTERS = 16 << 20;

    private final Journalctl journalctl;
    private final String unit;
    private final int most;
    private final Instant recent;
    private final Clock clock;
    private final ZoneId zone;
    private final JournalExport export = new JournalExport(this::add);
    private final Deque<LogLine> lines = new ArrayDeque<>();
    private final Set<String> cursors = new HashSet<>();
    private long characters;
    private long begun;
    private boolean over;
    private @Nullable RunningProgram program;
    private @Nullable IkabudException trouble;

    /**
     * Not begun yet.
     *
     * @param recent entries since then are remembered by {@link #holds}
     */
    JournalPast(Journalctl journalctl, String unit, int most, Instant recent, Clock clock, ZoneId zone) {
        this.journalctl = journalctl;
        this.unit = unit;
        this.most = most;
        this.recent = recent;
        this.clock = clock;
        this.zone = zone;
        this.over = most == 0;
    }

    /** Reads on, and tells whether it has all it will get. Never blocks. */
    boolean isOver() {
        try {
            if (!over) {
                read(begin());
            }
        } catch (IkabudException failed) {
            end(failed);
        }
        return over;
    }

    private RunningProgram begin() {
        RunningProgram running = program;
        if (running == null) {
            running = journalctl.last(unit, most);
            program = running;
            begun = clock.nanoTime();
        }
        return running;
    }

    private void read(RunningProgram running) {
        int count = export.drain(running);
        if (isEnough()) {
            end(null);
        } else if (count < 0) {
            end(running.exit() == 0 ? null : Journalctl.failure(running));
        } else if (clock.nanoTime() - begun > PATIENCE.toNanos()) {
            end(Journalctl.silence(PATIENCE.toSeconds()));
        }
    }

    private void add(JournalEntry entry) {
        if (entry.time().filter(recent::isAfter).isEmpty()) {
            cursors.add(entry.cursor());
        }
        List<LogLine> said = entry.lines(zone);
        for (int i = said.size() - 1; i >= 0 && !isEnough(); i--) {
            lines.addFirst(said.get(i));
            characters += said.get(i).text().length();
        }
    }

    private boolean isEnough() {
        return lines.size() >= most || characters > MOST_CHARACTERS;
    }

    private void end(@Nullable IkabudException why) {
        trouble = why;
        close();
    }

    /** The lines, oldest first; they are given away. */
    List<LogLine> take() {
        List<LogLine> taken = new ArrayList<>(lines);
        lines.clear();
        return taken;
    }

    /** Whether a recent entry was among them. */
    boolean holds(JournalEntry entry) {
        return cursors.contains(entry.cursor());
    }

    /** Why it is not all there, once it is over. */
    Optional<IkabudException> trouble() {
        return Optional.ofNullable(trouble);
    }

    @Override
    public void close() {
        over = true;
        if (program != null) {
            program.close();
        }
    }
}
