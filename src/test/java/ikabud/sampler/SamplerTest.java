package ikabud.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.Health;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.InstanceSample;
import ikabud.model.InstanceSample.Liveness;
import ikabud.model.Layout;
import ikabud.model.Phase;
import ikabud.model.PoolStatus;
import ikabud.model.ProcessIdentity;
import ikabud.model.Roster;
import ikabud.model.Snapshot;
import ikabud.model.Wanted;
import ikabud.support.FakeClock;
import ikabud.support.FakeProc;
import ikabud.support.Instances;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplerTest {
    private static final int MASTER = Instances.MASTER.pid();
    private static final Layout LAYOUT =
            new Layout(Path.of("/e"), Path.of("/s"), Path.of("/run/ikabud"), Path.of("/l"), true);
    private static final String LISTENING =
            "0000000000000000: 00000002 00000000 00010000 0001 01 20745 /run/ikabud/blog/php.sock\n";
    private static final String WAITING =
            "0000000000000000: 00000002 00000000 00000000 0001 02     0 /run/ikabud/blog/php.sock\n";
    private static final InstanceId BLOG = new InstanceId("blog");

    @TempDir
    private Path root;

    private final FakeClock clock = new FakeClock();
    private final Map<InstanceId, StatusReading> readings = new HashMap<>();
    private boolean socketFile = true;
    private FakeProc fake;
    private Sampler sampler;

    @BeforeEach
    void one_master_runs() {
        fake = new FakeProc(root);
        fake.master(100, 0);
        fake.pss(MASTER, 3);
        fake.worker(11, 10);
        fake.pss(11, 2);
        fake.children(MASTER, 11);
        fake.sockets(LISTENING);
        sampler = new Sampler(
                clock,
                fake.proc(),
                LAYOUT,
                instance -> OptionalInt.of(2),
                () -> readings,
                pid -> fake.proc().stat(pid),
                path -> socketFile);
    }

    @AfterEach
    void close() {
        sampler.close();
    }

    private static Roster roster(InstanceRecord... records) {
        return new Roster(Arrays.stream(records)
                .map(record -> new Roster.Entry(record, Map.of()))
                .toList());
    }

    private InstanceSample blog() {
        return tick(Instances.up("blog")).find(BLOG).orElseThrow();
    }

    private Snapshot tick(InstanceRecord... records) {
        clock.advance(Duration.ofSeconds(2));
        return sampler.tick(roster(records));
    }

    private void said(ProcessIdentity master, int active) {
        PoolStatus pool = new PoolStatus(active, 0, 9, 0, 0, Instant.EPOCH, clock.now());
        readings.put(BLOG, new StatusReading(master, pool, OptionalDouble.of(7), clock.nanoTime()));
    }

    @Test
    void the_first_tick_knows_memory_but_no_rate() {
        InstanceSample blog = blog();

        assertEquals(Liveness.ALIVE, blog.liveness());
        assertEquals(OptionalDouble.empty(), blog.cpuPercent());
        assertEquals(OptionalLong.of(200 * fake.proc().pageSize()), blog.rssBytes());
        assertEquals(OptionalLong.of(5 * 1024), blog.pssBytes());
        assertEquals(1, blog.workers().size());
        assertEquals(OptionalInt.of(2), blog.maxChildren());
        assertEquals(OptionalDouble.empty(), blog.requestsPerSecond());
        assertEquals(Optional.of(true), blog.socketPresent());
        assertEquals(OptionalInt.of(0), blog.queue());
        assertEquals(Health.HEALTHY, blog.health());
        assertTrue(Float.isNaN(blog.cpuHistory().at(0)));
    }

    @Test
    void a_first_glance_leaves_to_the_next_tick_what_takes_long() {
        InstanceSample glance =
                sampler.glance(roster(Instances.up("blog"))).find(BLOG).orElseThrow();

        assertEquals(OptionalLong.of(200 * fake.proc().pageSize()), glance.rssBytes());
        assertEquals(OptionalLong.empty(), glance.pssBytes());
        assertEquals(OptionalLong.of(5 * 1024), blog().pssBytes());
    }

    @Test
    void the_second_tick_knows_the_share_of_a_core() {
        blog();
        fake.worker(11, 110);

        InstanceSample blog = blog();

        assertEquals(OptionalDouble.of(50), blog.cpuPercent());
        assertEquals(50f, blog.cpuHistory().at(1));
        assertEquals(50, blog.workers().get(0).cpuPercent().orElseThrow());
    }

    @Test
    void ticks_are_counted_and_the_history_is_bounded() {
        for (int i = 0; i < 70; i++) {
            blog();
        }

        assertEquals(60, blog().cpuHistory().size());
        assertEquals(72, tick(Instances.up("blog")).tick());
    }

    @Test
    void a_jump_of_the_wall_clock_changes_no_share() {
        blog();
        clock.jump(Duration.ofDays(-400));
        fake.worker(11, 110);

        assertEquals(OptionalDouble.of(50), blog().cpuPercent());
    }

    @Test
    void a_restart_begins_anew() {
        blog();
        var next = new ProcessIdentity(
                Instances.MASTER.bootId(), Instances.MASTER.pidNamespace(), MASTER, Instances.MASTER.startTicks() + 5);
        fake.process(MASTER, 1, next.startTicks(), 5000, 0);
        var restarted = Instances.record("blog", Wanted.UP, Phase.UP, next);

        InstanceSample first = tick(restarted).instances().get(0);

        assertEquals(Liveness.ALIVE, first.liveness());
        assertEquals(OptionalDouble.empty(), first.cpuPercent());
        assertEquals(2, first.cpuHistory().size());
    }

    @Test
    void a_master_that_vanished_is_failing_and_nothing_is_known_of_it() {
        blog();
        fake.end(MASTER);
        fake.end(11);
        fake.children(MASTER);
        said(Instances.MASTER, 1);

        InstanceSample blog = blog();

        assertEquals(Liveness.GONE, blog.liveness());
        assertEquals(Health.FAILING, blog.health());
        assertEquals(OptionalLong.empty(), blog.rssBytes());
        assertEquals(OptionalLong.empty(), blog.pssBytes());
        assertEquals(Optional.empty(), blog.pool());
        assertEquals(OptionalDouble.empty(), blog.requestsPerSecond());
        assertEquals(Optional.empty(), blog.uptime());
        assertTrue(blog.workers().isEmpty());
    }

    @Test
    void an_instance_that_is_down_has_no_master() {
        InstanceSample shop = tick(Instances.down("shop")).instances().get(0);

        assertEquals(Liveness.NONE, shop.liveness());
        assertEquals(Health.DOWN, shop.health());
        assertEquals(Optional.of(false), shop.socketPresent());
        assertEquals(OptionalInt.empty(), shop.queue());
    }

    @Test
    void waiting_connections_are_the_queue_and_saturate() {
        fake.sockets(LISTENING + WAITING + WAITING);

        InstanceSample blog = blog();

        assertEquals(OptionalInt.of(2), blog.queue());
        assertEquals(Health.SATURATED, blog.health());
    }

    @Test
    void a_socket_that_is_gone_makes_it_failing() {
        fake.sockets("0000000000000000: 00000002 00000000 00010000 0001 01 20745 /run/ikabud/other/php.sock\n");

        assertEquals(Health.FAILING, blog().health());
    }

    @Test
    void a_socket_whose_file_was_deleted_or_replaced_makes_it_failing() {
        assertEquals(Health.HEALTHY, blog().health());

        socketFile = false;

        assertEquals(Health.FAILING, blog().health());
    }

    @Test
    void a_table_of_sockets_that_cannot_be_read_says_nothing() {
        fake.sockets("");

        assertEquals(Optional.empty(), blog().socketPresent());
    }

    @Test
    void what_the_pool_said_is_shown_until_it_is_too_old_for_a_rate() {
        said(Instances.MASTER, 2);
        InstanceSample prompt = blog();
        clock.advance(Duration.ofSeconds(15));
        InstanceSample aged = blog();
        clock.advance(Duration.ofSeconds(60));
        InstanceSample old = blog();

        assertEquals(OptionalDouble.of(7), prompt.requestsPerSecond());
        assertEquals(Health.SATURATED, prompt.health());
        assertEquals(OptionalDouble.of(7), aged.requestsPerSecond());
        assertEquals(Health.HEALTHY, aged.health());
        assertEquals(OptionalDouble.empty(), old.requestsPerSecond());
        assertTrue(old.pool().isPresent());
    }

    @Test
    void what_another_master_said_is_not_shown() {
        said(new ProcessIdentity("another", 1, MASTER, 1), 2);

        assertEquals(Optional.empty(), blog().pool());
    }

    @Test
    void an_instance_without_workers_or_queue_serves_nothing_now() {
        said(Instances.MASTER, 2);
        fake.end(11);
        fake.children(MASTER);
        clock.advance(Duration.ofSeconds(60));

        InstanceSample blog = blog();

        assertEquals(OptionalDouble.of(0), blog.requestsPerSecond());
        assertEquals(0, blog.pool().orElseThrow().active());
        assertEquals(9, blog.pool().orElseThrow().accepted());
        assertEquals(clock.now(), blog.pool().orElseThrow().readAt());
    }

    @Test
    void an_instance_that_left_the_roster_is_forgotten() {
        blog();
        assertFalse(tick().find(BLOG).isPresent());

        assertEquals(1, blog().cpuHistory().size());
    }
}
