package ikabud.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.support.FakeClock;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruningTest {
    @TempDir
    Path directory;

    private Journal journal;

    @BeforeEach
    void open() {
        journal = Journal.open(directory.resolve("state.db"), new FakeClock());
        append(1, EventKind.STARTED, EventKind.EXITED, EventKind.RECOVERED, EventKind.KILLED);
        append(100, EventKind.HEALTHY, EventKind.STOPPED, EventKind.SATURATED);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private void append(int second, EventKind... kinds) {
        Event usual = JournalChild.EVENT;
        for (EventKind kind : kinds) {
            Instant at = Instant.EPOCH.plusSeconds(second);
            journal.append(new Event(
                    0, at, usual.instance(), kind, usual.actor(), "", usual.identity(), Duration.ofMillis(1)));
        }
    }

    private List<EventKind> kept() {
        return journal.events(null, null, 0, 100).stream().map(Event::kind).toList();
    }

    @Test
    void routine_events_go_when_they_are_old() {
        assertEquals(2, journal.prune(Instant.EPOCH.plusSeconds(50), 100));

        assertEquals(
                List.of(EventKind.STARTED, EventKind.KILLED, EventKind.HEALTHY, EventKind.STOPPED, EventKind.SATURATED),
                kept());
    }

    @Test
    void routine_events_go_when_there_are_too_many_the_oldest_first() {
        assertEquals(3, journal.prune(Instant.EPOCH, 4));

        assertEquals(List.of(EventKind.STARTED, EventKind.KILLED, EventKind.STOPPED, EventKind.SATURATED), kept());
    }

    @Test
    void what_somebody_did_stays_whatever_its_age_and_number() {
        journal.prune(Instant.EPOCH.plusSeconds(1000), 0);

        assertEquals(List.of(EventKind.STARTED, EventKind.KILLED, EventKind.STOPPED), kept());
    }

    @Test
    void the_database_itself_keeps_every_kind_that_is_no_routine() throws Exception {
        append(1, EventKind.values());
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("state.db"));
                var statement = connection.createStatement()) {
            for (EventKind kind : EventKind.values()) {
                String delete = "DELETE FROM event WHERE kind = '" + Binding.name(kind) + "'";
                if (kind.isRoutine()) {
                    statement.execute(delete);
                } else {
                    assertThrows(SQLException.class, () -> statement.execute(delete), delete);
                }
            }
        }
    }
}
