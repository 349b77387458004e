package ikabud.os;

import ikabud.model.LogLine;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * Several logs read as one, in the order of their times: at first the last lines of all together, then what comes.
 * Confined to one thread at a time.
 */
final class LogMerge {
    private final Deque<LogLine> pending = new ArrayDeque<>();
    private final int backlog;
    private boolean begun;

    /** Begins with at most so many lines of the past. */
    LogMerge(int backlog) {
        this.backlog = backlog;
    }

    /** One log's new lines, each with the moment it is sorted by: its own or the one before it. */
    static final class Chunk {
        private final Deque<LogLine> lines = new ArrayDeque<>();
        private final Deque<Instant> moments = new ArrayDeque<>();

        /** Lines whose stamps are in that zone where they name none. */
        Chunk(List<LogLine> fresh, ZoneId zone) {
            Instant moment = Instant.MIN;
            for (LogLine line : fresh) {
                Instant own = LogTimes.parse(line.stamp(), zone).orElse(moment);
                moment = own.isAfter(moment) ? own : moment;
                lines.add(line);
                moments.add(moment);
            }
        }
    }

    /** Whether it was read before. */
    boolean hasBegun() {
        return begun;
    }

    /** The next lines, at most {@code most}; where too few are left {@code fresh} is asked for a chunk of each log. */
    List<LogLine> read(int most, Supplier<List<Chunk>> fresh) {
        if (pending.size() < most) {
            merge(fresh.get());
        }
        while (!begun && pending.size() > backlog) {
            pending.removeFirst();
        }
        begun = true;
        List<LogLine> lines = new ArrayList<>();
        while (lines.size() < most && !pending.isEmpty()) {
            lines.add(pending.removeFirst());
        }
        return lines;
    }

    // The order within one log is never changed; of two lines of one moment that of the first log comes first.
    private void merge(List<Chunk> chunks) {
        while (true) {
            Chunk first = null;
            for (Chunk chunk : chunks) {
                if (!chunk.lines.isEmpty()
                        && (first == null || chunk.moments.getFirst().isBefore(first.moments.getFirst()))) {
                    first = chunk;
                }
            }
            if (first == null) {
                return;
            }
            first.moments.removeFirst();
            pending.add(first.lines.removeFirst());
        }
    }
}
