package ikabud.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.fastcgi.FastCgiClient;
import ikabud.fastcgi.FpmStatus;
import ikabud.model.Clock;
import ikabud.model.Health;
import ikabud.model.InstanceId;
import ikabud.model.InstanceSample;
import ikabud.model.InstanceSample.Liveness;
import ikabud.model.Layout;
import ikabud.model.Roster;
import ikabud.model.Snapshot;
import ikabud.model.WorkerSample;
import ikabud.os.ProcFs;
import ikabud.os.SystemClock;
import ikabud.support.Eventually;
import ikabud.support.LivePool;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import oshi.nativefree.SystemInfo;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

@Tag("live")
@Timeout(90)
class SamplerLiveTest {
    private static final InstanceId SHOP = new InstanceId("shop");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SPIN = "$end = microtime(true) + %d; while (microtime(true) < $end) {} echo 'spun';";

    @TempDir
    private Path root;

    private final Clock clock = new SystemClock();
    private final ProcFs proc = new ProcFs();
    private final OperatingSystem oshi = new SystemInfo().getOperatingSystem();
    private Layout layout;
    private LivePool pool;
    private Roster roster;
    private StatusPoller poller;
    private Sampler sampler;

    @BeforeEach
    void one_pool_with_two_workers() throws Exception {
        layout = LivePool.layout(root);
        pool = new LivePool(layout, SHOP, "pm = static\npm.max_children = 2").await(2);
        roster = new Roster(List.of(pool.entry()));
        poller = new StatusPoller(new FpmStatus(new FastCgiClient(clock), clock)::read, layout, clock);
        sampler = new Sampler(clock, proc, layout, instance -> OptionalInt.of(2), poller::readings);
        // A worker without a title is not counted yet.
        Eventually.within(PATIENCE, () -> tick().workers().size(), workers -> workers == 2);
    }

    @AfterEach
    void end() {
        sampler.close();
        pool.close();
    }

    private InstanceSample tick() {
        return sampler.tick(roster).instances().get(0);
    }

