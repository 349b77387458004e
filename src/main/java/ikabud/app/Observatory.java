package ikabud.app;

import ikabud.fastcgi.FastCgiClient;
import ikabud.fastcgi.FpmStatus;
import ikabud.journal.Journal;
import ikabud.manager.RosterRules;
import ikabud.model.Clock;
import ikabud.model.InstanceId;
import ikabud.model.Lookout;
import ikabud.model.Roster;
import ikabud.model.Snapshot;
import ikabud.sampler.Sampler;
import ikabud.sampler.StatusPoller;
import ikabud.view.Chronicle;
import java.time.Duration;
import java.util.List;

/**
 * Reads snapshots: the roster from the record, the numbers from the system, FPM's counters from beside the tick.
 *
 * <p>Has a record of its own, so that what our own commands change is noticed like what other processes change. Confined
 * to one thread, but for {@link #ask}.
 */
final class Observatory implements AutoCloseable {
    // What is down though wanted up loses with the time, without anything happening.
    private static final Duration RECOUNT = Duration.ofMinutes(1);
    // The kernel may fail to tell of a change, such as one on another machine.
    private static final Duration TRUST = Duration.ofSeconds(10);
    private static final Duration ROUND = Duration.ofMillis(800);

    private final Clock clock;
    private final Journal journal;
    private final StatusPoller poller;
    private final Sampler sampler;
    private final Tallying tallying;
    private final Lookout lookout;
    private long version = -1;
    private boolean changed;
    private long askedAt;
    private long due;
    private Roster roster = Roster.EMPTY;

    /**
     * One that has read nothing yet.
     *
     * @param lookout who looks out for changes of the record
     */
    Observatory(Ikabud ikabud, Lookout lookout) {
        this.lookout = lookout;
        clock = ikabud.clock();
        journal = ikabud.openJournal();
        tallying = new Tallying(journal, clock);
        poller = new StatusPoller(new FpmStatus(new FastCgiClient(clock), clock)::read, ikabud.layout(), clock);
        sampler =
                new Sampler(clock, ikabud.machine().proc(), ikabud.layout(), ikabud.poolSizes()::of, poller::readings);
    }

    /** One picture of everything. */
    Snapshot read() {
        bringUpToDate(recorded());
        return sampler.tick(roster);
    }

    /** A picture as soon as possible: memory as a bound, and not how long anything was up. */
    Snapshot glance() {
        // Without the alarm: the first picture need not wait for it.
        bringUpToDate(journal.version());
        return sampler.glance(roster);
    }

    private long recorded() {
        long now = clock.nanoTime();
        if (changed || !lookout.isQuiet() || now - askedAt >= TRUST.toNanos()) {
            lookout.look();
            changed = false;
            askedAt = now;
            return journal.version();
        }
        return version;
    }

    private void bringUpToDate(long current) {
        long now = clock.nanoTime();
        // What is under way is told with the seconds it may still take.
        boolean passing = roster.entries().stream()
                .anyMatch(entry -> entry.record().observed().until() != null);
        if (current != version || passing) {
            Roster read = RosterRules.roster(journal.all(), true, clock.now());
            // A long journal must not keep the first picture waiting.
            due = version < 0 ? now : due;
            roster = version < 0 ? read : tallying.counted(read);
            version = current;
        } else if (now - due >= 0) {
            roster = tallying.counted(roster);
            due = now + RECOUNT.toNanos();
        }
    }

    /** Whether the record was changed since the last reading; what is missed here is seen by the next reading. */
    boolean changed() {
        lookout.look();
        changed = journal.isStirred() && journal.version() != version;
        return changed;
    }

    /** Whether it cannot have been changed since the last reading or look. */
    boolean isQuiet() {
        return lookout.isQuiet();
    }

    /** What is recorded of one instance's past: its last {@code most} events and its last boot. */
    Chronicle chronicle(InstanceId id, int most) {
        return new Chronicle(id, journal.events(id, null, 0, most), journal.lastBoot(id));
    }

    /** Which state of the record the last picture is of; changes with every change of it. */
    long version() {
        return version;
    }

    /** Says whose counters somebody looks at. */
    void watch(List<InstanceId> visible) {
        poller.watch(visible);
    }

    /** Asks all pools that are worth it, so that the next picture has their counters. May be of another thread. */
    void ask(Snapshot snapshot) {
        poller.poll(snapshot, clock.nanoTime() + ROUND.toNanos());
    }

    @Override
    public void close() {
        sampler.close();
        journal.close();
    }
}
