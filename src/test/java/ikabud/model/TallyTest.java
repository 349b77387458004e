package ikabud.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final InstanceId SHOP = new InstanceId("shop");
    private static final Instant BEGIN = Instant.parse("2026-11-20T00:00:00Z");

    private final Tally tally = new Tally();
    private long sequence;

    private TallyTest at(int second, EventKind... kinds) {
        for (EventKind kind : kinds) {
            tally.take(new Turn(++sequence, BEGIN.plusSeconds(second), SHOP, kind, ""));
        }
        return this;
    }

    private double uptime(int second) {
        return tally.of(SHOP, BEGIN.plusSeconds(second)).uptimePercent().orElseThrow();
    }

    private OptionalInt restarts() {
        return tally.of(SHOP, BEGIN).restarts();
    }

    @Test
    void only_what_the_supervisor_brought_up_again_is_a_restart() {
        at(0, EventKind.CREATED, EventKind.STARTED)
                .at(10, EventKind.EXITED)
                .at(11, EventKind.RECOVERED)
                .at(20, EventKind.RESTARTED)
                .at(30, EventKind.EXITED)
                .at(32, EventKind.RECOVERED);

        assertEquals(OptionalInt.of(2), restarts());
        assertEquals(sequence, tally.last());
    }

    @Test
    void uptime_is_of_the_time_it_was_wanted_up() {
        at(0, EventKind.STARTED)
                .at(90, EventKind.EXITED)
                .at(100, EventKind.RECOVERED)
                .at(200, EventKind.STOPPED);

        assertEquals(95.0, uptime(200), 0.001);
        assertEquals(95.0, uptime(100_000), 0.001);
    }

    @Test
    void what_is_down_and_wanted_up_loses_with_the_time() {
        at(0, EventKind.STARTED).at(50, EventKind.EXITED);

        assertEquals(50.0, uptime(100), 0.001);
        assertEquals(25.0, uptime(200), 0.001);
    }

    @Test
    void what_does_not_serve_is_not_up_though_it_runs() {
        at(0, EventKind.STARTED)
                .at(10, EventKind.UNHEALTHY)
                .at(20, EventKind.HEALTHY)
                .at(30, EventKind.DEGRADED)
                .at(40, EventKind.SATURATED);

        assertEquals(90.0, uptime(100), 0.001);
    }

    @Test
    void a_fault_lasts_until_it_is_well_again_or_another_master_runs() {
        at(0, EventKind.STARTED);
        assertEquals(Optional.empty(), fault());

        String detail = Fault.WORKERS_CRASHING.sentence() + "; 3 crashed";
        tally.take(new Turn(++sequence, BEGIN.plusSeconds(1), SHOP, EventKind.DEGRADED, detail));
        assertEquals(Optional.of(Fault.WORKERS_CRASHING), fault());
        at(2, EventKind.HEALTHY);
        assertEquals(Optional.empty(), fault());

        tally.take(new Turn(++sequence, BEGIN.plusSeconds(3), SHOP, EventKind.UNHEALTHY, Fault.SOCKET_GONE.sentence()));
        assertEquals(Optional.of(Fault.SOCKET_GONE), fault());
        at(4, EventKind.RESTARTED);
        assertEquals(Optional.empty(), fault());
    }

    private Optional<Fault> fault() {
        return tally.of(SHOP, BEGIN).fault();
    }

    @Test
    void an_id_that_is_used_again_starts_afresh() {
        at(0, EventKind.STARTED)
                .at(10, EventKind.EXITED)
                .at(20, EventKind.RECOVERED)
                .at(30, EventKind.REMOVED);
        assertEquals(OptionalInt.of(0), restarts());

        at(40, EventKind.CREATED, EventKind.STARTED);
        assertEquals(100.0, uptime(50), 0.001);
    }

    @Test
    void what_never_was_wanted_up_has_no_uptime() {
        assertTrue(tally.of(SHOP, BEGIN).uptimePercent().isEmpty());
        at(0, EventKind.CREATED).at(10, EventKind.STOPPED);
        assertTrue(tally.of(SHOP, BEGIN.plusSeconds(20)).uptimePercent().isEmpty());
    }

    @Test
    void a_clock_that_was_set_back_adds_nothing() {
        at(100, EventKind.STARTED)
                .at(50, EventKind.EXITED)
                .at(60, EventKind.RECOVERED)
                .at(200, EventKind.STOPPED);

        assertEquals(100.0, uptime(300), 0.001);
    }
}
