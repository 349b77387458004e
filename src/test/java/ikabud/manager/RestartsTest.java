package ikabud.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.FailureClass;
import ikabud.model.RestartMode;
import ikabud.model.RestartPolicy;
import ikabud.support.Survives;
import ikabud.support.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class RestartsTest {
    private static final double NO_JITTER = 0.5;
    private static final RestartPolicy USUAL = RestartPolicy.DEFAULT;

    private double random = NO_JITTER;
    private final Restarts restarts = new Restarts(() -> random);
    private long now = 1_000_000_000L;

    private static RestartPolicy policy(RestartMode mode, int most, int window, int delay) {
        return new RestartPolicy(mode, most, Duration.ofSeconds(window), Duration.ofSeconds(delay));
    }

    private static RestartPolicy patient(int most, int window, int delay) {
        return policy(RestartMode.ON_FAILURE, most, window, delay);
    }

    /** It ends; where it is restarted, time passes until then. */
    private Decision ends(RestartPolicy policy, FailureClass failure, @Nullable Integer servedSeconds) {
        if (servedSeconds != null) {
            now += Duration.ofSeconds(servedSeconds).toNanos();
        }
        Decision decision =
                restarts.ended(policy, failure, now, servedSeconds == null ? null : Duration.ofSeconds(servedSeconds));
        now += decision.delay().toNanos();
        return decision;
    }

    /** The delays in milliseconds up to the end of all tries, at most {@code most}. */
    private List<Long> delays(RestartPolicy policy, FailureClass failure, @Nullable Integer served, int most) {
        List<Long> delays = new ArrayList<>();
        while (delays.size() < most) {
            Decision decision = ends(policy, failure, served);
            if (decision.kind() != Decision.Kind.RESTART) {
                return delays;
            }
            delays.add(decision.delay().toMillis());
        }
        return delays;
    }

    @Test
    @Survives(Trouble.CRASH_LOOP)
    void the_delay_doubles_up_to_the_longest() {
        assertEquals(
                List.of(1000L, 2000L, 4000L, 8000L, 16000L, 32000L, 60000L, 60000L),
                delays(patient(100, 60, 1), FailureClass.CRASH, 1, 8));
    }

    @Test
    void the_delay_is_spread_by_a_fifth_to_each_side() {
        random = 0;
        assertEquals(800, ends(USUAL, FailureClass.CRASH, 1).delay().toMillis());
        random = 0.999_999_9;
        assertEquals(2400, Math.round(ends(USUAL, FailureClass.CRASH, 1).delay().toNanos() / 1e6));
    }

    @Test
    void without_a_delay_it_is_restarted_at_once_as_often_as_it_may_be() {
        assertEquals(List.of(0L, 0L, 0L), delays(patient(3, 60, 0), FailureClass.CRASH, 0, 10));
    }

    @Test
    void more_restarts_in_the_window_than_allowed_are_given_up() {
        assertEquals(3, delays(USUAL, FailureClass.CRASH, 2, 10).size());
        assertEquals(
                "3 restarts within 60 s did not help",
                ends(USUAL, FailureClass.CRASH, 0).reason());
    }

    @Test
    void restarts_that_have_left_the_window_do_not_count() {
        RestartPolicy quick = patient(2, 10, 0);

        assertEquals(50, delays(quick, FailureClass.CRASH, 6, 50).size());
        assertEquals(
                2, new RestartsTest().delays(quick, FailureClass.CRASH, 3, 50).size());
    }

    @Test
    @Survives(Trouble.CRASH_LOOP)
    void a_limit_that_the_delays_put_out_of_reach_is_one_of_starts_that_never_served() {
        assertEquals(
                List.of(30_000L, 60_000L, 60_000L), delays(patient(3, 60, 30), FailureClass.START_TIMEOUT, null, 100));
        assertEquals(
                Restarts.MOST_UNREADY - 1,
                new RestartsTest()
                        .delays(patient(50, 60, 30), FailureClass.CRASH, null, 100)
                        .size());
    }

    @Test
    void what_serves_now_and_then_never_counts_as_never_ready() {
        assertEquals(100, delays(patient(3, 60, 30), FailureClass.CRASH, 1, 100).size());
    }

    @Test
    @Survives(Trouble.CRASH_LOOP)
    void a_crash_just_after_the_stable_time_never_gives_up_and_always_waits_the_first_delay() {
        List<Long> delays = delays(USUAL, FailureClass.CRASH, 61, 200);

        assertEquals(200, delays.size());
        assertTrue(delays.stream().allMatch(delay -> delay == 1000), delays.toString());
    }

    @Test
    void after_a_long_delay_it_has_to_serve_twice_as_long_to_count_as_new() {
        RestartPolicy short_window = patient(3, 1, 20);
        ends(short_window, FailureClass.CRASH, 1);

        assertEquals(40_000, ends(short_window, FailureClass.CRASH, 39).delay().toMillis());
        assertEquals(20_000, ends(short_window, FailureClass.CRASH, 81).delay().toMillis());
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureClass.class,
            names = {"CONFIG", "RIGHTS"})
    void what_a_restart_cannot_mend_is_tried_only_under_always_and_at_the_longest_delay(FailureClass failure) {
        assertEquals(Decision.Kind.GIVE_UP, ends(USUAL, failure, null).kind());
        assertTrue(Restarts.isFinal(USUAL, failure));

        RestartPolicy always = policy(RestartMode.ALWAYS, 3, 60, 1);
        assertEquals(60_000, ends(always, failure, 5).delay().toMillis());
        assertEquals(
                Restarts.MOST_UNREADY - 1, delays(always, failure, null, 100).size());
    }

    @ParameterizedTest
    @EnumSource(FailureClass.class)
    void never_means_never(FailureClass failure) {
        RestartPolicy never = policy(RestartMode.NEVER, 3, 60, 1);

        assertEquals(Decision.Kind.LEAVE, ends(never, failure, 100).kind());
        assertTrue(Restarts.isFinal(never, failure));
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureClass.class,
            mode = Mode.EXCLUDE,
            names = {"CONFIG", "RIGHTS"})
    void no_restarts_at_all_may_be_allowed(FailureClass failure) {
        assertEquals(
                Decision.Kind.GIVE_UP, ends(patient(0, 60, 1), failure, 100).kind());
    }

    @Test
    void a_conflict_is_tried_again_at_once_and_then_like_a_crash() {
        assertEquals(List.of(0L, 1000L, 2000L), delays(USUAL, FailureClass.CONFLICT, null, 100));
    }

    @Test
    @Survives(Trouble.FORK_FAILS)
    void what_is_short_waits_longer() {
        assertEquals(List.of(10_000L, 20_000L, 40_000L, 60_000L), delays(USUAL, FailureClass.RESOURCE, null, 4));
        assertEquals(
                15_000,
                new RestartsTest()
                        .ends(patient(3, 60, 15), FailureClass.RESOURCE, null)
                        .delay()
                        .toMillis());
    }

    @Test
    void crashes_before_a_shortage_do_not_make_its_first_wait_longer() {
        delays(USUAL, FailureClass.CRASH, 0, 100);

        assertEquals(
                10_000,
                ends(patient(10, 60, 1), FailureClass.RESOURCE, null).delay().toMillis());
    }

    @Test
    void a_reset_begins_anew() {
        delays(USUAL, FailureClass.CRASH, 0, 100);
        restarts.reset();

        assertEquals(List.of(1000L, 2000L, 4000L), delays(USUAL, FailureClass.CRASH, 0, 100));
    }

    @Test
    void what_an_earlier_supervisor_did_counts() {
        restarts.remember(now - Duration.ofSeconds(5).toNanos(), true);
        restarts.remember(now - Duration.ofSeconds(3).toNanos(), true);

        assertEquals(List.of(4000L), delays(USUAL, FailureClass.CRASH, 0, 100));
    }

    @Test
    void a_reason_says_how_many_that_makes() {
        ends(USUAL, FailureClass.CRASH, 1);

        assertEquals(
                "restart 2 of at most 3 within 60 s",
                ends(USUAL, FailureClass.CRASH, 1).reason());
    }
}
