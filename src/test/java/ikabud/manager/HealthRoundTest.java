package ikabud.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ikabud.backend.Examiner.PageReply;
import ikabud.backend.Vitals;
import ikabud.backend.WorkerEnds;
import ikabud.journal.Journal;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.Fault;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.Observed;
import ikabud.model.Phase;
import ikabud.model.PoolStatus;
import ikabud.model.ProcessIdentity;
import ikabud.support.FakeClock;
import ikabud.support.FakeExaminer;
import ikabud.support.Instances;
import ikabud.support.TestRoot;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthRoundTest {
    private static final InstanceId BLOG = new InstanceId("blog");
    private static final Vitals FULL = new Vitals(false, Optional.of(true), 3, WorkerEnds.NONE);
    private static final Vitals FROZEN = new Vitals(true, Optional.of(true), 0, WorkerEnds.NONE);

    private final FakeClock clock = new FakeClock();
    private final FakeExaminer examiner = new FakeExaminer();
    private final List<Fault> found = new ArrayList<>();
    private final Journal journal;
    private HealthRound round;

    HealthRoundTest(@TempDir Path directory) {
        journal = Journal.open(directory.resolve("state.db"), clock);
        register(Instances.up("blog"));
        round = round();
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void a_healthy_instance_is_neither_asked_nor_told_of() {
        rounds(5);

        assertEquals(0, examiner.asked);
        assertEquals(List.of(), told());
    }

    @Test
    void saturation_becomes_one_event_and_nothing_else() {
        examiner.vitals.put(BLOG, FULL);
        examiner.status = Optional.of(new PoolStatus(2, 0, 9, 0, 1, Instant.EPOCH, Instant.EPOCH));
        rounds(10);

        assertEquals(List.of(EventKind.SATURATED), told());
        assertEquals(List.of(), found);

        examiner.vitals.clear();
        rounds(2);

        assertEquals(List.of(EventKind.SATURATED, EventKind.HEALTHY), told());
    }

    @Test
    void saturation_is_told_in_the_second_round_and_its_end_within_35_seconds() {
        examiner.vitals.put(BLOG, FULL);
        examiner.status = Optional.of(new PoolStatus(2, 0, 9, 0, 1, Instant.EPOCH, Instant.EPOCH));
        rounds(2);
        assertEquals(List.of(EventKind.SATURATED), told());

        examiner.vitals.clear();
        clock.advance(Duration.ofMillis(100)); // a round takes time too
        rounds(5);
        assertEquals(List.of(EventKind.SATURATED), told());
        rounds(1);
        assertEquals(List.of(EventKind.SATURATED, EventKind.HEALTHY), told());
    }

    @Test
    void a_master_that_is_frozen_again_is_handed_over_again_at_once() {
        examiner.vitals.put(BLOG, FROZEN);
        rounds(2);
        examiner.vitals.clear();
        rounds(1);
        examiner.vitals.put(BLOG, FROZEN);
        rounds(2);

        assertEquals(List.of(Fault.FROZEN, Fault.FROZEN), found);
        assertEquals(List.of(EventKind.DEGRADED), told());
    }

    @Test
    void a_frozen_master_is_told_and_handed_over() {
        examiner.vitals.put(BLOG, FROZEN);
        rounds(2);

        assertEquals(List.of(EventKind.DEGRADED), told());
        assertEquals(List.of(Fault.FROZEN), found);
        Event event = journal.events(BLOG, null, 0, 1).get(0);
        assertEquals(Instances.MASTER, event.identity());
        assertEquals(TestRoot.ACTOR, event.actor());
    }

    @Test
    void what_is_not_up_is_left_alone() {
        examiner.vitals.put(BLOG, FROZEN);
        journal.observe(BLOG, new Observed(Phase.RELOADING, Instances.MASTER, clock.now(), ""), null);
        rounds(5);

        assertEquals(List.of(), told());
    }

    @Test
    void another_master_begins_without_the_faults_of_the_one_before() {
        examiner.vitals.put(BLOG, FROZEN);
        rounds(2);
        ProcessIdentity other = new ProcessIdentity(
                Instances.MASTER.bootId(), Instances.MASTER.pidNamespace(), 4712, Instances.MASTER.startTicks() + 9);
        clock.advance(Duration.ofSeconds(1));
        journal.observe(BLOG, new Observed(Phase.UP, other, clock.now(), ""), null);
        examiner.vitals.clear();
        rounds(9);

        assertEquals(List.of(EventKind.DEGRADED), told());
        assertEquals(List.of(Fault.FROZEN), found);
    }

    @Test
    void another_supervisor_goes_on_from_what_was_told() {
        examiner.vitals.put(BLOG, FROZEN);
        rounds(2);
        round = round();
        rounds(2);
        assertEquals(List.of(EventKind.DEGRADED), told());

        examiner.vitals.clear();
        round = round();
        rounds(2);
        assertEquals(List.of(EventKind.DEGRADED, EventKind.HEALTHY), told());
    }

    @Test
    void a_site_that_its_boot_found_broken_is_healthy_only_once_its_page_is_well() {
        journal.append(new Event(
                0,
                clock.now(),
                BLOG,
                EventKind.DEGRADED,
                TestRoot.ACTOR,
                "its site does not answer as it should: it answered 500",
                Instances.MASTER,
                null));
        examiner.page = new PageReply(true, true, "/index.php: status 500");
        rounds(24);
        assertEquals(List.of(EventKind.DEGRADED), told());
        assertEquals(4, examiner.asked);

        examiner.page = new PageReply(true, false, "/index.php: status 200");
        rounds(12);
        assertEquals(List.of(EventKind.DEGRADED, EventKind.HEALTHY), told());
    }

    @Test
    void a_storm_is_seen_between_the_rounds() {
        rounds(1);
        examiner.noisy.add(BLOG);
        examiner.vitals.put(
                BLOG, new Vitals(false, Optional.of(true), 0, new WorkerEnds(0, 0, 99, 99, false, false, "no chdir")));
        round.glance();

        assertEquals(List.of(EventKind.UNHEALTHY), told());
        assertEquals(List.of(Fault.WORKER_STORM), found);
    }

    @Test
    void when_nobody_answers_for_long_the_rest_waits_for_the_next_round() {
        examiner.answers = false;
        for (int i = 0; i < 20; i++) {
            register(Instances.up("site-" + i));
            examiner.vitals.put(new InstanceId("site-" + i), FULL);
        }
        examiner.status = Optional.of(new PoolStatus(0, 2, 9, 0, 1, Instant.EPOCH, Instant.EPOCH));
        HealthRound slow = new HealthRound(
                examiner,
                journal,
                clock,
                instance -> {
                    clock.advance(Duration.ofSeconds(1)); // as each silent socket costs
                    return OptionalInt.of(2);
                },
                TestRoot.ACTOR,
                (id, fault) -> found.add(fault));

        slow.run();

        assertEquals(2, examiner.asked);
    }

    private HealthRound round() {
        return new HealthRound(
                examiner,
                journal,
                clock,
                instance -> OptionalInt.of(2),
                TestRoot.ACTOR,
                (id, fault) -> found.add(fault));
    }

    private void register(InstanceRecord record) {
        journal.register(
                record, new Event(0, clock.now(), record.id(), EventKind.CREATED, TestRoot.ACTOR, "", null, null));
    }

    private void rounds(int count) {
        for (int i = 0; i < count; i++) {
            clock.advance(Duration.ofSeconds(5));
            round.run();
        }
    }

    private List<EventKind> told() {
        return journal.events(BLOG, null, 0, 1000).stream()
                .map(Event::kind)
                .filter(kind -> kind != EventKind.CREATED)
                .toList();
    }
}
