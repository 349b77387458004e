package ikabud.os;

import ikabud.model.Clock;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.LogLine;
import ikabud.model.LogSource;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The logs of an instance, and where systemd runs it, what systemd's journal has of its unit, read as one. Nothing is
 * started for any other. Confined to one thread at a time.
 */
public final class UnitLogs implements LogSource {
    private final LogSource files;
    private final Predicate<InstanceId> bySystemd;
    private final Journalctl journalctl;
    private final Clock clock;
    private final ZoneId zone = ZoneId.systemDefault();
    private @Nullable JournalWatch watch;

    /**
     * Those files and the journal.
     *
     * @param bySystemd whether systemd runs that instance; asked when its logs are opened
     */
    public UnitLogs(LogSource files, Predicate<InstanceId> bySystemd, Spawner spawner, Clock clock) {
        this(files, bySystemd, new Journalctl(spawner), clock);
    }

    UnitLogs(LogSource files, Predicate<InstanceId> bySystemd, Journalctl journalctl, Clock clock) {
        this.files = files;
        this.bySystemd = bySystemd;
        this.journalctl = journalctl;
        this.clock = clock;
    }

    @Override
    public Follower follow(InstanceId id, int lines) {
        return bySystemd.test(id) ? both(files.follow(id, lines), id, lines, watch()) : files.follow(id, lines);
    }

    @Override
    public Follower last(InstanceId id, int lines) {
        return bySystemd.test(id) ? both(files.last(id, lines), id, lines, null) : files.last(id, lines);
    }

    // All that are opened before the first of them is read share one.
    private JournalWatch watch() {
        JournalWatch open = watch;
        if (open == null || open.hasBegun()) {
            open = new JournalWatch(journalctl, clock.now().truncatedTo(ChronoUnit.MICROS));
            watch = open;
        }
        return open;
    }

    private Follower both(Follower ofFiles, InstanceId id, int lines, @Nullable JournalWatch following) {
        Instant recent = following == null ? clock.now() : following.since();
        JournalPast past = new JournalPast(journalctl, id.unitName(), lines, recent, clock, zone);
        return new Both(new JournalTail(id.unitName(), past, following, zone), ofFiles, lines, zone, clock);
    }

    /** The journal and the files. */
    private static final class Both implements Follower {
        // After that the files are shown without the journal, whose past then comes late.
        private static final Duration PATIENCE = Duration.ofSeconds(1);

        private final JournalTail journal;
        private final Follower ofFiles;
        private final int backlog;
        private final ZoneId zone;
        private final Clock clock;
        private final long opened;
        private final LogMerge merge;

        Both(JournalTail journal, Follower ofFiles, int backlog, ZoneId zone, Clock clock) {
            this.journal = journal;
            this.ofFiles = ofFiles;
            this.backlog = backlog;
            this.zone = zone;
            this.clock = clock;
            this.opened = clock.nanoTime();
            this.merge = new LogMerge(backlog);
        }

        @Override
        public boolean ready() {
            return journal.ready() && ofFiles.ready();
        }

        @Override
        public List<LogLine> read(int most) {
            if (!merge.hasBegun() && !ready() && clock.nanoTime() - opened < PATIENCE.toNanos()) {
                return List.of();
            }
            return merge.read(most, () -> fresh(most));
        }

        // The journal first: what systemd does comes before what FPM says of it in the same second.
        private List<LogMerge.Chunk> fresh(int most) {
            int past = merge.hasBegun() ? most : Math.max(most, backlog);
            return List.of(new LogMerge.Chunk(journal.poll(), zone), new LogMerge.Chunk(ofFiles.read(past), zone));
        }

        @Override
        public Optional<IkabudException> trouble() {
            return journal.trouble().or(ofFiles::trouble);
        }

        @Override
        public long dropped() {
            return journal.dropped() + ofFiles.dropped();
        }

        @Override
        public void close() {
            journal.close();
            ofFiles.close();
        }
    }
}
