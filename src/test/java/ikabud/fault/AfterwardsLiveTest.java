package ikabud.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.backend.Steps;
import ikabud.journal.Journal;
import ikabud.manager.InstanceManager;
import ikabud.model.EventKind;
import ikabud.model.ExitCode;
import ikabud.model.InstanceId;
import ikabud.model.Observed;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.model.Supervision;
import ikabud.model.Verb;
import ikabud.os.SystemClock;
import ikabud.support.Eventually;
import ikabud.support.LiveSites;
import ikabud.support.LiveSupervisor;
import ikabud.support.Survives;
import ikabud.support.Trouble;
import java.io.RandomAccessFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a supervisor finds that begins after the power was lost, or whose record is damaged under it. */
@Tag("live")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class AfterwardsLiveTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String OTHER_BOOT = "00000000-1111-2222-3333-444444444444";

    private LiveSites sites;
    private InstanceId id;

    @BeforeEach
    @Timeout(60)
    void one_instance_that_runs() {
        sites = new LiveSites();
        id = sites.create("blog", LiveSites.EAGER, Map.of("pm", "static", "max-children", "2"));
        sites.done(Verb.START, id);
    }

    @AfterEach
    @Timeout(60)
    void remove() {
        sites.close();
    }

    @Test
    @Survives({Trouble.POWER_LOST, Trouble.PID_REUSED})
    void what_was_wanted_up_is_started_though_its_old_pid_is_somebody_elses() throws Exception {
        List<ProcessIdentity> workers = sites.workers(id);
        sites.signal(sites.master(id).orElseThrow(), Signal.KILL);
        workers.forEach(worker -> sites.signal(worker, Signal.KILL));
        Eventually.eventually("nothing of it runs", () -> sites.groups(id) == 0);
        Process stranger = new ProcessBuilder("sleep", "3600").start();
        try {
            ProcessIdentity now = sites.root()
                    .machine()
                    .processes()
                    .identify((int) stranger.pid())
                    .orElseThrow();
            var before = new ProcessIdentity(OTHER_BOOT, now.pidNamespace(), now.pid(), now.startTicks());
            try (Journal journal = Journal.open(sites.root().layout().database(), new SystemClock())) {
                journal.observe(id, new Observed(Phase.UP, before, Instant.EPOCH, ""), null);
            }

            try (LiveSupervisor supervisor = LiveSupervisor.start(sites)) {
                Eventually.within(PATIENCE, () -> sites.isAsWanted(id), Boolean::booleanValue);

                assertTrue(supervisor.process().isAlive());
            }
            assertTrue(stranger.isAlive());
            assertEquals(before, sites.events(id, EventKind.EXITED).get(0).identity());
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    @Survives(Trouble.RECORD_DAMAGED)
    void a_record_that_is_damaged_under_the_supervisor_starts_and_stops_nothing() throws Exception {
        ProcessIdentity master = sites.master(id).orElseThrow();
        try (LiveSupervisor supervisor = LiveSupervisor.start(sites)) {
            try (RandomAccessFile file =
                    new RandomAccessFile(sites.root().layout().database().toFile(), "rw")) {
                file.write(new byte[(int) file.length()]);
            }

            // Whoever opens it next puts it aside and makes it anew.
            InstanceManager next = sites.root().manager(Steps.UNHEARD);
            next.reconcile();

            Optional<ProcessIdentity> rebuilt = Optional.ofNullable(
                    next.roster().find(id).orElseThrow().record().observed().master());
            assertEquals(Optional.of(master), rebuilt);
            assertTrue(sites.isAlive(master));

            sites.signal(master, Signal.KILL);
            ProcessIdentity after = Eventually.within(
                    PATIENCE,
                    () -> next.roster()
                            .find(id)
                            .orElseThrow()
                            .record()
                            .observed()
                            .master(),
                    found -> found != null && !found.equals(master) && sites.isAlive(found));
            assertNotEquals(master, after);
            assertTrue(supervisor.process().isAlive(), supervisor::log);
        }
    }

    @Test
    @Survives(Trouble.TWO_SUPERVISORS)
    void a_second_supervisor_is_refused_and_the_first_goes_on() throws Exception {
        try (LiveSupervisor first = LiveSupervisor.start(sites);
                LiveSupervisor second = LiveSupervisor.launch(sites)) {
            assertEquals(ExitCode.REFUSED.code(), second.awaitEnd());

            first.awaitSupervision();
            ProcessIdentity master = sites.master(id).orElseThrow();
            sites.signal(master, Signal.KILL);
            Eventually.within(
                    PATIENCE,
                    () -> {
                        Optional<ProcessIdentity> now = sites.master(id);
                        return now.isPresent() && !now.get().equals(master) && sites.isAsWanted(id);
                    },
                    Boolean::booleanValue);
        }
    }

    @Test
    @Survives(Trouble.SUPERVISOR_TERMINATED)
    void a_supervisor_that_is_told_to_end_in_the_middle_of_a_start_ends_in_time_and_the_next_one_finishes_it()
            throws Exception {
        Supervision eager = new Supervision(LiveSites.EAGER, List.of());
        InstanceId slow = sites.create(sites.slowKind(Duration.ofSeconds(1)), "slow", eager, Map.of());
        sites.done(Verb.START, slow);
        ProcessIdentity master = sites.master(id).orElseThrow();
        try (LiveSupervisor supervisor = LiveSupervisor.start(sites)) {
            sites.signal(sites.master(slow).orElseThrow(), Signal.KILL);
            Eventually.within(PATIENCE, () -> sites.phase(slow), phase -> phase == Phase.STARTING);

            supervisor.signal(Signal.TERM);
            supervisor.signal(Signal.HUP);

            assertEquals(0, supervisor.awaitEnd(), supervisor::log);
        }
        assertEquals(Optional.of(master), sites.master(id));
        try (LiveSupervisor next = LiveSupervisor.start(sites)) {
            Eventually.within(PATIENCE, () -> sites.isAsWanted(slow), Boolean::booleanValue);

            assertTrue(next.process().isAlive(), next::log);
        }
        assertEquals(Optional.of(master), sites.master(id));
    }
}
