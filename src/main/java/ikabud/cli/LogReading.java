package ikabud.cli;

import ikabud.model.InstanceId;
import ikabud.model.LogLevel;
import ikabud.model.LogLine;
import ikabud.model.LogSource;
import ikabud.model.LogSource.Follower;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Reads the logs of several instances, of a level and since a time. Main thread only. */
final class LogReading implements AutoCloseable {
    /** How many lines from the end are looked at when only some of them are wanted. */
    static final int SEARCHED = 20_000;

    /** How often new lines are looked for, in milliseconds. */
    static final long LOOK_EVERY_MILLIS = 200;

    private static final int AT_ONCE = 1000;

    private final Map<InstanceId, Follower> followers = new LinkedHashMap<>();
    private final LogLevel level;
    private final Optional<Instant> since;
    private final ZoneId zone;
    private final int lines;
    private boolean cutShort;

    LogReading(LogSource logs, List<InstanceId> ids, LogLevel level, Optional<Instant> since, ZoneId zone, int lines) {
        this.level = level;
        this.since = since;
        this.zone = zone;
        this.lines = lines;
        boolean chosen = since.isPresent() || level != LogLevel.DEBUG;
        ids.forEach(id -> followers.put(id, logs.follow(id, chosen ? SEARCHED : lines)));
    }

    /** Hands over the last lines of each instance. */
    void last(BiConsumer<InstanceId, LogLine> each) {
        followers.forEach((id, follower) -> {
            Deque<LogLine> kept = new ArrayDeque<>();
            boolean late = since.isEmpty();
            int seen = 0;
            for (List<LogLine> some = follower.read(AT_ONCE); !some.isEmpty(); some = follower.read(AT_ONCE)) {
                for (LogLine line : some) {
                    late |= isLate(line);
                    cutShort |= seen++ == 0 && late && since.isPresent();
                    if (late && line.level().atLeast(level)) {
                        kept.add(line);
                    }
                    if (kept.size() > lines) {
                        kept.remove();
                    }
                }
            }
            cutShort &= seen >= SEARCHED;
            kept.forEach(line -> each.accept(id, line));
        });
    }

    /** Whether there may be older lines that were asked for. */
    boolean cutShort() {
        return cutShort;
    }

    /** Hands over what was written meanwhile and tells whether there was anything. */
    boolean next(BiConsumer<InstanceId, LogLine> each) {
        boolean any = false;
        for (Map.Entry<InstanceId, Follower> entry : followers.entrySet()) {
            List<LogLine> some = entry.getValue().read(AT_ONCE);
            any |= !some.isEmpty();
            some.stream()
                    .filter(line -> line.level().atLeast(level))
                    .forEach(line -> each.accept(entry.getKey(), line));
        }
        return any;
    }

    // A line without a time belongs to the one before it.
    private boolean isLate(LogLine line) {
        return LogTime.parse(line.stamp(), zone)
                .map(time -> !time.isBefore(since.orElse(Instant.MIN)))
                .orElse(false);
    }

    @Override
    public void close() {
        followers.values().forEach(Follower::close);
    }
}
