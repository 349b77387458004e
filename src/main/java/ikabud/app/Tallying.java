package ikabud.app;

import ikabud.journal.Journal;
import ikabud.model.Clock;
import ikabud.model.Roster;
import ikabud.model.Tally;

/** Adds to a roster what the journal tells of restarts and uptime; reads each event once. Confined to one thread. */
final class Tallying {
    private final Journal journal;
    private final Clock clock;
    private final Tally tally = new Tally();

    Tallying(Journal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /** The same roster with what was counted until now. */
    Roster counted(Roster roster) {
        journal.turns(Tally.kinds(), tally.last()).forEach(tally::take);
        return new Roster(roster.entries().stream()
                .map(entry -> entry.with(tally.of(entry.id(), clock.now())))
                .toList());
    }
}
