package ikabud.manager;

import static ikabud.support.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ikabud.journal.Journal;
import ikabud.model.BootCheck;
import ikabud.model.BootCheck.Result;
import ikabud.model.BootLog;
import ikabud.model.BootPhase;
import ikabud.model.Command;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.Instance;
import ikabud.model.Outcome;
import ikabud.model.Owner;
import ikabud.model.Phase;
import ikabud.model.Verb;
import ikabud.os.SystemClock;
import ikabud.support.LiveSite;
import ikabud.support.Survives;
import ikabud.support.TestRoot;
import ikabud.support.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("live")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class BootLiveTest {
    private final LiveSite site;
    private final Path directory;

    BootLiveTest(@TempDir Path directory) {
        this.directory = directory;
        this.site = new LiveSite(directory);
    }

    @AfterEach
    void remove() {
        site.close();
    }

    private BootLog log() {
        try (Journal journal = Journal.open(site.root().layout().database(), new SystemClock())) {
            return journal.lastBoot(LiveSite.BLOG).orElseThrow();
        }
    }

    private BootCheck last() {
        List<BootCheck> checks = log().checks();
        return checks.get(checks.size() - 1);
    }

    private void redefine(UnaryOperator<Instance> change) {
        try (Journal journal = Journal.open(site.root().layout().database(), new SystemClock())) {
            Instance changed = change.apply(site.instance());
            journal.redefine(
                    changed,
                    new Event(0, changed.createdAt(), changed.id(), EventKind.CHANGED, TestRoot.ACTOR, "", null, null));
        }
    }

    private static Instance with(Instance now, Owner owner, Path root) {
        return new Instance(
                now.id(), now.kind(), owner, now.phpVersion(), now.phpBinary(), root, now.variables(), now.createdAt());
    }

    @Test
    void a_good_start_is_heard_check_by_check_and_stored() {
        site.script("index.php", "echo 'hello';");
        List<BootCheck> heard = new ArrayList<>();

        Outcome outcome = site.manager().execute(Command.of(Verb.START, LiveSite.BLOG, TestRoot.ACTOR), heard::add);

        assertTrue(outcome.isDone(), outcome.message());
        BootLog log = log();
        assertEquals(
                heard.stream().map(BootCheck::name).toList(),
                log.checks().stream().map(BootCheck::name).toList());
        assertEquals(
                List.of(
                        "record",
                        "php",
                        "disk",
                        "user",
                        "document root",
                        "readable",
                        "index",
                        "directories",
                        "configuration",
                        "database",
                        "needs",
                        "process",
                        "socket",
                        "ping",
                        "request"),
                log.checks().stream().map(BootCheck::name).toList());
        assertTrue(
                log.checks().stream()
                        .allMatch(check ->
                                check.result() == Result.PASSED || check.name().equals("database")),
                log + "");
        assertEquals("it answered 200", last().detail());
        Duration first = log.checks().stream()
                .filter(check -> check.phase() != BootPhase.SITE)
                .map(BootCheck::took)
                .reduce(Duration.ZERO, Duration::plus);
        assertTrue(first.compareTo(log.took()) <= 0, log + "");
        assertEquals("", site.record().observed().cause());
    }

    @Test
    void a_restart_and_an_empty_site_have_a_boot_log_too() {
        site.done(Verb.START);
        BootLog before = log();
        assertEquals(Result.SKIPPED, last().result());

        site.done(Verb.RESTART);

        assertFalse(log().at().equals(before.at()));
        assertEquals(Phase.UP, site.record().observed().phase());
    }

    @Test
    void a_lost_document_root_stops_the_boot_before_anything_is_started() throws Exception {
        Path root = Files.createDirectory(directory.resolve("www"));
        redefine(now -> with(now, now.owner(), root));
        Files.delete(root);

        Outcome outcome = site.execute(Verb.START);

        assertFalse(outcome.isDone());
        assertTrue(
                outcome.message().contains("document root " + root + ": there is no such directory"),
                outcome.message());
        assertEquals(BootPhase.CORE, last().phase());
        assertEquals(Result.FAILED, last().result());
        assertTrue(last().remedy().contains("bring it back"), last() + "");
    }

    @Test
    @Survives(Trouble.RIGHTS_DRIFT)
    void a_user_who_is_somebody_else_by_now_stops_the_boot() {
        assumeTrue(TestRoot.isRoot());
        Owner changed = new Owner("nobody", 61_277, 61_277, false);
        Instance good = site.instance();
        redefine(now -> with(now, changed, now.documentRoot()));

        Outcome outcome = site.execute(Verb.START);

        assertFalse(outcome.isDone());
        assertTrue(outcome.message().contains("not 61277 as it had"), outcome.message());
        assertEquals("user", last().name());
        assertEquals(BootPhase.KERNEL, last().phase());
        redefine(now -> good);
    }

    @Test
    void a_broken_line_of_the_pool_ends_the_phase_runtime_with_fpms_words() throws Exception {
        Path config = site.root().layout().fpmConfig(LiveSite.BLOG);
        Files.writeString(config, Files.readString(config) + "\nnonsense = 1\n");

        Outcome outcome = site.execute(Verb.START);

        assertFalse(outcome.isDone());
        assertEquals(BootPhase.RUNTIME, last().phase());
        assertEquals(Result.FAILED, last().result());
        assertTrue(last().detail().contains("unknown entry 'nonsense'"), last() + "");
        assertTrue(
                log().checks().stream()
                        .anyMatch(check -> check.name().equals("configuration") && check.result() == Result.WARNED),
                log() + "");
    }

    @Test
    void a_site_that_answers_500_is_up_and_says_so() {
        site.script("index.php", "http_response_code(500); echo 'no';");

        Outcome outcome = site.done(Verb.START);

        assertTrue(outcome.notes().toString().contains("it answered 500: look at php.log"), outcome.notes() + "");
        assertEquals(Phase.UP, site.record().observed().phase());
        assertTrue(site.record().observed().cause().contains("it answered 500"), site.record() + "");
        assertEquals(1, site.events(EventKind.DEGRADED).size());
        assertEquals(Result.FAILED, last().result());
        assertEquals(BootPhase.SITE, last().phase());
    }

    @Test
    void a_site_that_never_answers_is_waited_for_to_the_deadline_and_can_be_stopped_meanwhile() throws Exception {
        site.script("index.php", "sleep(60);");
        Thread start = new Thread(() -> site.execute(Verb.START), "start");
        start.start();
        eventually("it is up", () -> site.record().observed().phase() == Phase.UP);

        Outcome stop = site.manager()
                .execute(Command.of(Verb.STOP, LiveSite.BLOG, TestRoot.ACTOR)
                        .with(LiveSite.within(Duration.ofSeconds(1))));

        start.join(20_000);
        assertFalse(start.isAlive());
        assertTrue(stop.isDone(), stop.message());
        assertTrue(stop.took().toMillis() < 4_000, stop.took() + "");
        assertEquals(Phase.DOWN, site.record().observed().phase());
        assertEquals(List.of(), site.events(EventKind.DEGRADED));
    }

    private void writeWordpressKind() throws IOException {
        Path kind = Files.createDirectories(site.root().layout().config().resolve("templates/wordpress"));
        Files.writeString(kind.resolve("kind.json"), """
                {
                  "description": "x",
                  "core": {
                    "index": "index.php",
                    "version-file": "wp-includes/version.php",
                    "version-after": "$wp_version = '"
                  },
                  "files": [{"source": "php-fpm.conf", "target": "php-fpm.conf"}]
                }
                """);
        Files.writeString(kind.resolve("php-fpm.conf"), """
                [global]
                daemonize = no
                error_log = {{"fpm-log"}}
                [{{id}}]
                listen = {{"socket"}}
                pm = ondemand
                pm.max_children = 2
                pm.status_listen = {{"status-socket"}}
                pm.status_path = {{status-path}}
                ping.path = {{ping-path}}
                """);
    }

    @Test
    void a_version_is_read_where_the_kind_says_where_it_stands() throws Exception {
        writeWordpressKind();
        redefine(now -> new Instance(
                now.id(),
                "wordpress",
                now.owner(),
                now.phpVersion(),
                now.phpBinary(),
                now.documentRoot(),
                Map.of(),
                now.createdAt()));
        Files.createDirectory(site.publicDirectory().resolve("wp-includes"));
        site.script("wp-includes/version.php", "$wp_version = '6.4.2';");

        site.done(Verb.START);

        assertEquals(
                "6.4.2",
                log().checks().stream()
                        .filter(check -> check.name().equals("version"))
                        .findFirst()
                        .orElseThrow()
                        .detail());
    }
}
