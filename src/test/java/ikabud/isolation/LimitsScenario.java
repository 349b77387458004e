package ikabud.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.support.Eventually;
import ikabud.support.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits that the kernel holds a site to: what takes too much is held back or ended, and the site and its neighbour go on. */
@Tag("terminal")
@Timeout(120)
class LimitsScenario {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String ALIVE = "alive";

    private static Host host;

    @BeforeAll
    @Timeout(120)
    static void boot() throws Exception {
        host = Host.boot();
        host.ikabudDone("create", "neighbour", "--backend", "systemd");
        host.script("neighbour", "index.php", "echo '" + ALIVE + "';");
    }

    @AfterAll
    @Timeout(60)
    static void shut_down() throws Exception {
        if (host != null) {
            host.close();
        }
    }

    private static void create(String id, String backend, String... sets) throws Exception {
        String[] command = new String[4 + 2 * sets.length];
        command[0] = "create";
        command[1] = id;
        command[2] = "--backend";
        command[3] = backend;
        for (int i = 0; i < sets.length; i++) {
            command[4 + 2 * i] = "--set";
            command[5 + 2 * i] = sets[i];
        }
        host.ikabudDone(command);
        host.script(id, "index.php", "echo '" + ALIVE + "';");
    }

    /** The file of a controller for an instance's control group, in whichever hierarchy this machine has. */
    private static Path group(String id, String controller, String file) throws Exception {
        int master = host.status(id).at("/pid").asInt();
        for (String line :
                host.done("cat", "/proc/" + master + "/cgroup").lines().toList()) {
            // 4:cpu,cpuacct:/ikabud.slice/ikabud-blog.service, or 0::/… for version 2
            String[] parts = line.split(":", 3);
            boolean version1 = (',' + parts[1] + ',').contains(',' + controller + ',');
            Path mount = Path.of("/sys/fs/cgroup", version1 ? controller : "");
            Path found = host.path(mount + parts[2]).resolve(file);
            if ((version1 || parts[1].isEmpty()) && Files.exists(found)) {
                return found;
            }
        }
        return Path.of("/nonexistent");
    }

    private static long number(Path file, String name) throws Exception {
        return Files.readString(file)
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"systemd", "direct"})
    void a_worker_that_takes_more_memory_than_all_may_have_is_ended_and_the_site_serves_on(String backend)
            throws Exception {
        String id = "hungry-" + backend;
        create(id, backend, "memory=128M", "memory-limit=1G", "overcommit=yes", "max-children=2");
        host.script(id, "eat.php", "$eaten = str_repeat('x', 600 << 20); echo strlen($eaten);");
        int master = host.status(id).at("/pid").asInt();

        String eaten = host.get(id, "eat.php");

        assertTrue(eaten.startsWith("no reply"), eaten);
        Eventually.within(SOON, () -> host.get(id, "index.php"), ALIVE::equals);
        assertEquals(master, host.status(id).at("/pid").asInt(), "the master served on");
        assertEquals("up", host.status(id).at("/state").asText());
        assertEquals(ALIVE, host.get("neighbour", "index.php"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"systemd", "direct"})
    void a_loop_gets_its_share_of_the_processor_and_no_more(String backend) throws Exception {
        String id = "busy-" + backend;
        create(id, backend, "cpu=20%");
        host.script(
                id,
                "loop.php",
                "$end = microtime(true) + 3; while (microtime(true) < $end); $used = getrusage();"
                        + " echo $used['ru_utime.tv_sec'] * 1000 + intdiv($used['ru_utime.tv_usec'], 1000)"
                        + " + $used['ru_stime.tv_sec'] * 1000 + intdiv($used['ru_stime.tv_usec'], 1000);");

        int millis = Integer.parseInt(host.get(id, "loop.php"));

        assertTrue(millis < 1200, "it used " + millis + " ms of 3 s, and may use 600");
        assertTrue(number(group(id, "cpu", "cpu.stat"), "nr_throttled") > 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"systemd", "direct"})
    void a_fork_bomb_ends_at_its_own_limit(String backend) throws Exception {
        String id = "bomb-" + backend;
        create(id, backend, "tasks=24", "max-children=2", "disable-functions=");
        host.script(
                id,
                "bomb.php",
                "exec('i=0; while [ $i -lt 100 ]; do sleep 3 & i=$((i+1)); done 2>&1', $out, $code);"
                        + " echo $code, ' ', implode(' ', $out);");

        String said = host.get(id, "bomb.php");

        assertTrue(said.contains("fork"), said);
        assertTrue(number(group(id, "pids", "pids.events"), "max") > 0);
        assertEquals(ALIVE, host.get("neighbour", "index.php"));
        Eventually.within(SOON, () -> host.get(id, "index.php"), ALIVE::equals);
    }

    @Test
    void a_neighbour_is_served_while_a_site_burns_all_it_may() throws Exception {
        create("burning", "systemd", "cpu=50%", "pm=static", "max-children=4");
        host.script("burning", "burn.php", "$end = microtime(true) + 4; while (microtime(true) < $end); echo 'burnt';");
        CompletableFuture<?>[] fires = new CompletableFuture<?>[4];
        for (int i = 0; i < fires.length; i++) {
            fires[i] = CompletableFuture.supplyAsync(() -> host.get("burning", "burn.php"));
        }

        long worst = 0;
        for (int i = 0; i < 100; i++) {
            long begin = System.nanoTime();
            assertEquals(ALIVE, host.get("neighbour", "index.php"));
            worst = Math.max(worst, System.nanoTime() - begin);
        }

        CompletableFuture.allOf(fires).join();
        assertTrue(worst < Duration.ofSeconds(1).toNanos(), "the slowest answer took " + Duration.ofNanos(worst));
    }

    @Test
    void in_control_groups_of_version_2_the_end_of_a_worker_is_counted_and_the_unit_goes_on() throws Exception {
        Assumptions.assumeTrue(
                Files.exists(host.path("/sys/fs/cgroup/cgroup.controllers"))
                        && Files.readString(host.path("/sys/fs/cgroup/cgroup.controllers"))
                                .contains("memory"),
                "needs the memory controller of control groups of version 2: OOMPolicy, MemoryHigh, MemorySwapMax");
        create("oom", "systemd", "memory=128M", "memory-limit=1G", "overcommit=yes", "max-children=2");
        host.script("oom", "eat.php", "$eaten = str_repeat('x', 600 << 20); echo strlen($eaten);");

        assertTrue(host.get("oom", "eat.php").startsWith("no reply"));

        assertTrue(number(group("oom", "memory", "memory.events"), "oom_kill") > 0);
        assertEquals("active", host.property("ikabud-oom.service", "ActiveState"));
        assertEquals("0", host.property("ikabud-oom.service", "MemorySwapMax"));
        assertEquals("success", host.property("ikabud-oom.service", "Result"));
    }
}
