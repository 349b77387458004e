package ikabud.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ikabud.model.Instance;
import ikabud.model.Layout;
import ikabud.model.LimitKeys;
import ikabud.model.Limits;
import ikabud.os.ProcStat;
import ikabud.support.FakeProc;
import ikabud.support.Instances;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryWatchTest {
    private static final int MASTER = Instances.MASTER.pid();
    private static final long MEGA_IN_PAGES = 256;

    private final Path directory;
    private final Layout layout;
    private final FakeProc fake;
    private final MemoryWatch watch;

    MemoryWatchTest(@TempDir Path directory) {
        this.directory = directory;
        this.layout = new Layout(directory, Path.of("/var/lib/ikabud"), directory, directory, true);
        this.fake = new FakeProc(directory.resolve("proc"));
        Machine real = Machine.real();
        this.watch = new MemoryWatch(
                layout,
                new Machine(
                        fake.proc(),
                        real.processes(),
                        real.sockets(),
                        real.holders(),
                        real.spawner(),
                        real.users(),
                        real.files()));
    }

    @BeforeEach
    void run() {
        process(MASTER, 30, 10);
        process(7001, 300, 200);
        process(7002, 300, 200);
        fake.children(MASTER, 7001, 7002);
        fake.children(7001);
        fake.children(7002);
    }

    private void process(int pid, long residentMegabytes, long shareMegabytes) {
        fake.stat(new ProcStat(pid, "php-fpm", 'S', 1, 1, 1, 0, 0, 0, 0, 5, residentMegabytes * MEGA_IN_PAGES));
        fake.pss(pid, shareMegabytes << 10);
    }

    private static Instance limited(String memory) {
        Limits limits = LimitKeys.change(Limits.NONE, Map.of("memory", memory), new ArrayList<>());
        return Instances.instance("blog").with(limits);
    }

    private OptionalLong over(String memory) {
        return watch.look(limited(memory), Instances.MASTER, 0).overBytes();
    }

    @Test
    void what_has_more_than_its_limit_is_told_with_how_much() {
        assertEquals(OptionalLong.of(410L << 20), over("400M"));
    }

    @Test
    void shared_memory_counts_once() {
        // Counted in each process, it would be 630M.
        assertEquals(OptionalLong.empty(), over("500M"));
    }

    @Test
    void processes_that_workers_started_count_too() {
        process(7003, 200, 200);
        fake.children(7002, 7003);

        assertEquals(OptionalLong.of(610L << 20), over("500M"));
    }

    @Test
    void where_memory_cannot_be_read_nothing_is_said() throws IOException {
        Files.delete(directory.resolve("proc/7002/smaps_rollup"));

        assertEquals(OptionalLong.empty(), over("400M"));
    }

    @Test
    void one_that_ended_meanwhile_counts_for_nothing() {
        fake.end(7002);

        assertEquals(OptionalLong.empty(), over("210M"));
        assertEquals(OptionalLong.of(210L << 20), over("200M"));
    }

    @Test
    void whom_the_kernel_holds_nobody_adds_up() throws IOException {
        group();

        assertEquals(OptionalLong.empty(), over("400M"));
    }

    @Test
    void what_the_kernel_ended_is_counted_from_look_to_look() throws IOException {
        Path group = group();
        counted(group, 5);
        Instance blog = limited("400M");

        // Of those before, only as many as FPM has told of just now can be news.
        assertEquals(2, watch.look(blog, Instances.MASTER, 2).ended());
        assertEquals(0, watch.look(blog, Instances.MASTER, 0).ended());
        counted(group, 9);
        assertEquals(4, watch.look(blog, Instances.MASTER, 1).ended());
        assertEquals(0, watch.look(blog, Instances.MASTER, 1).ended());
    }

    private Path group() throws IOException {
        fake.file("self/mountinfo", "35 31 0:32 / " + directory + "/memory rw - cgroup cgroup rw,memory\n");
        fake.file(MASTER + "/cgroup", "4:memory:/ikabud/blog\n");
        return Files.createDirectories(directory.resolve("memory/ikabud/blog"));
    }

    private static void counted(Path group, int ended) throws IOException {
        Files.writeString(group.resolve("memory.oom_control"), "under_oom 0\noom_kill " + ended + "\n");
    }
}
