package ikabud.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.LimitKeys;
import ikabud.model.LimitUse;
import ikabud.model.Limits;
import ikabud.support.FakeProc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both versions of the interface, on directories that look like them. */
class CgroupsTest {
    private final Path mounted;
    private final FakeProc fake;
    private final Cgroups cgroups;

    CgroupsTest(@TempDir Path directory) throws IOException {
        mounted = Files.createDirectory(directory.resolve("cgroup"));
        fake = new FakeProc(directory.resolve("proc"));
        cgroups = new Cgroups(fake.proc());
    }

    private void first() throws IOException {
        fake.file("self/mountinfo", """
                22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
                35 31 0:32 / %1$s/memory rw - cgroup cgroup rw,memory
                32 31 0:29 / %1$s/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
                39 31 0:36 /docker/1f %1$s/pids rw - cgroup cgroup rw,pids
                """.formatted(mounted));
        fake.file("self/cgroup", "9:pids:/docker/1f\n4:memory:/here\n3:cpuacct,cpu:/\n0::/\n");
        for (String own : List.of("memory/here", "cpu,cpuacct", "pids")) {
            Files.createDirectories(mounted.resolve(own));
        }
    }

    private void second(String own, String controllers, String handedOn) throws IOException {
        fake.file("self/mountinfo", "30 23 0:26 / " + mounted + " rw - cgroup2 cgroup2 rw,nsdelegate\n");
        fake.file("self/cgroup", "0::" + own + "\n");
        Path group = Files.createDirectories(Path.of(mounted + own));
        Files.writeString(group.resolve("cgroup.controllers"), controllers);
        Files.writeString(group.resolve("cgroup.subtree_control"), handedOn);
    }

    private static Limits limits(Map<String, String> typed) {
        return LimitKeys.change(Limits.NONE, typed, new ArrayList<>());
    }

    private static void files(Path group, String... names) throws IOException {
        for (String name : names) {
            Files.writeString(group.resolve(name), "");
        }
    }

    private static String text(Path group, String file) throws IOException {
        return Files.readString(group.resolve(file));
    }

    private static List<OptionalInt> versions(Cgroups cgroups) {
        return List.of(
                cgroups.offer(Controller.MEMORY).version(),
                cgroups.offer(Controller.CPU).version(),
                cgroups.offer(Controller.PIDS).version());
    }

    @Test
    void groups_of_version_1_are_made_below_our_own_in_each_hierarchy() throws IOException {
        first();

        Cgroup made = cgroups.make("blog");

        assertEquals(OptionalInt.of(1), made.version(Controller.MEMORY));
        assertTrue(Files.isDirectory(mounted.resolve("memory/here/ikabud/blog")));
        assertTrue(Files.isDirectory(mounted.resolve("cpu,cpuacct/ikabud/blog")));
        assertTrue(Files.isDirectory(mounted.resolve("pids/ikabud/blog")));
    }

    @Test
    void what_was_made_is_removed_with_the_group_around_the_last_of_them() throws IOException {
        first();
        cgroups.make("blog");
        cgroups.make("shop");

        cgroups.find("blog").remove();
        assertFalse(Files.exists(mounted.resolve("pids/ikabud/blog")));
        assertTrue(Files.exists(mounted.resolve("pids/ikabud/shop")));

        cgroups.find("shop").remove();
        assertFalse(Files.exists(mounted.resolve("pids/ikabud")));
        assertTrue(Files.exists(mounted.resolve("memory/here")));
    }

