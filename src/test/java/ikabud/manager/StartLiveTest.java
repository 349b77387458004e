package ikabud.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.journal.Journal;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.FailureClass;
import ikabud.model.Instance;
import ikabud.model.LogKind;
import ikabud.model.Outcome;
import ikabud.model.Outcome.Result;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.model.Verb;
import ikabud.os.SystemClock;
import ikabud.support.CommandProcess;
import ikabud.support.LiveSite;
import ikabud.support.Survives;
import ikabud.support.TestRoot;
import ikabud.support.Trouble;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("live")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class StartLiveTest {
    private static final int PROCESSES = 4;
    private static final int STARTS_EACH = 5;

    private final Path directory;
    private final LiveSite site;

    StartLiveTest(@TempDir Path directory) {
        this.directory = directory;
        this.site = new LiveSite(directory);
    }

    @AfterEach
    void remove() {
        site.close();
    }

    @Test
    @Survives(Trouble.MANY_STARTS)
    void twenty_starts_from_four_processes_make_one_master() throws Exception {
        List<Process> starters = new ArrayList<>();
        List<BufferedReader> outputs = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            starters.add(CommandProcess.starts(directory, LiveSite.BLOG, STARTS_EACH));
            outputs.add(starters.get(i).inputReader(StandardCharsets.UTF_8));
        }
        for (BufferedReader output : outputs) {
            assertEquals("ready", output.readLine());
        }
        Files.createFile(site.root().layout().state().resolve("go"));

        List<String> outcomes = new ArrayList<>();
        for (BufferedReader output : outputs) {
            output.lines().forEach(outcomes::add);
        }

        assertEquals(PROCESSES * STARTS_EACH, outcomes.size(), outcomes + "");
        assertEquals(
                1, outcomes.stream().filter(line -> line.startsWith("DONE")).count(), outcomes + "");
        assertTrue(
                outcomes.stream().allMatch(line -> line.startsWith("DONE") || line.startsWith("REFUSED")),
                outcomes + "");
        assertEquals(1, site.root().groups(site.instance()).size());
        assertEquals(1, site.events(EventKind.STARTED).size());
    }

    @Test
    @Survives(Trouble.MASTER_KILLED)
    void workers_that_a_killed_master_left_end_before_the_next_start() {
        site.script("pid.php", "echo getmypid();");
        site.done(Verb.START);
        int worker = Integer.parseInt(site.text("pid.php"));
        ProcessIdentity orphan =
                site.root().machine().processes().identify(worker).orElseThrow();
        ProcessIdentity killed = site.master();
        killFromElsewhere(killed);

        Outcome outcome = site.done(Verb.START);

        assertFalse(site.backend().isAlive(orphan));
        assertNotEquals(killed, site.master());
        assertEquals(1, site.root().groups(site.instance()).size());
        assertEquals(1, site.events(EventKind.STRAYS_ENDED).size());
        assertEquals(1, site.events(EventKind.EXITED).size());
        assertTrue(outcome.notes().toString().contains("PID " + worker), outcome.notes() + "");
        assertNotEquals(worker, Integer.parseInt(site.text("pid.php")));
    }

    private void killFromElsewhere(ProcessIdentity master) {
        site.root().machine().processes().signal(master, Signal.KILL, right -> true);
        assertTrue(site.backend().awaitEnd(master, Duration.ofSeconds(5)));
    }

    @Test
    void an_fpm_that_crashes_at_once_is_told_with_its_words() throws Exception {
        Path crashing = directory.resolve("php-fpm-crashing");
        Files.writeString(crashing, "#!/bin/sh\necho 'ERROR: no luck today'\nexit 70\n");
        Files.setPosixFilePermissions(crashing, PosixFilePermissions.fromString("rwxr-xr-x"));
        runOn(crashing);

        Outcome outcome = site.execute(Verb.START);

        // The configuration is rendered anew for another binary, and so checked by it first.
        assertEquals(Result.FAILED, outcome.result());
        assertTrue(outcome.message().contains("no luck today"), outcome.message());
        assertEquals(Phase.FAILED, site.record().observed().phase());
        assertEquals(1, site.events(EventKind.FAILED).size());
    }

    @Test
    @Survives(Trouble.FORK_FAILS)
    void an_fpm_that_ends_before_it_serves_is_a_failed_start() throws Exception {
        Path leaving = directory.resolve("php-fpm-leaving");
        Files.writeString(leaving, "#!/bin/sh\n[ \"$1\" = -t ] && exit 0\necho 'ERROR: fork() failed: odd'\nexit 0\n");
        Files.setPosixFilePermissions(leaving, PosixFilePermissions.fromString("rwxr-xr-x"));
        runOn(leaving);

        Outcome outcome = site.execute(Verb.START);

        assertEquals(Result.FAILED, outcome.result());
        assertTrue(outcome.message().contains("fork() failed"), outcome.message());
        // A supervisor would try it again.
        assertEquals(Phase.DOWN, site.record().observed().phase());
        assertEquals(FailureClass.RESOURCE, site.record().observed().failure());
        assertTrue(site.backend().survey(site.instance(), null).isEmpty());
    }

    private void runOn(Path binary) {
        Instance now = site.instance();
        try (Journal journal = Journal.open(site.root().layout().database(), new SystemClock())) {
            journal.redefine(
                    new Instance(
                            now.id(),
                            now.kind(),
                            now.owner(),
                            now.phpVersion(),
                            binary,
                            now.documentRoot(),
                            now.variables(),
                            now.createdAt()),
                    new Event(0, now.createdAt(), now.id(), EventKind.CREATED, TestRoot.ACTOR, "", null, null));
        }
    }

    @Test
    @Survives(Trouble.POWER_LOST)
    void stale_sockets_and_a_lost_run_directory_do_not_keep_it_from_starting() throws Exception {
        site.done(Verb.START);
        killFromElsewhere(site.master());
        site.done(Verb.STOP);
        assertTrue(Files.exists(site.root().layout().socket(LiveSite.BLOG)));

        site.done(Verb.START);
        site.done(Verb.STOP);
        Files.deleteIfExists(site.root().layout().socket(LiveSite.BLOG));
        Files.deleteIfExists(site.root().layout().statusSocket(LiveSite.BLOG));
        Files.delete(site.root().layout().runDirectory(LiveSite.BLOG));
        Files.delete(site.root().layout().run());

        site.done(Verb.START);
    }

    @Test
    void a_link_in_place_of_the_run_directory_is_not_followed() throws Exception {
        Path run = site.root().layout().runDirectory(LiveSite.BLOG);
        Files.delete(run);
        Files.createSymbolicLink(run, Path.of("/etc"));

        Outcome outcome = site.execute(Verb.START);

        assertFalse(outcome.isDone());
        assertTrue(outcome.message().contains(run.toString()), outcome.message());
        Files.delete(run);
    }

    @Test
    @Survives(Trouble.BROKEN_AT_RELOAD)
    void a_configuration_broken_by_hand_is_refused_and_the_master_serves_on() throws Exception {
        site.done(Verb.START);
        ProcessIdentity master = site.master();
        Path config = site.root().layout().fpmConfig(LiveSite.BLOG);
        Files.writeString(config, Files.readString(config) + "\nnonsense = 1\n");

        for (Verb verb : List.of(Verb.RELOAD, Verb.RESTART)) {
            Outcome outcome = site.execute(verb);

            assertEquals(Result.FAILED, outcome.result());
            assertTrue(outcome.message().contains("unknown entry 'nonsense'"), outcome.message());
            assertTrue(outcome.notes().toString().contains("changed by hand"), outcome.notes() + "");
        }
        assertEquals(master, site.master());
        assertTrue(site.backend().answers(site.instance(), Duration.ofSeconds(5)));
        assertEquals(Phase.UP, site.record().observed().phase());
    }

    @Test
    void a_file_that_ikabud_did_not_write_is_never_overwritten() throws Exception {
        Path config = site.root().layout().fpmConfig(LiveSite.BLOG);
        Files.writeString(config, "[global]\n");

        Outcome outcome = site.execute(Verb.START);

        assertFalse(outcome.isDone());
        assertTrue(outcome.message().contains("did not write"), outcome.message());
        assertEquals("[global]\n", Files.readString(config));
    }

    @Test
    @Survives(Trouble.RIGHTS_DRIFT)
    void an_instance_whose_directories_were_deleted_under_it_can_be_stopped_and_started() {
        site.done(Verb.START);
        site.root().machine().files().removeTree(site.root().layout().home(LiveSite.BLOG));
        site.root().machine().files().removeTree(site.root().layout().runDirectory(LiveSite.BLOG));

        Outcome reload = site.execute(Verb.RELOAD);
        assertTrue(reload.message().contains("was deleted or replaced"), reload.message());
        site.done(Verb.STOP);
        site.done(Verb.START);

        site.script("hello.php", "echo 'hello';");
        assertEquals("hello", site.text("hello.php"));
    }

    @Test
    @Survives(Trouble.RIGHTS_DRIFT)
    void what_is_no_file_in_a_logs_place_is_refused_and_left_alone() throws Exception {
        Path log = site.root().layout().logFile(LiveSite.BLOG, LogKind.FPM);
        for (String target : List.of("/etc/hostname", "/dev/null")) {
            Files.delete(log);
            Files.createSymbolicLink(log, Path.of(target));

            Outcome outcome = site.execute(Verb.START);

            assertTrue(outcome.message().contains("is not a regular file"), outcome.message());
            assertEquals(Path.of(target), Files.readSymbolicLink(log));
        }
    }

    @Test
    void a_php_that_was_taken_away_is_named_and_the_master_serves_on() throws Exception {
        Instance usual = site.instance();
        Path php = Files.copy(usual.phpBinary(), directory.resolve("php-fpm"), StandardCopyOption.COPY_ATTRIBUTES);
        try (Journal journal = Journal.open(site.root().layout().database(), new SystemClock())) {
            journal.redefine(
                    new Instance(
                            usual.id(),
                            usual.kind(),
                            usual.owner(),
                            usual.phpVersion(),
                            php,
                            usual.documentRoot(),
                            usual.variables(),
                            usual.createdAt()),
                    site.events().get(0));
        }
        site.done(Verb.START);
        Files.delete(php);

        for (Verb verb : List.of(Verb.RELOAD, Verb.RESTART)) {
            Outcome outcome = site.execute(verb);

            assertTrue(outcome.message().contains("there is no " + php + " any more: install"), outcome.message());
        }
        assertTrue(site.backend().answers(site.instance(), Duration.ofSeconds(5)));
    }

    @Test
    void a_reload_takes_up_a_new_configuration_with_the_same_master() throws Exception {
        site.done(Verb.START);
        ProcessIdentity master = site.master();
        Path config = site.root().layout().fpmConfig(LiveSite.BLOG);
        Files.writeString(config, Files.readString(config) + "env[FRESH] = spring\n");
        site.script("env.php", "echo getenv('FRESH');");

        site.done(Verb.RELOAD);

        assertEquals("spring", site.text("env.php"));
        assertEquals(master, site.master());
    }

    @Test
    void a_start_of_what_runs_is_refused_with_its_pid() {
        site.done(Verb.START);

        Outcome outcome = site.execute(Verb.START);

        assertEquals(Result.REFUSED, outcome.result());
        assertTrue(
                outcome.message()
                        .contains("already running (PID " + site.master().pid() + ")"),
                outcome.message());
    }
}