    private CompletableFuture<String> spin(int seconds) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return pool.run(SPIN.formatted(seconds), PATIENCE);
            } catch (IOException e) {
                return e.toString();
            }
        });
    }

    private long usedTicks() {
        long used = proc.stat(pool.pid()).map(Family::ticks).orElse(0L);
        for (int worker : proc.children(pool.pid())) {
            used += proc.stat(worker).map(Family::ticks).orElse(0L);
        }
        return used;
    }

    private List<Integer> family() {
        List<Integer> pids = new ArrayList<>(List.of(pool.pid()));
        tick().workers().stream().map(WorkerSample::pid).forEach(pids::add);
        return pids;
    }

    @Test
    void a_busy_pool_uses_what_oshi_and_the_kernels_own_count_say() throws Exception {
        List<Integer> pids = family();
        var spinning = spin(8);
        Eventually.within(PATIENCE, () -> tick().cpuPercent().orElse(0), percent -> percent > 5);
        Map<Integer, OSProcess> before = new HashMap<>();
        awaitRound();
        pids.forEach(pid -> before.put(pid, oshi.getProcess(pid)));
        long ticksBefore = usedTicks();
        tick();
        long nanosBefore = clock.nanoTime();

        Eventually.within(PATIENCE, this::usedTicks, used -> used - ticksBefore > 60);
        InstanceSample shop = tick();
        double seconds = (clock.nanoTime() - nanosBefore) / 1e9;
        double direct = (usedTicks() - ticksBefore) / seconds;
        double byOshi = pids.stream()
                .mapToDouble(pid -> 100 * oshi.getProcess(pid).getProcessCpuLoadBetweenTicks(before.get(pid)))
                .sum();

        double ours = shop.cpuPercent().orElseThrow();
        assertEquals(direct, ours, 5 + direct / 4, "the kernel's count");
        assertEquals(byOshi, ours, 5 + byOshi / 4, "OSHI");
        double workers = shop.workers().stream()
                .mapToDouble(worker -> worker.cpuPercent().orElseThrow())
                .sum();
        assertEquals(ours, workers, 5 + ours / 4, "the workers do it all");
        // ps counts whole seconds, of a process alone.
        double usedSeconds = usedTicks() / (double) proc.ticksPerSecond();
        assertEquals(usedSeconds, (double) ps("cputimes", pids), pids.size() + 0.5, "ps");
        assertEquals("spun", spinning.join());
    }

    // Two ticks too close together repeat the last share.
    private void awaitRound() throws Exception {
        long start = clock.nanoTime();
        Eventually.within(PATIENCE, clock::nanoTime, now -> now - start > 300_000_000L);
    }

    /** The sum of a column of ps over some processes. */
    private static long ps(String column, List<Integer> pids) throws IOException {
        String list = String.join(",", pids.stream().map(String::valueOf).toList());
        Process ps = new ProcessBuilder("ps", "-o", column + "=", "-p", list).start();
        return new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .mapToLong(line -> Long.parseLong(line.trim()))
                .sum();
    }

    @Test
    void memory_is_what_ps_says_and_less_where_pages_are_shared() throws Exception {
        InstanceSample shop = tick();
        long kilobytes = ps("rss", family());

        long rss = shop.rssBytes().orElseThrow();
        long pss = shop.pssBytes().orElseThrow();
        assertEquals(kilobytes * 1024.0, (double) rss, kilobytes * 1024 / 10.0);
        assertTrue(pss > 0 && pss < rss, pss + " of " + rss);
        assertTrue(shop.uptime().orElseThrow().compareTo(Duration.ofMinutes(2)) < 0);
        assertEquals(Optional.of(true), shop.socketPresent());
        assertEquals(Health.HEALTHY, shop.health());
    }

    @Test
    void a_worker_that_is_killed_takes_no_time_with_it_and_makes_no_spike() throws Exception {
        var spinning = spin(8);
        int busy = Eventually.within(PATIENCE, this::busyWorker, Optional::isPresent)
                .orElseThrow()
                .pid();
        awaitRound();
        tick();
        awaitRound();

        ProcessHandle.of(busy).orElseThrow().destroyForcibly();
        Eventually.within(PATIENCE, () -> proc.stat(busy), Optional::isEmpty);
        double percent = tick().cpuPercent().orElseThrow();

        assertTrue(percent >= 0 && percent <= 120, "one core at most was used: " + percent);
        spinning.join();
        Eventually.within(PATIENCE, () -> tick().workers().size(), workers -> workers == 2);
    }

    private Optional<WorkerSample> busyWorker() {
        return tick().workers().stream()
                .filter(worker -> worker.cpuPercent().orElse(0) > 5)
                .findFirst();
    }

    @Test
    void asking_for_the_status_leaves_no_trace_in_the_columns() throws Exception {
        poller.watch(List.of(SHOP));
        poll();
        Eventually.within(PATIENCE, () -> proc.children(pool.pid()).length, children -> children == 3);
        awaitRound();
        poll();
        awaitRound();
        Eventually.within(PATIENCE, () -> tick().workers().size(), workers -> workers == 2);
        poll();
        InstanceSample shop = tick();

        assertEquals(2, shop.workers().size());
        assertEquals(2, shop.pool().orElseThrow().idle());
        assertEquals(0, shop.pool().orElseThrow().accepted());
        assertEquals(OptionalDouble.of(0), shop.requestsPerSecond());
    }

    private void poll() {
        poller.poll(sampler.tick(roster), clock.nanoTime() + PATIENCE.toNanos());
    }

    private int polledActive() {
        poll();
        return tick().pool().orElseThrow().active();
    }

    @Test
    void requests_are_counted_per_second_and_those_that_wait_are_the_queue() throws Exception {
        poller.watch(List.of(SHOP));
        poll();
        awaitRound();
        for (int i = 0; i < 5; i++) {
            assertEquals("done", pool.run("echo 'done';", PATIENCE));
        }
        poll();
        assertTrue(tick().requestsPerSecond().orElseThrow() > 0);

        var spinning = List.of(spin(4), spin(4), spin(4));
        Eventually.within(PATIENCE, () -> tick().queue().orElse(0), queue -> queue == 1);
        assertEquals(Health.SATURATED, tick().health());
        int active = Eventually.within(PATIENCE, this::polledActive, workers -> workers == 2);
        assertEquals(2, active);
        spinning.forEach(CompletableFuture::join);
    }

    @Test
    void a_hung_status_socket_delays_no_tick_and_ends_at_its_deadline() throws Exception {
        Files.delete(layout.statusSocket(SHOP));
        try (ServerSocketChannel deaf = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            deaf.bind(UnixDomainSocketAddress.of(layout.statusSocket(SHOP)));
            Snapshot snapshot = sampler.tick(roster);
            CountDownLatch polling = new CountDownLatch(1);
            var polled = CompletableFuture.supplyAsync(() -> {
                polling.countDown();
                long start = clock.nanoTime();
                poller.poll(snapshot, start + PATIENCE.toNanos());
                return Duration.ofNanos(clock.nanoTime() - start);
            });
            polling.await();
            int ticks = 0;
            while (!polled.isDone()) {
                tick();
                ticks++;
            }

            assertTrue(ticks > 1, "ticks meanwhile: " + ticks);
            assertTrue(polled.join().compareTo(StatusPoller.TIMEOUT.multipliedBy(5)) < 0, "took " + polled.join());
            assertTrue(poller.readings().isEmpty());
        }
    }

    @Test
    void a_frozen_master_is_frozen_and_a_killed_one_is_gone_at_any_moment() throws Exception {
        assertEquals(Liveness.ALIVE, tick().liveness());
        kill("STOP");
        Eventually.within(PATIENCE, () -> tick().liveness(), Liveness.FROZEN::equals);
        List<Integer> workers = tick().workers().stream().map(WorkerSample::pid).toList();

        kill("KILL");
        InstanceSample gone = Eventually.within(PATIENCE, this::tick, shop -> shop.liveness() == Liveness.GONE);

        assertTrue(gone.workers().isEmpty());
        assertEquals(Health.FAILING, gone.health());
        workers.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }

    private void kill(String signal) throws Exception {
        new ProcessBuilder("kill", "-" + signal, String.valueOf(pool.pid()))
                .start()
                .waitFor();
    }

    @Test
    void the_machine_is_known() throws Exception {
        sampler.tick(roster);
        awaitRound();
        var host = sampler.tick(roster).host();

        assertTrue(host.cores() > 0);
        assertTrue(host.cpuPercent().orElseThrow() <= 100);
        assertTrue(
                host.memoryUsedBytes().orElseThrow() < host.memoryTotalBytes().orElseThrow());
        assertTrue(host.uptimeSeconds().orElseThrow() > 0);
        assertTrue(host.load1().isPresent() && host.load15().isPresent());
        assertTrue(!host.name().isEmpty());
    }
}
