package ikabud.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.HostSample;
import ikabud.model.InstanceId;
import ikabud.model.InstanceSample;
import ikabud.model.InstanceSample.Liveness;
import ikabud.model.Layout;
import ikabud.model.PoolStatus;
import ikabud.model.Roster;
import ikabud.model.Snapshot;
import ikabud.model.WorkerSample;
import ikabud.support.FakeClock;
import ikabud.support.Instances;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatusPollerTest {
    private static final Layout LAYOUT = new Layout(Path.of("/e"), Path.of("/s"), Path.of("/run"), Path.of("/l"), true);
    private static final int WAITING = 1;

    private final FakeClock clock = new FakeClock();
    private final List<String> asked = new ArrayList<>();
    private final Set<String> hung = new HashSet<>();
    private final StatusPoller poller = new StatusPoller(this::answer, LAYOUT, clock);
    private long accepted;
    private int active = 1;
    private Instant startedAt = Instant.EPOCH;

    private Optional<PoolStatus> answer(Path socket, int uid, Duration timeout) {
        String id = socket.getParent().getFileName().toString();
        asked.add(id);
        if (hung.contains(id)) {
            clock.advance(timeout);
            return Optional.empty();
        }
        return Optional.of(new PoolStatus(active, 1, accepted, 0, 0, startedAt, clock.now()));
    }

    private static InstanceSample sample(String id, int workers, int queue, double cpu) {
        return sample(id, workers, queue, cpu, OptionalLong.empty());
    }

    private static InstanceSample sample(String id, int workers, int queue, double cpu, OptionalLong turns) {
        InstanceSample bare = InstanceSample.unread(new Roster.Entry(Instances.up(id), Map.of()));
        return new InstanceSample(
                bare.entry(),
                Liveness.ALIVE,
                OptionalDouble.of(cpu),
                bare.rssBytes(),
                bare.pssBytes(),
                IntStream.range(0, workers)
                        .mapToObj(pid -> new WorkerSample(pid, 'S', OptionalDouble.empty(), 0, turns))
                        .toList(),
                cpu > 0 ? Optional.empty() : Optional.of(new PoolStatus(0, 1, 0, 0, 0, Instant.EPOCH, Instant.EPOCH)),
                bare.maxChildren(),
                bare.requestsPerSecond(),
                OptionalInt.of(queue),
                bare.socketPresent(),
                bare.uptime(),
                false,
                bare.health(),
                bare.cpuHistory());
    }

    private static InstanceSample busy(String id) {
        return sample(id, 1, 0, 50);
    }

    private static InstanceSample idle(String id) {
        return sample(id, 1, 0, 0);
    }

    /** With one worker that was let run so often. */
    private static InstanceSample after(String id, long turns) {
        return sample(id, 1, 0, 0, OptionalLong.of(turns));
    }

    private static InstanceSample asleep(String id) {
        return sample(id, 0, 0, 0);
    }

    /** Who was asked, in order. */
    private List<String> poll(InstanceSample... samples) {
        asked.clear();
        Snapshot snapshot = new Snapshot(1, clock.now(), Duration.ZERO, HostSample.UNKNOWN, List.of(samples));
        poller.poll(snapshot, clock.nanoTime() + 1_000_000_000L);
        return List.copyOf(asked);
    }

    private void watch(String... ids) {
        poller.watch(List.of(ids).stream().map(InstanceId::new).toList());
    }

    private StatusReading reading(String id) {
        return poller.readings().get(new InstanceId(id));
    }

    @Test
    void an_instance_with_neither_workers_nor_queue_is_not_asked() {
        assertEquals(List.of(), poll(asleep("blog")));
        assertEquals(List.of("blog"), poll(sample("blog", 0, WAITING, 0)));
    }

    @Test
    void a_dead_instance_is_not_asked_and_what_it_said_is_forgotten() {
        poll(busy("blog"));
        assertEquals(1, poller.readings().size());

        assertEquals(List.of(), poll(InstanceSample.unread(new Roster.Entry(Instances.up("blog"), Map.of()))));
        assertTrue(poller.readings().isEmpty());
    }

    @Test
    void what_is_looked_at_comes_first_and_every_time_it_works() {
        watch("shop");

        assertEquals(List.of("shop", "blog"), poll(busy("blog"), busy("shop")));
        clock.advance(Duration.ofSeconds(2));
        assertEquals(List.of("shop", "blog"), poll(busy("blog"), busy("shop")), "a rate needs a second reading soon");
        clock.advance(Duration.ofSeconds(2));
        assertEquals(List.of("shop"), poll(busy("blog"), busy("shop")));
        clock.advance(Duration.ofSeconds(5));
        assertEquals(List.of("shop", "blog"), poll(busy("blog"), busy("shop")));
    }

    @Test
    void an_idle_instance_is_asked_less_often() {
        watch("shop");
        poll(idle("blog"), idle("shop"));
        clock.advance(Duration.ofSeconds(6));
        assertEquals(List.of("shop", "blog"), poll(idle("blog"), idle("shop")), "a rate needs a second reading soon");

        clock.advance(Duration.ofSeconds(4));
        assertEquals(List.of(), poll(idle("blog"), idle("shop")));
        clock.advance(Duration.ofSeconds(2));
        assertEquals(List.of("shop"), poll(idle("blog"), idle("shop")));
        clock.advance(Duration.ofSeconds(24));
        assertEquals(List.of("shop", "blog"), poll(idle("blog"), idle("shop")));
    }

    @Test
    void not_more_than_a_bounded_number_is_asked_and_the_rest_takes_its_turn() {
        InstanceSample[] many =
                IntStream.range(0, 100).mapToObj(i -> busy("site-" + i)).toArray(InstanceSample[]::new);

        Set<String> both = new HashSet<>(poll(many));
        assertEquals(64, both.size());
        clock.advance(Duration.ofSeconds(1));
        both.addAll(poll(many));

        assertEquals(100, both.size());
    }

    @Test
    void hung_sockets_end_the_round_at_its_deadline_and_are_asked_less_and_less() {
        InstanceSample[] ten =
                IntStream.range(0, 10).mapToObj(i -> busy("site-" + i)).toArray(InstanceSample[]::new);
        IntStream.range(0, 10).forEach(i -> hung.add("site-" + i));

        assertEquals(5, poll(ten).size());
        assertEquals(5, poll(ten).size());
        assertEquals(List.of(), poll(ten[0]));
        clock.advance(Duration.ofSeconds(1));
        assertEquals(List.of("site-0"), poll(ten[0]));
        clock.advance(Duration.ofSeconds(3));
        assertEquals(List.of(), poll(ten[0]));
        hung.clear();
        clock.advance(Duration.ofSeconds(1));
        assertEquals(List.of("site-0"), poll(ten[0]));
        assertFalse(poller.readings().isEmpty());
    }

    @Test
    void a_rate_needs_two_readings() {
        watch("blog");
        accepted = 100;
        poll(busy("blog"));
        assertEquals(OptionalDouble.empty(), reading("blog").requestsPerSecond());

        clock.advance(Duration.ofSeconds(4));
        accepted = 110;
        poll(busy("blog"));
        assertEquals(OptionalDouble.of(2.5), reading("blog").requestsPerSecond());
    }

    @Test
    void a_reload_makes_the_rate_unknown_once() {
        watch("blog");
        accepted = 100;
        poll(busy("blog"));
        clock.advance(Duration.ofSeconds(2));
        accepted = 200;
        startedAt = Instant.EPOCH.plusSeconds(9);
        poll(busy("blog"));
        assertEquals(OptionalDouble.empty(), reading("blog").requestsPerSecond());

        clock.advance(Duration.ofSeconds(2));
        accepted = 202;
        poll(busy("blog"));
        assertEquals(OptionalDouble.of(1), reading("blog").requestsPerSecond());
    }

    @Test
    void a_pool_whose_workers_did_not_run_is_known_to_say_the_same() {
        active = 0;
        accepted = 100;
        assertEquals(List.of("blog"), poll(after("blog", 7)));
        assertEquals(OptionalDouble.empty(), reading("blog").requestsPerSecond());

        clock.advance(Duration.ofSeconds(290));
        assertEquals(List.of(), poll(after("blog", 7)));

        assertEquals(OptionalDouble.of(0), reading("blog").requestsPerSecond());
        assertEquals(100, reading("blog").pool().accepted());
        assertEquals(clock.now(), reading("blog").pool().readAt());
        assertEquals(clock.nanoTime(), reading("blog").nanos());

        clock.advance(Duration.ofSeconds(10));
        assertEquals(List.of("blog"), poll(after("blog", 7)), "now and then it is asked all the same");
    }

    @Test
    void a_pool_whose_worker_ran_is_asked_and_the_rate_is_that_since_it_rested() {
        watch("blog");
        active = 0;
        poll(after("blog", 7));
        clock.advance(Duration.ofSeconds(60));
        poll(after("blog", 7));

        clock.advance(Duration.ofSeconds(6));
        accepted = 12;

        assertEquals(List.of("blog"), poll(after("blog", 8)));
        assertEquals(OptionalDouble.of(2), reading("blog").requestsPerSecond());
    }

    @Test
    void a_pool_at_work_is_asked_although_its_workers_wait_for_something() {
        watch("blog");
        poll(after("blog", 7));
        clock.advance(Duration.ofSeconds(6));

        assertEquals(List.of("blog"), poll(after("blog", 7)));
    }

    @Test
    void a_pool_with_other_workers_or_a_queue_does_not_rest() {
        watch("blog");
        active = 0;
        poll(after("blog", 7));
        clock.advance(Duration.ofSeconds(6));
        assertEquals(List.of("blog"), poll(sample("blog", 2, 0, 0, OptionalLong.of(7))));

        clock.advance(Duration.ofSeconds(6));
        assertEquals(List.of("blog"), poll(sample("blog", 2, WAITING, 0, OptionalLong.of(7))));
    }

    @Test
    void requests_before_a_sleep_are_not_spread_over_it() {
        watch("blog");
        poll(busy("blog"));
        clock.advance(Duration.ofSeconds(30));
        poll(asleep("blog"));
        clock.advance(Duration.ofSeconds(30));
        accepted = 600;

        poll(busy("blog"));

        assertEquals(OptionalDouble.empty(), reading("blog").requestsPerSecond());
    }
}
