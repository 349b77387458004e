package ikabud.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.Command;
import ikabud.model.EventKind;
import ikabud.model.Outcome;
import ikabud.model.Outcome.Result;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.model.Verb;
import ikabud.model.Wanted;
import ikabud.support.Eventually;
import ikabud.support.LiveSite;
import ikabud.support.Survives;
import ikabud.support.TestRoot;
import ikabud.support.Trouble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("live")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class StopLiveTest {
    private final LiveSite site;

    StopLiveTest(@TempDir Path directory) {
        site = new LiveSite(directory);
        site.done(Verb.START);
    }

    @AfterEach
    void remove() {
        site.close();
    }

    private void assertNothingRuns() {
        assertEquals(Phase.DOWN, site.record().observed().phase());
        assertEquals(Wanted.DOWN, site.record().intent().wanted());
        assertEquals(Set.of(), site.root().groups(site.instance()));
        assertTrue(site.backend().survey(site.instance(), null).isEmpty());
    }

    /** Asks for a script that says in a file that it has begun, and goes on. */
    private CompletableFuture<String> longRequest(int seconds) throws Exception {
        Path begun = site.publicDirectory().resolve("begun");
        site.script(
                "long.php",
                "touch(__DIR__ . '/begun'); $end = microtime(true) + " + seconds
                        + "; while (microtime(true) < $end) usleep(1000); echo 'finished';");
        CompletableFuture<String> reply =
                CompletableFuture.supplyAsync(() -> site.get("long.php", Duration.ofSeconds(60))
                        .reply()
                        .map(found -> found.text())
                        .orElse(""));
        Eventually.within(Duration.ofSeconds(20), () -> Files.exists(begun), Boolean::booleanValue);
        return reply;
    }

    @Test
    @Survives(Trouble.STUBBORN)
    void a_running_request_ends_before_a_graceful_stop_does() throws Exception {
        CompletableFuture<String> reply = longRequest(1);

        Outcome outcome = site.done(Verb.STOP);

        assertEquals("finished", reply.get());
        assertFalse(outcome.message().contains("forced"), outcome.message());
        assertNothingRuns();
    }

    @Test
    @Survives(Trouble.STUBBORN)
    void a_request_that_takes_longer_than_the_grace_is_cut() throws Exception {
        CompletableFuture<String> reply = longRequest(30);

        Outcome outcome = site.done(Verb.STOP, LiveSite.within(Duration.ofSeconds(1)));

        assertTrue(outcome.message().contains("forced"), outcome.message());
        assertTrue(outcome.took().toMillis() >= 1000 && outcome.took().toSeconds() < 10, outcome.took() + "");
        assertEquals("", reply.get());
        assertNothingRuns();
    }

    @Test
    @Survives(Trouble.STUBBORN)
    void a_frozen_master_can_be_stopped() {
        site.done(Verb.KILL, LiveSite.signal(Signal.STOP));
        assertEquals(Phase.UP, site.record().observed().phase());

        site.done(Verb.STOP);

        assertNothingRuns();
    }

    @Test
    @Survives({Trouble.STUBBORN, Trouble.OUTPUT_HELD})
    void what_php_left_in_the_background_ends_with_the_instance_and_is_named() {
        site.script("stray.php", "echo shell_exec('setsid sleep 987 > /dev/null 2>&1 & echo $!');");
        int stray = Integer.parseInt(site.text("stray.php").strip());
        ProcessIdentity sleeper =
                site.root().machine().processes().identify(stray).orElseThrow();

        Outcome outcome = site.done(Verb.STOP);

        assertFalse(site.backend().isAlive(sleeper));
        assertTrue(outcome.notes().toString().contains("sleep 987"), outcome.notes() + "");
        assertTrue(site.events(EventKind.STOPPED).get(0).detail().contains("sleep 987"));
        assertNothingRuns();
    }

    @Test
    @Survives(Trouble.STUBBORN)
    void what_is_in_the_masters_group_ends_with_it_even_if_it_closed_all_files() throws Exception {
        Path closing = site.publicDirectory().resolve("closing.sh");
        Files.writeString(
                closing,
                "for fd in /proc/self/fd/*; do n=${fd##*/}; [ $n -le 2 ] || eval \"exec $n>&-\"; done; exec sleep 986");
        Files.setPosixFilePermissions(closing, PosixFilePermissions.fromString("rw-r--r--"));
        site.script(
                "closing.php",
                "echo shell_exec('bash ' . __DIR__ . '/closing.sh < /dev/null > /dev/null 2>&1 & echo $!');");
        int pid = Integer.parseInt(site.text("closing.php").strip());
        var machine = site.root().machine();
        ProcessIdentity sleeper = machine.processes().identify(pid).orElseThrow();
        Eventually.eventually("it sleeps", () -> machine.proc().commandLine(pid).contains("986"));

        Outcome outcome = site.done(Verb.STOP);

        assertFalse(site.backend().isAlive(sleeper));
        assertTrue(outcome.notes().toString().contains("sleep 986"), outcome.notes() + "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"KILL", "TERM", "INT", "QUIT"})
    void a_signal_that_ends_it_means_that_it_is_wanted_down(String signal) {
        Outcome outcome = site.done(Verb.KILL, LiveSite.signal(Signal.valueOf(signal)));

        assertTrue(outcome.message().contains(signal), outcome.message());
        assertNothingRuns();
        assertEquals(1, site.events(EventKind.KILLED).size());
    }

    @Test
    void other_signals_leave_the_wish_alone() {
        ProcessIdentity master = site.master();

        site.done(Verb.KILL, LiveSite.signal(Signal.USR1));

        assertEquals(Wanted.UP, site.record().intent().wanted());
        assertTrue(site.backend().isAlive(master));
        assertEquals(1, site.events(EventKind.SIGNALLED).size());
    }

    @Test
    void a_command_aimed_at_another_master_than_the_one_that_runs_is_refused() {
        ProcessIdentity seen = site.master();
        site.done(Verb.RESTART);
        ProcessIdentity now = site.master();

        for (Verb verb : Set.of(Verb.STOP, Verb.KILL, Verb.RESTART, Verb.RELOAD, Verb.REMOVE)) {
            Outcome outcome = site.manager()
                    .execute(Command.of(verb, LiveSite.BLOG, TestRoot.ACTOR).expecting(seen));

            assertEquals(Result.REFUSED, outcome.result(), verb.word());
            String both = "was PID " + seen.pid() + ", is " + now.pid();
            assertTrue(outcome.message().contains(both), outcome.message());
        }
        assertEquals(
                Optional.of(now), site.backend().survey(site.instance(), now).master());
        assertEquals(Wanted.UP, site.record().intent().wanted());
    }

    @Test
    void stopping_what_is_stopped_is_refused() {
        site.done(Verb.STOP);

        Outcome outcome = site.execute(Verb.STOP);

        assertEquals(Result.REFUSED, outcome.result());
        assertTrue(outcome.message().contains("already stopped"), outcome.message());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up is wanted",
                "prepared",
                "about to spawn",
                "spawned",
                "master is on record",
                "master serves",
                "up is on record"
            })
    @Survives(Trouble.STOP_IN_START)
    void a_stop_wins_over_a_start_that_is_under_way(String when) {
        site.done(Verb.STOP);
        List<CompletableFuture<Outcome>> stops = new ArrayList<>();
        InstanceManager starter = site.root().manager(step -> {
            if (step.equals(when)) {
                // The start's own lock is held meanwhile: the stop does not wait for it before it acts.
                stops.add(CompletableFuture.supplyAsync(
                        () -> site.execute(Verb.STOP, LiveSite.within(Duration.ofSeconds(5)))));
                untilDownIsWanted();
            }
        });

        Outcome outcome = starter.execute(Command.of(Verb.START, LiveSite.BLOG, TestRoot.ACTOR));

        assertEquals(Result.REFUSED, outcome.result(), outcome.message());
        assertTrue(outcome.message().contains("a stop came meanwhile"), outcome.message());
        assertTrue(stops.get(0).join().isDone(), stops.get(0).join().message());
        assertNothingRuns();
    }

    @ParameterizedTest
    @ValueSource(strings = {"locked", "checked", "up is wanted", "stopped", "master serves"})
    void a_stop_wins_over_a_restart_that_is_under_way(String when) {
        List<CompletableFuture<Outcome>> stops = new ArrayList<>();
        InstanceManager restarter = site.root().manager(step -> {
            if (step.equals(when)) {
                stops.add(CompletableFuture.supplyAsync(
                        () -> site.execute(Verb.STOP, LiveSite.within(Duration.ofSeconds(5)))));
                untilDownIsWanted();
            }
        });

        Outcome outcome = restarter.execute(Command.of(Verb.RESTART, LiveSite.BLOG, TestRoot.ACTOR));

        assertTrue(
                stops.get(0).join().isDone(),
                outcome.message() + stops.get(0).join().message());
        assertNothingRuns();
    }

    private void untilDownIsWanted() {
        Eventually.eventually("down is wanted", () -> site.record().intent().wanted() == Wanted.DOWN);
    }
}
