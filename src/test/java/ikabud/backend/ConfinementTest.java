package ikabud.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ikabud.model.Enforcement;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.Layout;
import ikabud.model.LimitKeys;
import ikabud.model.Limits;
import ikabud.model.Owner;
import ikabud.support.FakeProc;
import ikabud.support.Instances;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfinementTest {
    private static final Map<String, String> ALL =
            Map.of("memory", "512M", "memory-high", "400M", "cpu", "150%", "tasks", "40");

    private final Path directory;
    private final FakeProc fake;

    ConfinementTest(@TempDir Path directory) {
        this.directory = directory;
        this.fake = new FakeProc(directory.resolve("proc"));
    }

    private static Layout layout(String state) {
        return new Layout(Path.of("/etc"), Path.of(state), Path.of("/run"), Path.of("/log"), true);
    }

    private Confinement confinement(boolean asRoot) {
        Machine real = Machine.real();
        Machine machine = new Machine(
                fake.proc(),
                real.processes(),
                real.sockets(),
                real.holders(),
                real.spawner(),
                real.users(),
                real.files());
        return new Confinement(layout("/var/lib/ikabud"), machine, asRoot);
    }

    private static Instance blog(Map<String, String> typed) {
        Limits limits = LimitKeys.change(Limits.NONE, typed, new ArrayList<>());
        return Instances.instance("blog").with(limits);
    }

    private static List<String> texts(List<Enforcement> all) {
        return all.stream().map(Enforcement::text).toList();
    }

    private void groups() throws IOException {
        Files.createDirectories(directory.resolve("one"));
        fake.file("self/mountinfo", "35 31 0:32 / " + directory + "/one rw - cgroup cgroup rw,memory,cpu,pids\n");
        fake.file("self/cgroup", "4:memory,cpu,pids:/\n");
    }

    @Test
    void groups_of_one_name_in_two_installations_are_two() {
        InstanceId id = new InstanceId("blog");

        assertEquals("blog", Confinement.name(layout("/var/lib/ikabud"), id));
        assertNotEquals(Confinement.name(layout("/a/state"), id), Confinement.name(layout("/b/state"), id));
    }

    @Test
    void without_groups_a_guard_and_the_users_processes_stand_in() {
        Confinement confinement = confinement(true);

        assertEquals(
                List.of(
                        "memory by the supervisor's guard: there are no control groups for it",
                        "memory-high not limited: there are no control groups for it",
                        "cpu not limited: there are no control groups for it",
                        "tasks by rlimit: there are no control groups for it"),
                texts(confinement.enforcement(blog(ALL), null)));
        assertEquals(OptionalInt.of(40), confinement.processes(blog(ALL)));
        assertEquals(List.of(), confinement.enforcement(blog(Map.of()), null));
    }

    @Test
    void a_user_that_others_have_too_is_not_limited() {
        Instance shared = blog(ALL).with(new Owner("www-data", 33, 33, false));

        assertEquals(OptionalInt.empty(), confinement(true).processes(shared));
        assertEquals(OptionalInt.empty(), confinement(false).processes(blog(ALL)));
    }

    @Test
    void groups_hold_what_their_version_can() throws IOException {
        groups();
        Confinement confinement = confinement(true);

        assertEquals(
                List.of(
                        "memory by cgroup v1",
                        "memory-high not limited: control groups of version 1 have no such limit",
                        "cpu by cgroup v1",
                        "tasks by cgroup v1"),
                texts(confinement.enforcement(blog(ALL), null)));
        assertEquals(OptionalInt.empty(), confinement.processes(blog(ALL)));
    }

    @Test
    void one_that_runs_outside_of_its_group_is_said_to() throws IOException {
        groups();
        fake.file(Instances.MASTER.pid() + "/cgroup", "4:memory,cpu,pids:/\n");

        assertEquals(
                List.of("cpu not limited: it was started outside of its control group"),
                texts(confinement(true).enforcement(blog(Map.of("cpu", "1")), Instances.MASTER)));
    }
}
