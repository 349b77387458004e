package ikabud.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.support.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private final FakeClock clock = new FakeClock();
    private final long start = clock.nanoTime();
    private final List<String> done = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private final List<Round> planned = new ArrayList<>();
    private int over;

    private void plan(String name, long everyMillis, Runnable more) {
        planned.add(new Round(name, Duration.ofMillis(everyMillis), () -> {
            done.add(name + "@" + millis());
            more.run();
        }));
    }

    private long millis() {
        return (clock.nanoTime() - start) / 1_000_000;
    }

    /** Lets time pass until that moment, whose round begins no other. */
    private Rounds runUntil(long endMillis) {
        Rounds[] rounds = new Rounds[1];
        planned.add(new Round("end", Duration.ofMillis(endMillis), () -> rounds[0].end()));
        rounds[0] = new Rounds(planned, clock, troubles::add, () -> over++);
        rounds[0].run();
        return rounds[0];
    }

    @Test
    void they_come_again_after_their_period() {
        plan("look", 20_000, () -> {});

        runUntil(50_000);

        assertEquals(List.of("look@20000", "look@40000"), done);
    }

    @Test
    void a_failure_is_told_and_costs_only_that_time() {
        plan("look", 20_000, () -> {
            throw new IllegalStateException("odd");
        });

        runUntil(50_000);

        assertEquals(List.of("look@20000", "look@40000"), done);
        assertEquals(2, troubles.size());
        assertTrue(troubles.get(0).startsWith("look: "), troubles.get(0));
        assertTrue(troubles.get(0).endsWith("odd"), troubles.get(0));
    }

    @Test
    void what_is_nearly_due_is_done_with_the_one_before() {
        plan("often", 1000, () -> {});
        plan("rare", 2300, () -> {});

        runUntil(5500);

        assertEquals(
                List.of("often@1000", "often@2000", "rare@2000", "often@3000", "often@4000", "rare@4000", "often@5000"),
                done.subList(0, 7));
    }

    @Test
    void one_that_takes_longer_than_its_period_leaves_a_period_to_the_others() {
        plan("slow", 1000, () -> clock.advance(Duration.ofMillis(2500)));

        runUntil(9000);

        assertEquals(List.of("slow@1000", "slow@4500", "slow@8000"), done.subList(0, 3));
    }

    @Test
    void its_end_is_told_when_what_was_under_way_is_over() {
        plan("look", 1000, () -> {});

        Rounds rounds = runUntil(500);

        assertEquals(List.of(), done);
        assertEquals(1, over);
        assertFalse(rounds.areUnderWay());
    }

    @Test
    void without_any_it_ends_at_once() {
        new Rounds(List.of(), clock, troubles::add, () -> over++).run();

        assertEquals(0, millis());
    }
}
