package ikabud.manager;

import static ikabud.support.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.backend.FpmExaminer;
import ikabud.journal.Journal;
import ikabud.model.Blueprint;
import ikabud.model.Changes;
import ikabud.model.Checkup;
import ikabud.model.Command;
import ikabud.model.EventKind;
import ikabud.model.Fault;
import ikabud.model.LimitKeys;
import ikabud.model.Limits;
import ikabud.model.Outcome;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.model.Supervision;
import ikabud.model.Verb;
import ikabud.os.SystemClock;
import ikabud.support.FakeClock;
import ikabud.support.Groups;
import ikabud.support.LiveSite;
import ikabud.support.Survives;
import ikabud.support.TestRoot;
import ikabud.support.Trouble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Limits as the kernel holds real PHP-FPM to them. */
@Tag("live")
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class LimitsLiveTest {
    private final TestRoot root;
    private final FakeClock time = new FakeClock();
    private LiveSite site;
    private Journal journal;
    private HealthRound round;

    LimitsLiveTest(@TempDir Path directory) {
        root = new TestRoot(directory);
    }

    @BeforeAll
    static void need() {
        Groups.needed();
    }

    @AfterEach
    void close() {
        if (journal != null) {
            journal.close();
        }
        if (site != null) {
            site.close();
        }
        assertEquals(
                List.of(),
                Groups.left("blog."
                        + Integer.toHexString(root.layout().state().toString().hashCode())));
    }

    private void start(Map<String, String> limits, Map<String, String> variables) {
        site = new LiveSite(root, blueprint(limits, variables));
        site.done(Verb.START);
    }

    static Blueprint blueprint(Map<String, String> limits, Map<String, String> variables) {
        List<String> mistakes = new ArrayList<>();
        Limits all = LimitKeys.change(Limits.NONE, limits, mistakes);
        assertEquals(List.of(), mistakes);
        String user = TestRoot.isRoot() ? TestRoot.NAMELESS : null;
        return new Blueprint("php", null, user, null, variables, Supervision.DEFAULT, null, all, false);
    }

    private Outcome set(String... changes) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String change : changes) {
            String[] parts = change.split("=", 2);
            values.put(parts[0], parts[1]);
        }
        return site.execute(
                Verb.SET,
                new Command.Options(Signal.KILL, false, false, false, null, null, new Changes(values, false)));
    }

    private int master() {
        return site.master().pid();
    }

    private int[] children() {
        return site.root().machine().proc().children(master());
    }

    @Test
    void master_and_workers_are_in_their_group_from_the_first_moment() {
        start(Map.of("tasks", "20"), Map.of("pm", "static", "max-children", "3"));

        for (int i = 0; i < 10; i++) {
            List<Path> groups = Groups.of(master());
            assertTrue(groups.size() >= 1, groups + "");
            eventually("workers", () -> children().length >= 3);
            IntStream.of(children()).forEach(child -> assertEquals(groups, Groups.of(child)));
            site.done(Verb.RESTART);
        }
    }

    @Test
    @Survives(Trouble.MEMORY_SHORT)
    void a_worker_that_takes_too_much_memory_is_ended_and_the_site_stays_up() {
        start(Map.of("memory", "64M", "overcommit", "yes"), Map.of("max-children", "2", "memory-limit", "512M"));
        site.script("eat.php", "$a = str_repeat('x', 200 << 20); echo 'ate ' . strlen($a);");
        site.script("ok.php", "echo 'fine';");
        ProcessIdentity before = site.master();

        look();
        assertTrue(site.get("eat.php", Duration.ofSeconds(10)).reply().isEmpty());
        eventually("FPM tells of it", () -> {
            look();
            return !site.events(EventKind.DEGRADED).isEmpty();
        });

        assertEquals("fine", site.text("ok.php"));
        assertEquals(before, site.master());
        assertEquals(Phase.UP, site.record().observed().phase());
        assertEquals(
                Fault.WORKERS_KILLED.sentence() + "; 1 killed, 1 process was ended for want of memory (limit 64M)",
                site.events(EventKind.DEGRADED).get(0).detail());
        assertTrue(checkup().contains(" of 64M, 1 process was ended for want of memory (limit 64M)"), checkup());
    }

    private void look() {
        time.advance(Duration.ofSeconds(12));
        if (round == null) {
            journal = Journal.open(root.layout().database(), new SystemClock());
            round = new HealthRound(
                    new FpmExaminer(root.layout(), root.machine(), new SystemClock()),
                    journal,
                    time,
                    instance -> OptionalInt.of(2),
                    TestRoot.ACTOR,
                    (id, fault) -> {});
        }
        round.run();
    }

    private String checkup() {
        Checkups checkups = new Checkups(
                new FpmExaminer(root.layout(), root.machine(), new SystemClock()),
                new SystemClock(),
                instance -> OptionalInt.of(2));
        return checkups.examine(site.record(), Checkup.Reach.QUICK).checks().stream()
                .filter(check -> check.name().equals("limits"))
                .map(Checkup.Check::detail)
                .findFirst()
                .orElse("");
    }

    @Test
    void a_share_of_cpu_is_all_it_gets() {
        start(Map.of("cpu", "20%"), Map.of());
        site.script(
                "burn.php",
                "$t = microtime(true); $r = getrusage(); while (microtime(true) - $t < 2) {}"
                        + "$e = getrusage(); echo ($e['ru_utime.tv_sec'] - $r['ru_utime.tv_sec']) * 1000"
                        + " + intdiv($e['ru_utime.tv_usec'] - $r['ru_utime.tv_usec'], 1000)"
                        + " + ($e['ru_stime.tv_sec'] - $r['ru_stime.tv_sec']) * 1000"
                        + " + intdiv($e['ru_stime.tv_usec'] - $r['ru_stime.tv_usec'], 1000);");

        int millis = Integer.parseInt(site.text("burn.php"));

        assertTrue(millis > 200 && millis < 600, millis + " ms of CPU in 2 s at 20 %");
        assertTrue(Groups.count(master(), "cpu.stat", "nr_throttled") > 5, Groups.read(master(), "cpu.stat"));
    }

    @Test
    void a_fork_bomb_ends_at_the_number_of_tasks() {
        start(Map.of("tasks", "8"), Map.of("max-children", "2", "disable-functions", ""));
        site.script(
                "bomb.php",
                "$a = []; for ($i = 0; $i < 40; $i++) {"
                        + " $p = @proc_open(['sleep', '0.5'], [], $pipes); if ($p) { $a[] = $p; } } echo count($a);");
        site.script("ok.php", "echo 'fine';");

        int started = Integer.parseInt(site.text("bomb.php"));

        assertTrue(started >= 1 && started < 8, started + " started");
        assertTrue(Groups.count(master(), "pids.events", "max") > 0);
        assertEquals("fine", site.text("ok.php"));
    }

    @Test
    void limits_change_while_it_runs_and_a_group_that_was_not_there_is_made() throws Exception {
        start(Map.of("memory", "700M", "tasks", "20"), Map.of());
        ProcessIdentity before = site.master();

        Outcome outcome = set("memory=800M", "cpu=50%", "tasks=none");

        assertEquals("blog: memory 700M -> 800M, cpu none -> 50%, tasks 20 -> none", outcome.message());
        assertEquals(List.of(), outcome.notes());
        assertEquals(before, site.master());
        String memory = Groups.read(master(), "memory.limit_in_bytes");
        assertEquals(Long.toString(800L << 20), memory.isEmpty() ? Groups.read(master(), "memory.max") : memory);
        String quota = Groups.read(master(), "cpu.cfs_quota_us");
        assertEquals("50000", quota.isEmpty() ? Groups.read(master(), "cpu.max").split(" ", 2)[0] : quota);
        assertEquals("max", Groups.read(master(), "pids.max"));
    }

    @Test
    void one_without_limits_has_no_group_and_is_put_into_one_with_all_its_workers_when_it_gets_some() {
        start(Map.of(), Map.of("pm", "static", "max-children", "3"));
        eventually("workers", () -> children().length >= 3);
        assertEquals(List.of(), Groups.of(master()));

        Outcome outcome = set("memory=600M", "cpu=50%", "tasks=20");

        assertTrue(outcome.isDone(), outcome.message());
        assertEquals(List.of("memory that it has already is not counted until it is restarted"), outcome.notes());
        List<Path> groups = Groups.of(master());
        assertTrue(!groups.isEmpty());
        Arrays.stream(children()).forEach(child -> assertEquals(groups, Groups.of(child)));

        set("memory=none", "cpu=none", "tasks=none");
        assertEquals(List.of(), set("memory=600M").notes(), "it is in its group already");
    }

    @Test
    void what_cannot_be_taken_back_is_refused_and_changes_nothing() {
        start(Map.of("memory", "700M"), Map.of("memory-limit", "512M", "max-children", "1"));
        site.script(
                "hold.php", "$a = str_repeat('x', 100 << 20); touch(sys_get_temp_dir() . '/held'); sleep(4); echo 1;");
        Thread visitor = new Thread(() -> site.get("hold.php", Duration.ofSeconds(20)), "visitor");
        visitor.start();
        Path held = site.root().layout().home(LiveSite.BLOG).resolve("tmp/held");
        eventually("it holds memory", () -> Files.exists(held));

        Outcome outcome = set("memory=32M", "overcommit=yes");

        assertTrue(!outcome.isDone(), outcome.message());
        assertTrue(outcome.message().contains("restart it for that limit"), outcome.message());
        assertEquals(700L << 20, site.instance().limits().memoryBytes().orElse(0));
        assertEquals(Long.toString(700L << 20), Groups.read(master(), "memory.limit_in_bytes"));
    }

    @Test
    void the_boot_log_says_by_what_limits_are_held() {
        start(Map.of("memory", "700M", "cpu", "2"), Map.of());

        String detail;
        try (Journal journal = Journal.open(root.layout().database(), new SystemClock())) {
            detail = journal.lastBoot(LiveSite.BLOG).orElseThrow().checks().stream()
                    .filter(check -> check.name().equals("limits"))
                    .findFirst()
                    .orElseThrow()
                    .detail();
        }

        assertTrue(detail.matches("memory by cgroup v[12], cpu by cgroup v[12]"), detail);
    }
}
