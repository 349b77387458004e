package ikabud.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.InstanceSample;
import ikabud.model.Signal;
import ikabud.model.Snapshot;
import ikabud.model.Verb;
import ikabud.support.Snapshots;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConsequencesTest {
    private static final Duration GRACE = Duration.ofSeconds(15);
    private final InstanceSample shop = Snapshots.site("shop").sample();

    private String kill(Signal signal, Supervised supervised) {
        return Consequences.of(ConfirmDialog.kill(shop, signal, GRACE), supervised);
    }

    @Test
    void what_ends_it_by_our_own_hand_stays_down_whoever_supervises() {
        assertTrue(kill(Signal.KILL, Supervised.by(812)).endsWith("It stays down."));
        assertTrue(kill(Signal.TERM, Supervised.BY_NOBODY).endsWith("It stays down."));
    }

    @Test
    void a_crash_is_mended_by_a_supervisor_only() {
        assertTrue(kill(Signal.SEGV, Supervised.by(812)).endsWith("The supervisor starts it again."));
        assertTrue(kill(Signal.SEGV, Supervised.BY_NOBODY).contains("Nobody supervises: it will stay down"));
    }

    @Test
    void a_freeze_ends_by_itself_only_under_a_supervisor() {
        assertTrue(kill(Signal.STOP, Supervised.by(812)).endsWith("The supervisor wakes it again."));
        assertTrue(kill(Signal.STOP, Supervised.BY_NOBODY).contains("until CONT"));
    }

    @Test
    void what_changes_nothing_promises_nothing() {
        for (Signal signal : new Signal[] {Signal.USR1, Signal.HUP, Signal.CONT}) {
            assertFalse(kill(signal, Supervised.BY_NOBODY).contains("supervis"), signal.name());
        }
    }

    @Test
    void who_needs_it_is_named_when_it_is_taken_away() {
        InstanceSample db = Snapshots.site("db").sample();
        Snapshot all = Snapshots.of(
                db,
                Snapshots.site("shop").needing("db").sample(),
                Snapshots.site("news").needing("db").sample(),
                Snapshots.site("old").needing("db").down().sample());

        assertEquals("shop and news need it", Consequences.needed(ConfirmDialog.of(Verb.STOP, db, GRACE), all));
        assertEquals("", Consequences.needed(ConfirmDialog.of(Verb.RELOAD, db, GRACE), all));
        assertEquals("", Consequences.needed(ConfirmDialog.kill(db, Signal.USR1, GRACE), all));
    }
}
