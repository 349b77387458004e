package ikabud.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.backend.Backends;
import ikabud.backend.Steps;
import ikabud.model.BackendKind;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.ExitCode;
import ikabud.model.FailureClass;
import ikabud.model.InstanceRecord;
import ikabud.model.MigrationPlan;
import ikabud.model.Outcome;
import ikabud.model.Phase;
import ikabud.model.Wanted;
import ikabud.support.FakeBackend;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a migration does, and what it does where the new side is no good. */
class MigratingTest extends TwoWays {
    private List<EventKind> events() {
        return journal.events(BLOG, null, 0, 100).stream().map(Event::kind).toList();
    }

    private String lastDetail() {
        List<Event> events = journal.events(BLOG, null, 0, 100);
        return events.get(events.size() - 1).detail();
    }

    @Test
    void a_serving_instance_is_brought_up_in_the_new_way_after_the_old_has_ended() {
        started(BackendKind.DIRECT);
        systemd.beforeReady(() -> {
            assertFalse(direct.isRunning(BLOG));
            clock.advance(Duration.ofMillis(213));
        });

        Outcome outcome = migrate(BackendKind.SYSTEMD);

        assertEquals(
                "blog is run by systemd now, PID 2000; nothing served for 213 ms",
                outcome.message(),
                outcome.toString());
        assertOnly(BackendKind.SYSTEMD, Phase.UP, "");
        assertEquals(List.of("QUIT 1000"), direct.signals());
        assertEquals(Wanted.UP, record().intent().wanted());
        assertEquals(
                List.of(
                        EventKind.CREATED,
                        EventKind.STARTED,
                        EventKind.CHANGED,
                        EventKind.RESTARTED,
                        EventKind.MIGRATED),
                events());
        assertEquals("direct -> systemd, PID 2000; nothing served for 213 ms", lastDetail());
    }

    @Test
    void the_way_back_is_the_same() {
        started(BackendKind.SYSTEMD);

        assertTrue(migrate(BackendKind.DIRECT).isDone());

        assertOnly(BackendKind.DIRECT, Phase.UP, "");
    }

    @Test
    void what_is_down_is_not_started_and_stays_down() {
        register(BackendKind.DIRECT);

        Outcome outcome = migrate(BackendKind.SYSTEMD);

        assertEquals("blog is run by systemd now; it was down and was not started", outcome.message());
        assertOnly(BackendKind.SYSTEMD, Phase.DOWN, "");
        assertEquals(Wanted.DOWN, record().intent().wanted());
        assertEquals(List.of(), systemd.spawned());
        assertEquals(List.of("blog down"), systemd.wishes());
    }

    @Test
    void what_waits_for_a_restart_gets_it_in_the_new_way() {
        started(BackendKind.DIRECT);
        direct.end(BLOG, FailureClass.CRASH);
        manager.attendant().attend(BLOG);
        assertEquals(Phase.BACKOFF, record().observed().phase());

        assertTrue(migrate(BackendKind.SYSTEMD).isDone());

        assertOnly(BackendKind.SYSTEMD, Phase.DOWN, "");
        attendToTheEnd();
        assertOnly(BackendKind.SYSTEMD, Phase.UP, "");
    }

    @Test
    void a_new_side_that_does_not_come_up_is_given_up_for_the_old() {
        started(BackendKind.DIRECT);
        systemd.failNext(FailureClass.CONFIG);

        Outcome outcome = migrate(BackendKind.SYSTEMD);

        assertEquals(ExitCode.FAILED, outcome.exitCode());
        assertTrue(
                outcome.message()
                        .startsWith(
                                "migrate of blog: systemd: it failed: config; it serves again with direct, PID 1001"),
                outcome.message());
        assertOnly(BackendKind.DIRECT, Phase.UP, "");
        assertTrue(events().contains(EventKind.FAILED));
        assertFalse(events().contains(EventKind.MIGRATED));
    }

    @Test
    void a_site_that_answers_with_an_error_in_the_new_way_only_is_brought_back() {
        started(BackendKind.DIRECT);
        systemd.breakSites();

        Outcome outcome = migrate(BackendKind.SYSTEMD);

        assertEquals(ExitCode.FAILED, outcome.exitCode());
        assertTrue(outcome.message().contains("it answered 500"), outcome.message());
        assertOnly(BackendKind.DIRECT, Phase.UP, "");
    }

    @Test
    void a_site_that_was_ill_before_may_stay_so() {
        started(BackendKind.DIRECT);
        direct.breakSites();
        systemd.breakSites();

        assertTrue(migrate(BackendKind.SYSTEMD).isDone());

        assertOnly(BackendKind.SYSTEMD, Phase.UP, "");
        assertEquals(EventKind.DEGRADED, events().get(events().size() - 1));
    }