    @Test
    void limits_are_written_as_version_1_wants_them() throws IOException {
        first();
        Cgroup made = cgroups.make("blog");
        Path memory = mounted.resolve("memory/here/ikabud/blog");
        Path cpu = mounted.resolve("cpu,cpuacct/ikabud/blog");
        Path pids = mounted.resolve("pids/ikabud/blog");
        files(memory, "memory.limit_in_bytes", "memory.memsw.limit_in_bytes");
        files(cpu, "cpu.cfs_quota_us", "cpu.cfs_period_us");
        files(pids, "pids.max", "cgroup.procs");

        assertEquals(
                List.of(), made.limit(limits(Map.of("memory", "64M", "swap", "16M", "cpu", "150%", "tasks", "40"))));

        assertEquals("67108864", text(memory, "memory.limit_in_bytes"));
        assertEquals("83886080", text(memory, "memory.memsw.limit_in_bytes"));
        assertEquals("150000", text(cpu, "cpu.cfs_quota_us"));
        assertEquals("100000", text(cpu, "cpu.cfs_period_us"));
        assertEquals("40", text(pids, "pids.max"));

        made.limit(Limits.NONE);
        assertEquals("-1", text(memory, "memory.limit_in_bytes"));
        assertEquals("-1", text(memory, "memory.memsw.limit_in_bytes"));
        assertEquals("-1", text(cpu, "cpu.cfs_quota_us"));
        assertEquals("max", text(pids, "pids.max"));
    }

    @Test
    void limits_are_written_as_version_2_wants_them() throws IOException {
        second("/", "cpuset cpu memory pids", "cpu memory pids");
        Path group = Files.createDirectories(mounted.resolve("ikabud/blog"));
        Files.writeString(mounted.resolve("ikabud/cgroup.subtree_control"), "cpu memory pids");
        files(group, "memory.max", "memory.high", "memory.swap.max", "cpu.max", "pids.max");
        Cgroup made = cgroups.make("blog");

        assertEquals(List.of(), made.limit(limits(Map.of("memory", "100M", "cpu", "0.2", "tasks", "40"))));

        assertEquals("104857600", text(group, "memory.max"));
        assertEquals("94371840", text(group, "memory.high"));
        assertEquals("0", text(group, "memory.swap.max"));
        assertEquals("20000 100000", text(group, "cpu.max"));
        assertEquals("40", text(group, "pids.max"));

        made.limit(Limits.NONE);
        assertEquals("max", text(group, "memory.max"));
        assertEquals("max", text(group, "memory.high"));
        assertEquals("max", text(group, "memory.swap.max"));
        assertEquals("max 100000", text(group, "cpu.max"));
    }

    @Test
    void what_the_kernel_refuses_is_told_by_limit() throws IOException {
        first();
        Cgroup made = cgroups.make("blog");

        List<String> refused = made.limit(limits(Map.of("tasks", "40")));

        assertEquals(3, refused.size());
        assertTrue(refused.get(2).startsWith("tasks: the kernel does not take it, "), refused + "");
    }

    @Test
    void what_the_kernel_counted_is_read_in_both_versions() throws IOException {
        first();
        cgroups.make("blog");
        Path memory = mounted.resolve("memory/here/ikabud/blog");
        Files.writeString(memory.resolve("memory.usage_in_bytes"), "4096\n");
        Files.writeString(memory.resolve("memory.oom_control"), "oom_kill_disable 0\nunder_oom 0\noom_kill 3\n");
        Files.writeString(
                mounted.resolve("cpu,cpuacct/ikabud/blog/cpu.stat"),
                "nr_periods 20\nnr_throttled 12\nthrottled_time 5\n");
        Files.writeString(mounted.resolve("pids/ikabud/blog/pids.events"), "max 7\n");
        Files.writeString(mounted.resolve("pids/ikabud/blog/pids.current"), "5\n");

        assertEquals(use(4096, 3, 20, 12, 5, 7), cgroups.find("blog").use());

        second("/own", "cpu memory pids", "cpu memory pids");
        Path group = Files.createDirectories(mounted.resolve("own/ikabud/blog"));
        Files.writeString(mounted.resolve("own/ikabud/blog/cgroup.controllers"), "cpu memory pids");
        Files.writeString(group.resolve("memory.current"), "8192\n");
        Files.writeString(group.resolve("memory.events"), "low 0\nhigh 9\nmax 4\noom 1\noom_kill 2\n");
        Files.writeString(group.resolve("cpu.stat"), "usage_usec 9\nnr_periods 6\nnr_throttled 4\n");

        LimitUse second = cgroups.find("blog").use();
        assertEquals(OptionalLong.of(8192), second.memoryBytes());
        assertEquals(OptionalLong.of(2), second.ended());
        assertEquals(OptionalLong.of(4), second.throttled());
        assertEquals(OptionalLong.empty(), second.refused());
    }

