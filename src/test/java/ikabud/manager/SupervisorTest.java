package ikabud.manager;

import static ikabud.manager.Stage.SECOND;
import static ikabud.manager.Stage.master;
import static ikabud.support.Instances.down;
import static ikabud.support.Instances.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.Phase;
import ikabud.model.RestartPolicy;
import ikabud.model.Supervision;
import ikabud.model.Wanted;
import ikabud.support.FakeClock;
import ikabud.support.TestRoot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SupervisorTest {
    private static final InstanceId BLOG = new InstanceId("blog");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Stage stage = new Stage();

    @Test
    void everybody_is_attended_at_the_start_and_then_left_alone() {
        stage.store.put(record("blog", Wanted.UP, Phase.UP, master(1)));
        stage.store.put(down("shop"));

        stage.run(MINUTE);

        assertEquals(Set.of("blog@0", "shop@0"), Set.copyOf(stage.attended));
        assertEquals(2, stage.attended.size());
        assertEquals(Set.of(master(1)), stage.watched);
    }

    @Test
    void an_exit_is_attended_at_once_and_the_new_master_is_watched() {
        stage.store.put(record("blog", Wanted.UP, Phase.UP, master(1)));
        stage.attending(id -> {
            if (!stage.watched.contains(master(1))) {
                stage.store.put(record("blog", Wanted.UP, Phase.UP, master(2)));
            }
            return OptionalLong.empty();
        });

        stage.at(1234, () -> stage.exit(master(1))).run(MINUTE);

        assertEquals(List.of("blog@0", "blog@1234"), stage.attended);
        assertEquals(Set.of(master(2)), stage.watched);
    }

    @Test
    void a_due_time_is_kept_to_the_millisecond() {
        stage.store.put(down("blog"));
        stage.attending(id ->
                stage.attended.size() < 3 ? OptionalLong.of(stage.in(Duration.ofMillis(770))) : OptionalLong.empty());

        stage.run(MINUTE);

        assertEquals(List.of("blog@0", "blog@770", "blog@1540"), stage.attended);
    }

    @Test
    void an_exit_makes_the_time_that_was_set_void() {
        stage.store.put(record("blog", Wanted.UP, Phase.UP, master(1)));
        stage.attending(id ->
                stage.attended.size() == 1 ? OptionalLong.of(stage.in(Duration.ofSeconds(9))) : OptionalLong.empty());

        stage.at(300, () -> stage.exit(master(1))).run(MINUTE);

        assertEquals(List.of("blog@0", "blog@300"), stage.attended);
    }

    @Test
    void a_change_by_another_process_is_attended_within_half_a_second() {
        stage.store.put(down("blog"));

        stage.at(10_100, () -> stage.store.want(BLOG, Wanted.UP)).run(MINUTE);

        assertEquals(List.of("blog@0", "blog@10500"), stage.attended);
    }

    @Test
    void a_change_that_is_told_is_attended_at_once_and_none_is_looked_for() {
        List<Runnable> set = new ArrayList<>();
        stage.store.put(down("blog"));
        stage.heed(set::add);

        stage.at(12_300, () -> {
                    stage.store.want(BLOG, Wanted.UP);
                    set.forEach(Runnable::run);
                })
                .run(MINUTE);

        assertEquals(List.of("blog@0", "blog@12300"), stage.attended);
    }

    @Test
    void a_change_that_is_not_told_though_it_should_be_is_found_within_ten_seconds() {
        stage.store.put(down("blog"));
        stage.heed(off -> true);

        stage.at(11_000, () -> stage.store.want(BLOG, Wanted.UP)).run(MINUTE);

        assertEquals(List.of("blog@0", "blog@20000"), stage.attended);
    }

    @Test
    void an_instance_that_was_made_meanwhile_is_attended_and_watched() {
        stage.at(2_100, () -> stage.store.put(record("blog", Wanted.UP, Phase.UP, master(5))))
                .run(MINUTE);

        assertEquals(List.of("blog@2500"), stage.attended);
        assertEquals(Set.of(master(5)), stage.watched);
    }

    @Test
    void a_removed_instance_is_neither_watched_nor_attended() {
        stage.store.put(record("blog", Wanted.UP, Phase.UP, master(1)));
        stage.attending(id -> OptionalLong.of(stage.in(Duration.ofSeconds(5))));

        stage.at(1_000, () -> stage.store.forget(BLOG, event())).run(MINUTE);

        assertEquals(List.of("blog@0"), stage.attended);
        assertEquals(Set.of(), stage.watched);
    }

    @Test
    void what_attending_itself_writes_is_no_reason_to_attend_again() {
        stage.store.put(down("blog"));
        AtomicInteger pid = new AtomicInteger(100);
        stage.attending(id -> {
            stage.store.put(record("blog", Wanted.DOWN, Phase.UP, master(pid.incrementAndGet())));
            return OptionalLong.empty();
        });

        stage.run(MINUTE);

        assertEquals(List.of("blog@0"), stage.attended);
    }

    @Test
    void a_wish_that_came_while_it_was_attended_is_attended_after() {
        stage.store.put(down("blog"));
        stage.holdingWork()
                .at(100, () -> stage.store.want(BLOG, Wanted.UP))
                .at(700, stage::release)
                .at(800, stage::release)
                .run(SECOND);

        assertEquals(List.of("blog@700", "blog@800"), stage.attended);
    }

    @Test
    void nobody_is_attended_twice_at_the_same_time() {
        stage.store.put(record("blog", Wanted.UP, Phase.UP, master(1)));
        stage.holdingWork().at(100, () -> stage.exit(master(1))).at(200, () -> stage.store.want(BLOG, Wanted.DOWN));
        stage.at(900, () -> assertEquals(1, stage.held.size()));

        stage.run(SECOND);

        assertEquals(1, stage.held.size());
    }

    @Test
    void four_are_attended_at_a_time() {
        for (int i = 0; i < 9; i++) {
            stage.store.put(down("site-" + i));
        }
        stage.holdingWork().at(100, () -> assertEquals(Supervisor.AT_ONCE, stage.held.size()));
        stage.at(200, stage::release).at(300, () -> assertEquals(Supervisor.AT_ONCE, stage.held.size()));

        stage.run(SECOND);

        assertEquals(4, stage.attended.size());
    }

    @Test
    void who_waits_is_attended_as_soon_as_what_it_needs_is_up() {
        stage.store.put(down("db"));
        InstanceRecord waiting = record("blog", Wanted.UP, Phase.STARTING, null);
        stage.store.put(new InstanceRecord(
                waiting.instance().with(new Supervision(RestartPolicy.DEFAULT, List.of(new InstanceId("db")))),
                waiting.intent(),
                waiting.observed()));

        stage.at(600, () -> stage.store.put(record("db", Wanted.UP, Phase.UP, master(7))))
                .run(MINUTE);

        assertEquals(1, stage.attended.stream().filter("blog@1000"::equals).count());
        assertEquals(
                2,
                stage.attended.stream().filter(name -> name.startsWith("blog")).count());
    }

    @Test
    void a_failure_is_told_and_tried_again_and_the_others_go_on() {
        stage.store.put(down("blog"));
        stage.store.put(down("shop"));
        stage.attending(id -> {
            if (id.equals(BLOG) && stage.attended.size() < 3) {
                throw IkabudException.failed("disk", "full", "");
            }
            return OptionalLong.empty();
        });

        stage.run(MINUTE);

        assertEquals(List.of("blog@0", "shop@0", "blog@5000"), stage.attended);
        assertEquals(List.of("blog: disk: full"), stage.troubles);
    }

    @Test
    void what_happens_is_told_once_and_not_what_happened_before() {
        stage.append(EventKind.CREATED, BLOG);
        stage.at(100, () -> stage.append(EventKind.STARTED, BLOG)).at(2000, () -> stage.append(EventKind.EXITED, BLOG));

        stage.run(MINUTE);

        assertEquals(List.of(EventKind.STARTED, EventKind.EXITED), stage.happened);
    }

    @Test
    void its_end_waits_for_the_work_under_way_and_begins_nothing_new() {
        stage.store.put(down("blog"));
        stage.holdingWork()
                .at(100, () -> stage.end(Duration.ofSeconds(5)))
                .at(200, () -> stage.store.put(down("shop")))
                .at(900, stage::release);

        assertTrue(stage.run(MINUTE));

        assertEquals(List.of("blog@900"), stage.attended);
        assertEquals(900, millis());
    }

    @Test
    void its_end_has_a_limit() {
        stage.store.put(down("blog"));

        assertFalse(stage.holdingWork()
                .at(100, () -> stage.end(Duration.ofSeconds(5)))
                .run(MINUTE));

        assertEquals(5100, millis());
    }

    @Test
    void a_record_of_a_newer_version_ends_it() {
        Stage newer = new Stage();
        newer.at(1000, () -> newer.store.refuse(IkabudException.refused("database", "a newer Ikabud wrote it", "")));

        assertThrows(IkabudException.class, () -> newer.run(MINUTE));
    }

    private long millis() {
        return Duration.between(new FakeClock().now(), stage.clock.now()).toMillis();
    }

    private Event event() {
        return new Event(0, stage.clock.now(), BLOG, EventKind.REMOVED, TestRoot.ACTOR, "", null, null);
    }
}
