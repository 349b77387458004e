package ikabud.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.EventKind;
import ikabud.model.FailureClass;
import ikabud.model.InstanceId;
import ikabud.model.Observed;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import ikabud.model.RestartMode;
import ikabud.model.RestartPolicy;
import ikabud.model.Signal;
import ikabud.model.Verb;
import ikabud.support.LiveSites;
import ikabud.support.Survives;
import ikabud.support.TestRoot;
import ikabud.support.Trouble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Masters that end, and what the real supervisor does then; each test on an instance of its own. */
@Tag("live")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SupervisedFaultsLiveTest {
    private static Ward ward;

    @BeforeAll
    @Timeout(60)
    static void supervise() throws Exception {
        ward = new Ward();
    }

    @AfterAll
    @Timeout(60)
    static void end() {
        ward.close();
    }

    @Test
    @Survives(Trouble.MASTER_KILLED)
    void workers_that_a_killed_master_left_are_ended_and_a_new_master_serves() throws Exception {
        InstanceId id = ward.up(LiveSites.EAGER, Ward.WITH_WORKERS);
        ward.until(id, () -> ward.sites().workers(id).size() == 2);
        List<ProcessIdentity> workers = ward.sites().workers(id);
        ProcessIdentity master = ward.master(id);

        ward.sites().signal(master, Signal.KILL);
        ward.untilReplaced(id, master);

        assertFalse(workers.stream().anyMatch(ward.sites()::isAlive));
        assertEquals(1, ward.events(id, EventKind.RESTARTING).size());
        assertEquals(1, ward.events(id, EventKind.STRAYS_ENDED).size());
        assertEquals(
                ward.master(id), ward.events(id, EventKind.RECOVERED).get(0).identity());
    }

    @Test
    @Survives(Trouble.MASTER_TERMINATED)
    void a_term_of_somebody_else_is_a_failure_and_after_a_stop_nothing_comes_back() throws Exception {
        InstanceId id = ward.up(LiveSites.EAGER, Map.of());
        InstanceId other = ward.up(LiveSites.EAGER, Map.of());
        ProcessIdentity master = ward.master(id);

        ward.sites().signal(master, Signal.TERM);
        ward.untilReplaced(id, master);
        String cause = ward.events(id, EventKind.EXITED).get(0).detail();
        ward.sites().done(Verb.STOP, id);
        // By the time that one is back, the supervisor has had its look at this one.
        ProcessIdentity before = ward.master(other);
        ward.sites().signal(before, Signal.TERM);
        ward.untilReplaced(other, before);

        assertTrue(cause.contains("TERM"), cause);
        assertTrue(ward.sites().isAsWanted(id));
        assertEquals(1, ward.events(id, EventKind.RESTARTING).size());
    }

    @Test
    @Survives(Trouble.BROKEN_BEFORE_START)
    void a_configuration_that_was_broken_meanwhile_is_told_and_not_tried_again() throws Exception {
        InstanceId id = ward.up(LiveSites.EAGER, Map.of());
        breakConfiguration(id);

        ward.sites().signal(ward.master(id), Signal.KILL);
        ward.until(id, () -> ward.sites().phase(id) == Phase.FAILED);

        Observed observed = ward.sites().record(id).observed();
        assertEquals(FailureClass.CONFIG, observed.failure());
        assertTrue(observed.cause().contains("unknown entry 'nonsense'"), observed.cause());
        assertEquals(1, ward.events(id, EventKind.RESTARTING).size());
        assertEquals(1, ward.events(id, EventKind.GAVE_UP).size());
    }

    @Test
    @Survives(Trouble.BROKEN_AT_RELOAD)
    void a_master_that_dies_of_a_reload_of_somebody_else_is_told_with_fpms_words() throws Exception {
        InstanceId id = ward.up(LiveSites.EAGER, Ward.WITH_WORKERS);
        breakConfiguration(id);

        ward.sites().signal(ward.master(id), Signal.USR2);
        ward.until(id, () -> ward.sites().phase(id) == Phase.FAILED);

        Observed observed = ward.sites().record(id).observed();
        assertEquals(FailureClass.CONFIG, observed.failure());
        assertTrue(observed.cause().contains("nonsense"), observed.cause());
        ward.until(id, () -> ward.sites().groups(id) == 0);
    }

    @Test
    @Survives(Trouble.STOP_IN_BACKOFF)
    void a_stop_while_a_restart_waits_is_down_at_once_and_for_good() throws Exception {
        InstanceId id = ward.up(
                new RestartPolicy(RestartMode.ON_FAILURE, 3, Duration.ofSeconds(60), Duration.ofSeconds(40)), Map.of());
        ward.sites().signal(ward.master(id), Signal.KILL);
        ward.until(id, () -> ward.sites().phase(id) == Phase.BACKOFF);

        ward.sites().done(Verb.STOP, id);

        assertTrue(ward.sites().isAsWanted(id));
        assertEquals(List.of(), ward.events(id, EventKind.RECOVERED));
    }

    @Test
    @Survives(Trouble.RIGHTS_DRIFT)
    void a_lost_run_directory_is_made_again_and_a_log_that_became_roots_is_named() throws Exception {
        InstanceId id = ward.up(LiveSites.EAGER, Ward.WITH_WORKERS);
        ProcessIdentity master = ward.master(id);
        ward.sites()
                .root()
                .machine()
                .files()
                .removeTree(ward.sites().root().layout().runDirectory(id));
        ward.sites().signal(master, Signal.KILL);
        ward.untilReplaced(id, master);

        Path log = ward.sites().root().layout().logDirectory(id).resolve("fpm.log");
        Files.setAttribute(log, "unix:uid", 0);
        Files.setAttribute(log, "unix:mode", 0600);
        ward.sites().signal(ward.master(id), Signal.KILL);
        ward.until(id, () -> ward.sites().phase(id) == Phase.FAILED || !TestRoot.isRoot());

        Observed observed = ward.sites().record(id).observed();
        assertTrue(observed.cause().contains(log.toString()) || !TestRoot.isRoot(), observed.cause());
    }

    private static void breakConfiguration(InstanceId id) throws Exception {
        Path config = ward.sites().root().layout().fpmConfig(id);
        Files.writeString(config, Files.readString(config) + "\nnonsense = 1\n");
    }
}
