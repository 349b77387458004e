package ikabud.os;

import ikabud.model.Clock;
import ikabud.model.InstanceId;
import ikabud.model.Layout;
import ikabud.model.LogKind;
import ikabud.model.LogLine;
import ikabud.model.LogSource;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The log files of an instance, read as one. */
public final class FileLogs implements LogSource {
    private final Layout layout;
    private final Clock clock;

    /** The logs of that layout. */
    public FileLogs(Layout layout, Clock clock) {
        this.layout = layout;
        this.clock = clock;
    }

    @Override
    public Follower follow(InstanceId id, int lines) {
        List<Source> sources = new ArrayList<>();
        for (LogKind kind : LogKind.values()) {
            sources.add(new Source(kind, new LogTail(layout.logFile(id, kind), lines, clock)));
        }
        return new Merged(sources, lines);
    }

    private record Source(LogKind kind, LogTail tail) {}

    /** One log's new lines, each with the moment it is sorted by: its own or the one before it. */
    private static final class Chunk {
        private final Deque<LogLine> lines = new ArrayDeque<>();
        private final Deque<Instant> moments = new ArrayDeque<>();

        Chunk(LogKind kind, List<String> fresh, ZoneId zone) {
            Instant moment = Instant.MIN;
            for (String raw : fresh) {
                if (raw.isBlank()) {
                    continue; // FPM writes one after each test of a configuration
                }
                LogLine line = LogLine.parse(kind, raw);
                Instant own = LogTimes.parse(line.stamp(), zone).orElse(moment);
                moment = own.isAfter(moment) ? own : moment;
                lines.add(line);
                moments.add(moment);
            }
        }
    }

    private static final class Merged implements Follower {
        private final List<Source> sources;
        private final ZoneId zone = ZoneId.systemDefault();
        private final Deque<LogLine> pending = new ArrayDeque<>();
        private final int backlog;
        private boolean started;

        Merged(List<Source> sources, int backlog) {
            this.sources = sources;
            this.backlog = backlog;
        }

        @Override
        public List<LogLine> read(int most) {
            if (pending.size() < most) {
                merge(fresh());
            }
            if (!started) {
                started = true;
                while (pending.size() > backlog) {
                    pending.removeFirst();
                }
            }
            List<LogLine> lines = new ArrayList<>();
            while (lines.size() < most && !pending.isEmpty()) {
                lines.add(pending.removeFirst());
            }
            return lines;
        }

        private List<Chunk> fresh() {
            List<Chunk> chunks = new ArrayList<>();
            for (Source source : sources) {
                List<String> lines = source.tail().poll();
                if (!lines.isEmpty()) {
                    chunks.add(new Chunk(source.kind(), lines, zone));
                }
            }
            return chunks;
        }

        // The order within one log is never changed.
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

        @Override
        public long dropped() {
            return sources.stream().mapToLong(source -> source.tail().dropped()).sum();
        }

        @Override
        public void close() {
            sources.forEach(source -> source.tail().close());
        }
    }
}
