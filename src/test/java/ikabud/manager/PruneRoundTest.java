package ikabud.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ikabud.journal.Journal;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.support.FakeClock;
import ikabud.support.TestRoot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruneRoundTest {
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    private Path directory;

    @Test
    void what_happened_by_itself_goes_by_age_once_an_hour_and_what_somebody_did_stays() {
        FakeClock clock = new FakeClock();
        try (Journal journal = Journal.open(directory.resolve("state.db"), clock)) {
            PruneRound round = new PruneRound(journal, clock, DAY, 1000);
            append(journal, clock, EventKind.SATURATED);
            append(journal, clock, EventKind.STOPPED);
            round.run();
            assertEquals(List.of(EventKind.SATURATED, EventKind.STOPPED), kinds(journal));

            clock.advance(DAY.plusMinutes(1));
            append(journal, clock, EventKind.HEALTHY);
            round.run();
            assertEquals(List.of(EventKind.STOPPED, EventKind.HEALTHY), kinds(journal));

            clock.jump(DAY.multipliedBy(2));
            clock.advance(Duration.ofMinutes(59));
            round.run();
            assertEquals(List.of(EventKind.STOPPED, EventKind.HEALTHY), kinds(journal));
            clock.advance(Duration.ofMinutes(1));
            round.run();
            assertEquals(List.of(EventKind.STOPPED), kinds(journal));
        }
    }

    private static void append(Journal journal, FakeClock clock, EventKind kind) {
        journal.append(new Event(0, clock.now(), null, kind, TestRoot.ACTOR, "", null, null));
    }

    private static List<EventKind> kinds(Journal journal) {
        return journal.events(null, null, 0, 100).stream().map(Event::kind).toList();
    }
}
