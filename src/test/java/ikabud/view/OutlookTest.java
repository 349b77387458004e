package ikabud.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.FailureClass;
import ikabud.model.InstanceRecord;
import ikabud.model.InstanceSample;
import ikabud.model.Observed;
import ikabud.model.Phase;
import ikabud.support.Site;
import ikabud.support.Snapshots;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutlookTest {
    private static final Instant NOW = Snapshots.AT;

    private static Outlook of(Site site) {
        return outlook(site).orElseThrow();
    }

    private static Optional<Outlook> outlook(Site site) {
        InstanceSample sample = site.sample();
        return Outlook.of(sample.entry().record(), NOW, false);
    }

    private static Site backoff(String cause) {
        return Snapshots.site("shop").backoff(cause, FailureClass.CRASH, 4);
    }

    @Test
    void a_restart_says_which_it_is_and_when() {
        assertEquals(
                "restart 2 of 3 in 4 s",
                of(backoff("restart 2 of 3: killed by signal 9")).brief());
        assertEquals(
                "restart 2 of 3 in 4 s: crash: killed by signal 9",
                of(backoff("killed by signal 9; restart 2 of at most 3 within 60 s"))
                        .full());
        assertEquals(
                "restart in 4 s: crash: killed by signal 9",
                of(backoff("killed by signal 9")).full());
    }

    @Test
    void what_is_due_is_due_now() {
        assertEquals("restart now", of(backoff("").until(0)).brief());
        assertEquals("restart now", of(backoff("").until(-60)).brief());
    }

    @Test
    void long_waits_have_minutes() {
        assertEquals("in 1m05s", of(backoff("").until(65)).least());
    }

    @Test
    void a_failure_is_told_with_its_class_once() {
        var config = Snapshots.site("shop").failed("config: line 12").failure(FailureClass.CONFIG);
        assertEquals("config: line 12", of(config).full());
        assertEquals(
                "start timeout: no answer",
                of(Snapshots.site("shop").failed("no answer").failure(FailureClass.START_TIMEOUT))
                        .full());
    }

    @Test
    void a_transition_has_a_limit_that_can_be_overdue() {
        assertEquals(
                "at most 12 s",
                of(Snapshots.site("shop").phase(Phase.STOPPING).until(12)).full());
        assertEquals(
                "overdue",
                of(Snapshots.site("shop").phase(Phase.STOPPING).until(-1)).full());
        assertEquals(
                "waits for db",
                of(Snapshots.site("shop").waiting("waits for db")).full());
    }

    @Test
    void what_runs_or_is_meant_to_be_down_needs_no_words() {
        assertTrue(outlook(Snapshots.site("shop")).isEmpty());
        assertTrue(outlook(Snapshots.site("shop").down()).isEmpty());
    }

    @Test
    void words_shrink_with_the_room() {
        Outlook outlook = of(backoff("restart 2 of 3: killed by signal 9"));

        assertEquals("restart 2 of 3 in 4 s: crash: …", outlook.fit(31, '…'));
        assertEquals("restart 2 of 3 in 4 s", outlook.fit(28, '…'));
        assertEquals("restart 2 of 3 in 4 s", outlook.fit(21, '…'));
        assertEquals("in 4 s", outlook.fit(13, '…'));
    }

    @Test
    void only_what_has_an_end_ahead_counts_down() {
        InstanceRecord due = backoff("").sample().entry().record();
        Observed observed = due.observed();

        assertTrue(Outlook.countsDown(observed, NOW));
        assertFalse(Outlook.countsDown(observed, NOW.plusSeconds(4)));
    }
}
