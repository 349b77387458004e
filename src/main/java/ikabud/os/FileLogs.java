package ikabud.os;

import ikabud.model.Alarm;
import ikabud.model.Clock;
import ikabud.model.InstanceId;
import ikabud.model.Layout;
import ikabud.model.LogKind;
import ikabud.model.LogLine;
import ikabud.model.LogSource;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The log files of an instance, read as one. */
public final class FileLogs implements LogSource {
    private final Layout layout;
    private final Clock clock;
    private final Function<InstanceId, List<Path>> elsewhere;
    private final Function<Path, Alarm> folders;

    /** The logs of that layout. */
    public FileLogs(Layout layout, Clock clock) {
        this(layout, clock, id -> List.of(), folder -> Alarm.NONE);
    }

    /**
     * The same with logs that lie elsewhere.
     *
     * @param elsewhere the files of an instance that has none in its log directory; empty for all others
     * @param folders tells when something in a folder changes
     */
    public FileLogs(
            Layout layout, Clock clock, Function<InstanceId, List<Path>> elsewhere, Function<Path, Alarm> folders) {
        this.layout = layout;
        this.clock = clock;
        this.elsewhere = elsewhere;
        this.folders = folders;
    }

    @Override
    public Follower follow(InstanceId id, int lines) {
        List<Source> sources = new ArrayList<>();
        List<Path> others = elsewhere.apply(id);
        if (!others.isEmpty()) {
            others.forEach(file -> sources.add(new Source(LogKind.PHP, new LogTail(file, lines, clock))));
            return new Merged(sources, lines, folders);
        }
        for (LogKind kind : LogKind.FILES) {
            sources.add(new Source(kind, new LogTail(layout.logFile(id, kind), lines, clock)));
        }
        return new Merged(sources, lines, folders);
    }

    private record Source(LogKind kind, LogTail tail) {}

    private static final class Merged implements Follower {
        private final List<Source> sources;
        private final List<Alarm> alarms;
        private final ZoneId zone = ZoneId.systemDefault();
        private final LogMerge merge;

        Merged(List<Source> sources, int backlog, Function<Path, Alarm> folders) {
            this.sources = sources;
            this.alarms = sources.stream()
                    .map(source -> source.tail().folder())
                    .distinct()
                    .map(folders)
                    .toList();
            this.merge = new LogMerge(backlog);
        }

        @Override
        public List<LogLine> read(int most) {
            return merge.read(most, this::fresh);
        }

        private List<LogMerge.Chunk> fresh() {
            List<LogMerge.Chunk> chunks = new ArrayList<>();
            for (Source source : sources) {
                List<String> lines = source.tail().poll();
                if (!lines.isEmpty()) {
                    chunks.add(chunk(source.kind(), lines));
                }
            }
            return chunks;
        }

        private LogMerge.Chunk chunk(LogKind kind, List<String> lines) {
            return new LogMerge.Chunk(
                    lines.stream()
                            .filter(raw -> !raw.isBlank()) // FPM writes one after each test of a configuration
                            .map(raw -> LogLine.parse(kind, raw))
                            .toList(),
                    zone);
        }

        @Override
        public boolean tell(Runnable more) {
            return sources.stream().allMatch(source -> source.tail().isAtRest())
                    && alarms.stream().allMatch(alarm -> alarm.set(more));
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
