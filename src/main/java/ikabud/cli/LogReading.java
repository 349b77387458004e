package ikabud.cli;

import ikabud.model.Clock;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.LogLevel;
import ikabud.model.LogLine;
import ikabud.model.LogSource;
import ikabud.model.LogSource.Follower;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Reads the logs of several instances, of a level and since a time. Main thread only. */
final class LogReading implements AutoCloseable {
    /** How many lines from the end are looked at when only some of them are wanted. */
    static final int SEARCHED = 20_000;

    /** How often new lines are looked for, in milliseconds. */
    static final long LOOK_EVERY_MILLIS = 200;

    private static final int AT_ONCE = 1000;
    private static final long MOMENT_MILLIS = 5;

    private final Map<InstanceId, Follower> followers = new LinkedHashMap<>();
    private final LogLevel level;
    private final Optional<Instant> since;
    private final ZoneId zone;
    private final int lines;
    private final Clock clock;
    private final Set<String> told = new HashSet<>();
    private boolean cutShort;

    /**
     * Opens the logs.
     *
     * @param on whether what comes is read too, by {@link #next}
     */
    LogReading(Session session, List<InstanceId> ids, LogLevel level, Optional<Instant> since, int lines, boolean on) {
        this.level = level;
        this.since = since;
        this.zone = session.zone();
        this.lines = lines;
        this.clock = session.control().clock();
        LogSource logs = session.control().logs();
        int opened = since.isPresent() || level != LogLevel.DEBUG ? SEARCHED : lines;
        ids.forEach(id -> followers.put(id, on ? logs.follow(id, opened) : logs.last(id, opened)));
    }

    /** Hands over the last lines of each instance. */
    void last(BiConsumer<InstanceId, LogLine> each) throws InterruptedException {
        for (Map.Entry<InstanceId, Follower> entry : followers.entrySet()) {
            while (!entry.getValue().ready()) {
                clock.pause(MOMENT_MILLIS);
            }
            last(entry.getValue()).forEach(line -> each.accept(entry.getKey(), line));
        }
    }

    private Deque<LogLine> last(Follower follower) {
        Deque<LogLine> kept = new ArrayDeque<>();
        boolean late = since.isEmpty();
        boolean lateAtOnce = false;
        int seen = 0;
        for (List<LogLine> some = follower.read(AT_ONCE); !some.isEmpty(); some = follower.read(AT_ONCE)) {
            for (LogLine line : some) {
                late |= isLate(line);
                lateAtOnce |= seen++ == 0 && late && since.isPresent();
                if (late && line.level().atLeast(level)) {
                    kept.add(line);
                }
                if (kept.size() > lines) {
                    kept.remove();
                }
            }
        }
        cutShort |= lateAtOnce && seen >= SEARCHED;
        return kept;
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

    /** Why some of the logs are not read, as far as that was not told before. */
    List<IkabudException> troubles() {
        return followers.values().stream()
                .flatMap(follower -> follower.trouble().stream())
                .filter(trouble -> told.add(trouble.getMessage()))
                .toList();
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
