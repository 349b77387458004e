package ikabud.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ikabud.model.InstanceSample.Liveness;
import ikabud.support.Instances;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class HealthTest {

    private static final InstanceRecord UP = Instances.up("blog");
    private static final Optional<Boolean> LISTENS = Optional.of(true);

    @Test
    void a_master_that_is_gone_but_wanted_is_failing() {
        assertEquals(Health.FAILING, judge(UP, Liveness.GONE, LISTENS, 0, 0));
    }

    @Test
    void a_site_that_is_wanted_down_and_does_not_run_is_down() {
        assertEquals(Health.DOWN, judge(Instances.down("blog"), Liveness.NONE, Optional.empty(), 0, 0));
    }

    @Test
    void a_start_in_progress_is_not_a_failure() {
        var starting = Instances.record("blog", Wanted.UP, Phase.STARTING, null);

        assertEquals(Health.DOWN, judge(starting, Liveness.NONE, Optional.empty(), 0, 0));
    }

    @Test
    void a_running_master_without_its_socket_is_failing() {
        assertEquals(Health.FAILING, judge(UP, Liveness.ALIVE, Optional.of(false), 0, 0));
    }

    @Test
    void a_socket_that_could_not_be_looked_for_is_no_failure() {
        assertEquals(Health.HEALTHY, judge(UP, Liveness.ALIVE, Optional.empty(), 0, 0));
    }

    @Test
    void busy_workers_or_a_queue_are_saturation() {
        assertEquals(Health.HEALTHY, judge(UP, Liveness.ALIVE, LISTENS, 4, 0));
        assertEquals(Health.SATURATED, judge(UP, Liveness.ALIVE, LISTENS, 5, 0));
        assertEquals(Health.SATURATED, judge(UP, Liveness.ALIVE, LISTENS, 0, 1));
    }

    @Test
    void a_frozen_master_is_degraded_and_an_unread_one_unknown() {
        assertEquals(Health.DEGRADED, judge(UP, Liveness.FROZEN, LISTENS, 0, 0));
        assertEquals(Health.UNKNOWN, judge(UP, Liveness.UNKNOWN, LISTENS, 0, 0));
        assertEquals("unknown", Health.UNKNOWN.word());
    }

    private static Health judge(
            InstanceRecord record, Liveness liveness, Optional<Boolean> socket, int active, int queue) {
        var pool = new PoolStatus(active, 0, 0, 0, 0, Instant.EPOCH, Instant.EPOCH);
        return Health.judge(record, liveness, socket, Optional.of(pool), OptionalInt.of(5), OptionalInt.of(queue));
    }
}
