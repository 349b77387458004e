package ikabud.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.Fault;
import ikabud.model.Observed;
import ikabud.model.Phase;
import ikabud.support.FakeClock;
import ikabud.support.FakeSites;
import ikabud.support.Instances;
import ikabud.support.MemoryStore;
import ikabud.support.TestRoot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VisitRoundTest {
    private final FakeClock clock = new FakeClock();
    private final MemoryStore store = new MemoryStore();
    private final FakeSites sites = new FakeSites();
    private final VisitRound round = new VisitRound(sites, store, clock, TestRoot.ACTOR);

    @BeforeEach
    void one_is_up() {
        store.put(Instances.hosted("blog", true));
    }

    private List<EventKind> told() {
        return store.events(null, null, 0, 100).stream().map(Event::kind).toList();
    }

    @Test
    void a_site_that_answers_is_no_news() {
        round.run();
        round.run();

        assertEquals(List.of(), told());
    }

    @Test
    void one_that_fails_twice_is_told_once_and_so_is_its_recovery() {
        sites.fail();
        round.run();
        assertEquals(List.of(), told());
        round.run();
        round.run();
        assertEquals(List.of(EventKind.UNHEALTHY), told());
        assertEquals(
                Optional.of(Fault.SITE_DOWN),
                Fault.toldBy(store.events(null, null, 0, 1).get(0).detail()));

        sites.recover();
        round.run();
        round.run();

        assertEquals(List.of(EventKind.UNHEALTHY, EventKind.HEALTHY), told());
    }

    @Test
    void one_bad_answer_between_good_ones_is_no_news() {
        for (int i = 0; i < 3; i++) {
            sites.fail();
            round.run();
            sites.recover();
            round.run();
        }

        assertEquals(List.of(), told());
    }

    @Test
    void a_new_opening_begins_anew() {
        sites.fail();
        round.run();
        round.run();
        var id = Instances.hosted("blog", true).id();
        store.observe(id, new Observed(Phase.DOWN, null, Instant.EPOCH, ""), null);
        store.observe(id, new Observed(Phase.UP, null, Instant.EPOCH, ""), null);
        round.run();

        assertEquals(List.of(EventKind.UNHEALTHY), told());
    }

    @Test
    void neither_those_that_are_shut_nor_those_with_processes_are_asked() {
        store.put(Instances.hosted("blog", false));
        store.put(Instances.up("shop"));
        sites.fail();
        round.run();
        round.run();

        assertTrue(told().isEmpty());
    }
}
