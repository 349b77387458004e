package ikabud.os;

import ikabud.model.IkabudException;
import ikabud.model.LogLine;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** systemd's journal of one unit as a log: its last lines, and what comes after them. Confined to one thread at a time. */
final class JournalTail implements AutoCloseable {
    private final String unit;
    private final JournalPast past;
    private final @Nullable JournalWatch watch;
    private final ZoneId zone;

    /**
     * A log of that unit.
     *
     * @param watch tells what comes; null where only the past is wanted
     */
    JournalTail(String unit, JournalPast past, @Nullable JournalWatch watch, ZoneId zone) {
        this.unit = unit;
        this.past = past;
        this.watch = watch;
        this.zone = zone;
        if (watch != null) {
            watch.add(unit);
        }
    }

    /** Whether the next poll has all of the past. Never blocks. */
    boolean ready() {
        return past.isOver();
    }

    /** The lines that came since the last call; none before all of the past is there. Never blocks. */
    List<LogLine> poll() {
        if (!past.isOver()) {
            return List.of();
        }
        List<LogLine> lines = past.take();
        if (watch != null) {
            for (JournalEntry entry : watch.take(unit)) {
                // The watch began before the past was read.
                if (!past.holds(entry)) {
                    lines.addAll(entry.lines(zone));
                }
            }
        }
        return lines;
    }

    long dropped() {
        return watch == null ? 0 : watch.dropped(unit);
    }

    Optional<IkabudException> trouble() {
        return past.trouble().or(() -> watch == null ? Optional.empty() : watch.trouble());
    }

    @Override
    public void close() {
        past.close();
        if (watch != null) {
            watch.remove(unit);
        }
    }
}