    @Test
    void a_stop_in_the_middle_wins_and_nothing_runs_on_either_side() {
        started(BackendKind.DIRECT);
        systemd.beforeReady(() -> journal.want(BLOG, Wanted.DOWN));

        Outcome outcome = migrate(BackendKind.SYSTEMD);

        assertEquals(ExitCode.REFUSED, outcome.exitCode());
        assertOnly(BackendKind.DIRECT, Phase.DOWN, outcome.message());
        assertEquals(Wanted.DOWN, record().intent().wanted());
    }

    @Test
    void a_stop_that_only_the_new_side_heard_of_is_told_to_the_old_one() {
        started(BackendKind.SYSTEMD);
        direct.beforeReady(() -> journal.want(BLOG, Wanted.DOWN));

        assertEquals(ExitCode.REFUSED, migrate(BackendKind.DIRECT).exitCode());

        assertOnly(BackendKind.SYSTEMD, Phase.DOWN, "");
        assertEquals(List.of("blog up", "blog down"), systemd.wishes());
    }

    @Test
    void an_old_side_that_cannot_be_ended_serves_on() {
        for (BackendKind from : List.of(BackendKind.DIRECT, BackendKind.SYSTEMD)) {
            freshly(from);
            int starts = side(from).spawned().size();
            side(from).forbidEnding();

            Outcome outcome = migrate(other(from));

            assertEquals(ExitCode.FAILED, outcome.exitCode(), outcome.message());
            assertOnly(from, Phase.UP, outcome.message());
            assertEquals(starts, side(from).spawned().size(), "the same master");
            side(from).allowEnding();
        }
    }

    @Test
    void what_the_account_s_web_server_serves_is_never_silent() {
        FakeBackend account = new FakeBackend(BackendKind.VIRTUAL).beside(direct);
        direct.beside(account);
        manager = manager(
                new Backends(
                        () -> BackendKind.DIRECT,
                        Map.of(BackendKind.DIRECT, () -> direct, BackendKind.VIRTUAL, () -> account),
                        kind -> List.of()),
                Steps.UNHEARD);
        started(BackendKind.VIRTUAL);
        direct.beforeReady(() -> {
            assertTrue(account.isRunning(BLOG));
            clock.advance(Duration.ofMillis(213));
        });

        Outcome outcome = migrate(BackendKind.DIRECT);

        assertEquals("blog is run by direct now, PID 1000", outcome.message());
        assertEquals(BackendKind.DIRECT, record().instance().backend());
        assertFalse(account.isPrepared(BLOG));
        assertEquals(List.of(), account.signals());
    }

    @Test
    void all_that_stands_against_it_is_said_at_once_and_nothing_is_touched() {
        started(BackendKind.DIRECT);
        systemd.bar("its user has no name", "its document root is /tmp/x");
        InstanceRecord before = record();

        Outcome outcome = migrate(BackendKind.SYSTEMD);

        assertEquals(ExitCode.REFUSED, outcome.exitCode());
        assertTrue(outcome.message().contains("its user has no name; its document root is /tmp/x"), outcome.message());
        assertEquals(before, record());
    }

    @Test
    void what_is_run_that_way_already_stays_as_it_is() {
        started(BackendKind.DIRECT);

        assertEquals(
                "blog is run by direct already", migrate(BackendKind.DIRECT).message());
        assertEquals(1, direct.spawned().size());
    }

    @Test
    void the_best_way_without_obstacles_is_suggested_and_never_a_lower_one() {
        register(BackendKind.DIRECT);
        assertEquals(Optional.of(BackendKind.SYSTEMD), manager.upgrade(record()).map(MigrationPlan::to));

        systemd.bar("no");
        assertEquals(
                Optional.of(List.of("no")), manager.upgrade(record()).map(MigrationPlan::obstacles), "told why not");

        journal.redefine(
                record().instance().with(BackendKind.SYSTEMD),
                new Event(0, clock.now(), BLOG, EventKind.CHANGED, ADMIN, "", null, null));
        assertEquals(Optional.empty(), manager.upgrade(record()));
    }

    @Test
    void a_plan_tells_what_it_means_and_changes_nothing() {
        started(BackendKind.DIRECT);
        InstanceRecord before = record();

        MigrationPlan plan = manager.migration(before, BackendKind.SYSTEMD, Optional.empty());

        assertEquals(List.of("PID 1000; running requests have up to 12 s to end"), plan.stops());
        assertEquals(List.of("systemd's own"), plan.makes());
        assertEquals(List.of("direct's own"), plan.takes());
        assertEquals(List.of("it is run by systemd"), plan.means());
        assertEquals(Duration.ofSeconds(22), plan.longest());
        assertEquals(before, record());
        assertFalse(systemd.isPrepared(BLOG));
    }
}