    private static LimitUse use(long memory, long ended, long periods, long throttled, long tasks, long refused) {
        return new LimitUse(
                OptionalLong.of(memory),
                OptionalLong.of(ended),
                OptionalLong.of(periods),
                OptionalLong.of(throttled),
                OptionalLong.of(tasks),
                OptionalLong.of(refused));
    }

    @Test
    void a_group_of_a_process_is_ours_by_its_name_alone() throws IOException {
        first();
        fake.file("77/cgroup", "9:pids:/docker/1f/ikabud/blog\n4:memory:/elsewhere/ikabud/blog\n3:cpuacct,cpu:/blog\n");

        Cgroup group = cgroups.of(77, "blog");

        assertEquals(OptionalInt.of(1), group.version(Controller.MEMORY));
        assertEquals(OptionalInt.of(1), group.version(Controller.PIDS));
        assertEquals(OptionalInt.empty(), group.version(Controller.CPU));
        assertTrue(cgroups.of(77, "shop").isEmpty());
        assertTrue(cgroups.of(78, "blog").isEmpty());
    }

    @Test
    void a_group_outside_of_what_is_mounted_is_none() throws IOException {
        first();
        fake.file("77/cgroup", "9:pids:/docker/2e/ikabud/blog\n4:memory:/../x/ikabud/blog\n");

        assertTrue(cgroups.of(77, "blog").isEmpty());
    }

    @Test
    void without_groups_there_is_a_reason_and_nothing_is_made() {
        Cgroup made = cgroups.make("blog");

        assertTrue(made.isEmpty());
        assertEquals("there are no control groups for it", made.whyNot(Controller.CPU));
        assertEquals(LimitUse.UNKNOWN, made.use());
    }

    @Test
    void version_2_lets_a_group_with_processes_hand_nothing_on() throws IOException {
        second("/user.slice/one", "cpu memory pids", "");
        Path own = mounted.resolve("user.slice/one");
        Files.writeString(own.resolve("cgroup.type"), "domain\n");

        assertEquals(List.of(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty()), versions(cgroups));
        assertEquals(
                own + " holds processes, so the kernel lets it hand no controller on",
                cgroups.offer(Controller.MEMORY).why());
        assertTrue(cgroups.make("blog").isEmpty());
        assertFalse(Files.exists(own.resolve("ikabud")));

        Files.writeString(own.resolve("cgroup.subtree_control"), "memory");
        assertEquals(OptionalInt.of(2), cgroups.offer(Controller.MEMORY).version());
    }

    @Test
    void a_controller_that_a_group_does_not_have_cannot_be_had() throws IOException {
        second("/", "memory pids", "");

        assertEquals(List.of(OptionalInt.of(2), OptionalInt.empty(), OptionalInt.of(2)), versions(cgroups));
    }

    @Test
    void once_a_containers_processes_are_aside_groups_are_made_beside_them() throws IOException {
        second("/", "cpu memory pids", "cpu memory pids");
        second("/ikabud-others", "", "");
        Files.writeString(mounted.resolve("ikabud-others/cgroup.controllers"), "cpu memory pids");
        Files.createDirectories(mounted.resolve("ikabud/blog"));

        assertTrue(cgroups.find("blog").version(Controller.MEMORY).isPresent());
    }

    @Test
    void a_name_that_leads_elsewhere_is_refused() throws IOException {
        first();

        assertThrows(IllegalArgumentException.class, () -> cgroups.make("../blog"));
        assertThrows(IllegalArgumentException.class, () -> cgroups.find(""));
    }
}
