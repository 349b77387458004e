package ikabud.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.Fault;
import ikabud.model.Health;
import ikabud.model.Judgement;
import ikabud.support.FakeClock;
import ikabud.support.Instances;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CourseTest {
    private static final Judgement HEALTHY = Judgement.fine(Health.HEALTHY, "");
    private static final Judgement SATURATED = Judgement.fine(Health.SATURATED, "");
    private static final Judgement FROZEN = Judgement.of(Fault.FROZEN, "");
    private static final Judgement GONE = Judgement.of(Fault.SOCKET_GONE, "");
    private static final Judgement KILLED = Judgement.of(Fault.WORKERS_KILLED, "1 killed");

    private static final Judgement OVER = Judgement.of(Fault.OVER_MEMORY, "612M of 512M");

    private final FakeClock clock = new FakeClock();
    private final Course course = new Course(Instances.MASTER, HEALTHY);

    @Test
    void nothing_is_told_while_all_is_well() {
        assertEquals(List.of(), looks(HEALTHY, HEALTHY, HEALTHY));
    }

    @Test
    void saturation_is_told_at_the_second_look_and_once() {
        assertEquals(List.of(), looks(SATURATED));
        assertEquals(List.of(SATURATED), looks(SATURATED, SATURATED, SATURATED));
    }

    @Test
    void a_moment_of_saturation_is_not_told() {
        assertEquals(List.of(), looks(SATURATED, HEALTHY, SATURATED, HEALTHY));
    }

    @Test
    void a_socket_that_is_gone_is_told_at_once_and_a_stopped_master_at_the_second_look() {
        assertEquals(List.of(GONE), looks(GONE));
        assertEquals(List.of(FROZEN), looks(new Course(Instances.MASTER, HEALTHY), FROZEN, FROZEN));
    }

    @Test
    void it_is_told_when_all_is_well_again_after_two_looks() {
        looks(SATURATED, SATURATED);
        clock.advance(Duration.ofSeconds(30));

        assertEquals(List.of(), looks(HEALTHY));
        assertEquals(List.of(HEALTHY), looks(HEALTHY));
    }

    @Test
    void what_comes_and_goes_is_told_at_most_every_half_minute() {
        List<Judgement> told = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            told.addAll(looks(SATURATED, SATURATED, HEALTHY, HEALTHY));
        }

        // Twenty minutes are forty half minutes.
        assertTrue(told.size() <= 41, told.size() + " were told");
    }

    @Test
    void worse_news_do_not_wait() {
        looks(SATURATED, SATURATED);

        assertEquals(List.of(FROZEN), looks(FROZEN, FROZEN));
        assertEquals(List.of(GONE), looks(GONE));
    }

    @Test
    void killed_workers_keep_it_degraded_for_a_minute() {
        assertEquals(List.of(KILLED), looks(KILLED));
        assertEquals(List.of(), looks(HEALTHY, SATURATED, SATURATED, HEALTHY, HEALTHY, HEALTHY));

        clock.advance(Duration.ofSeconds(40));

        assertEquals(List.of(HEALTHY), looks(HEALTHY, HEALTHY));
    }

    @Test
    void what_was_told_before_us_and_is_over_is_told_as_over() {
        assertEquals(List.of(HEALTHY), looks(new Course(Instances.MASTER, SATURATED), HEALTHY, HEALTHY));
    }

    @Test
    void a_fault_is_handed_over_when_it_is_told_and_again_while_it_lasts() {
        assertEquals(Optional.empty(), course.dueFault(clock.nanoTime()));
        looks(FROZEN, FROZEN);

        assertEquals(Optional.of(Fault.FROZEN), course.dueFault(clock.nanoTime()));
        assertEquals(Optional.empty(), course.dueFault(clock.nanoTime()));
        clock.advance(Duration.ofSeconds(30));
        assertEquals(Optional.of(Fault.FROZEN), course.dueFault(clock.nanoTime()));
        looks(GONE);
        assertEquals(Optional.of(Fault.SOCKET_GONE), course.dueFault(clock.nanoTime()));
    }

    @Test
    void a_fault_that_comes_again_is_handed_over_though_it_is_not_told_again() {
        looks(FROZEN, FROZEN);
        assertEquals(Optional.of(Fault.FROZEN), course.dueFault(clock.nanoTime()));

        assertEquals(List.of(), looks(HEALTHY, FROZEN));
        assertEquals(Optional.empty(), course.dueFault(clock.nanoTime()));
        assertEquals(List.of(), looks(FROZEN));
        assertEquals(Optional.of(Fault.FROZEN), course.dueFault(clock.nanoTime()));
    }

    @Test
    void a_fault_that_is_over_is_handed_to_nobody() {
        Course later = new Course(Instances.MASTER, FROZEN);
        looks(later, HEALTHY);

        assertEquals(Optional.empty(), later.dueFault(clock.nanoTime()));
    }

    @Test
    void what_is_only_told_is_handed_to_nobody() {
        looks(KILLED);

        assertEquals(Optional.empty(), course.dueFault(clock.nanoTime()));
    }

    @Test
    void too_much_memory_is_told_at_the_second_look_and_again_each_hour_it_lasts() {
        assertEquals(List.of(), looks(OVER));
        assertEquals(List.of(OVER), looks(OVER, OVER, OVER));
        assertEquals(Optional.of(Fault.OVER_MEMORY), course.dueFault(clock.nanoTime()));

        clock.advance(Duration.ofMinutes(59));
        assertEquals(List.of(), looks(OVER));
        clock.advance(Duration.ofMinutes(1));
        assertEquals(List.of(OVER), looks(OVER, OVER));
    }

    private List<Judgement> looks(Judgement... seen) {
        return looks(course, seen);
    }

    private List<Judgement> looks(Course at, Judgement... seen) {
        List<Judgement> told = new ArrayList<>();
        for (Judgement judgement : seen) {
            clock.advance(Duration.ofSeconds(5));
            at.next(judgement, clock.nanoTime()).ifPresent(told::add);
        }
        return told;
    }
}
