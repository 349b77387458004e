package ikabud.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ikabud.model.InstanceId;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AgendaTest {
    private static final InstanceId A = new InstanceId("a");
    private static final InstanceId B = new InstanceId("b");

    private final Agenda agenda = new Agenda();

    @Test
    void a_time_that_moved_takes_the_place_of_the_old_one() {
        agenda.at(A, 100);
        agenda.at(A, 200);

        assertEquals(Optional.empty(), agenda.take(150));
        assertEquals(50, agenda.untilNext(150, 1000));
        assertEquals(Optional.of(A), agenda.take(200));
        assertEquals(Optional.empty(), agenda.take(999));
    }

    @Test
    void what_is_asked_for_now_makes_its_later_time_void() {
        agenda.at(A, 100);
        agenda.soon(A);

        assertEquals(Optional.of(A), agenda.take(0));
        agenda.giveBack(A, OptionalLong.empty());
        assertEquals(Optional.empty(), agenda.take(100));
    }

    @Test
    void nobody_is_handed_out_twice_and_what_came_meanwhile_comes_after() {
        agenda.soon(A);
        agenda.take(0);
        agenda.first(A);

        assertEquals(Optional.empty(), agenda.take(0));
        agenda.giveBack(A, OptionalLong.of(500));
        assertEquals(Optional.of(A), agenda.take(0));
    }

    @Test
    void an_exit_comes_before_all_who_wait() {
        agenda.soon(A);
        agenda.first(B);

        assertEquals(Optional.of(B), agenda.take(0));
        assertEquals(Optional.of(A), agenda.take(0));
    }

    @Test
    void what_was_dropped_does_not_come_back() {
        agenda.soon(A);
        agenda.take(0);
        agenda.soon(A);
        agenda.giveBack(A, OptionalLong.of(7));
        agenda.drop(A);

        assertEquals(Optional.empty(), agenda.take(10));
        assertEquals(1000, agenda.untilNext(0, 1000));
    }

    @Test
    void times_on_both_sides_of_the_clocks_overflow_are_told_apart() {
        agenda.at(A, Long.MIN_VALUE + 5);

        assertEquals(Optional.empty(), agenda.take(Long.MAX_VALUE));
        assertEquals(6, agenda.untilNext(Long.MAX_VALUE, 1000));
        assertEquals(Optional.of(A), agenda.take(Long.MIN_VALUE + 5));
    }
}
