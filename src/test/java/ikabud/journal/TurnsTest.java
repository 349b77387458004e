package ikabud.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ikabud.model.Actor;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.InstanceId;
import ikabud.model.Tally;
import ikabud.model.Turn;
import ikabud.support.FakeClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What restarts and uptime are counted from. */
class TurnsTest {
    private static final Actor ANA = new Actor("ana", 1000, 1000L, 7L, "", "ikabud");
    private static final InstanceId SHOP = new InstanceId("shop");
    private static final Instant AT = Instant.parse("2026-11-20T08:00:00Z");

    private static Event event(@Nullable InstanceId id, EventKind kind, String detail) {
        return new Event(0, AT, id, kind, ANA, detail, null, null);
    }

    @Test
    void only_what_counts_is_read_and_each_only_once(@TempDir Path directory) {
        try (Journal journal = Journal.open(directory.resolve("state.db"), new FakeClock())) {
            journal.append(event(SHOP, EventKind.STARTED, "PID 1"));
            journal.append(event(SHOP, EventKind.REFUSED, "it is up"));
            journal.append(event(null, EventKind.SUPERVISED, "PID 2"));
            journal.append(event(SHOP, EventKind.EXITED, "killed"));
            journal.append(event(SHOP, EventKind.RECOVERED, "PID 3"));

            List<Turn> turns = journal.turns(Tally.kinds(), 0);
            Tally tally = new Tally();
            turns.forEach(tally::take);

            assertEquals(
                    List.of(EventKind.STARTED, EventKind.EXITED, EventKind.RECOVERED),
                    turns.stream().map(Turn::kind).toList());
            assertEquals(OptionalInt.of(1), tally.of(SHOP, AT).restarts());
            assertEquals(List.of(), journal.turns(Tally.kinds(), tally.last()));
        }
    }
}
