package ikabud.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.InstanceSample.Liveness;
import ikabud.support.Instances;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SnapshotTest {

    private static final InstanceId BLOG = new InstanceId("blog");

    @Test
    void an_unread_instance_has_no_numbers_at_all() {
        var running = InstanceSample.unread(new Roster.Entry(Instances.up("blog"), Map.of()));
        var stopped = InstanceSample.unread(new Roster.Entry(Instances.down("blog"), Map.of()));

        assertEquals(Liveness.UNKNOWN, running.liveness());
        assertEquals(Liveness.NONE, stopped.liveness());
        assertTrue(running.cpuPercent().isEmpty());
        assertTrue(running.rssBytes().isEmpty());
        assertEquals(Health.UNKNOWN, running.health());
    }

    @Test
    void an_instance_is_found_by_its_id() {
        var entry = new Roster.Entry(Instances.up("blog"), Map.of(Verb.START, "it runs"));
        var sample = InstanceSample.unread(entry);

        var snapshot = new Snapshot(1, Instant.EPOCH, Duration.ZERO, HostSample.UNKNOWN, List.of(sample));

        assertEquals(Optional.of(sample), snapshot.find(BLOG));
        assertEquals(Optional.empty(), Snapshot.NONE.find(BLOG));
        assertEquals(Optional.of(entry), new Roster(List.of(entry)).find(BLOG));
        assertEquals(Optional.empty(), Roster.EMPTY.find(BLOG));
    }

    @Test
    void a_verb_that_is_not_possible_says_why() {
        var entry = new Roster.Entry(Instances.up("blog"), Map.of(Verb.START, "it runs"));

        assertEquals(Optional.of("it runs"), entry.refusal(Verb.START));
        assertEquals(Optional.empty(), entry.refusal(Verb.STOP));
    }

    @Test
    void a_history_forgets_its_oldest_value() {
        var history = History.EMPTY.with(1, 2).with(2, 2).with(3, 2);

        assertEquals(2, history.size());
        assertEquals(2, history.at(0));
        assertEquals(3, history.at(1));
    }

    @Test
    void an_owner_without_a_name_is_told_apart() {
        assertTrue(new Owner("#1234", 1234, 1234, false).nameless());
        assertFalse(Instances.instance("blog").owner().nameless());
    }

    @Test
    void words_are_written_for_people() {
        assertEquals("backoff", Phase.BACKOFF.word());
        assertEquals("restart", Verb.RESTART.word());
        assertEquals("strays ended", EventKind.STRAYS_ENDED.word());
    }
}
