package ikabud.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.backend.Steps;
import ikabud.journal.Journal;
import ikabud.model.Command;
import ikabud.model.EventKind;
import ikabud.model.InstanceRecord;
import ikabud.model.Observed;
import ikabud.model.Outcome;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.model.Verb;
import ikabud.model.Wanted;
import ikabud.os.SystemClock;
import ikabud.support.LiveSite;
import ikabud.support.Survives;
import ikabud.support.TestRoot;
import ikabud.support.Trouble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("live")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RecordLiveTest {
    private final LiveSite site;

    RecordLiveTest(@TempDir Path directory) {
        site = new LiveSite(directory);
    }

    @AfterEach
    void remove() {
        site.close();
    }

    private void write(Phase phase, ProcessIdentity master) {
        try (Journal journal = Journal.open(site.root().layout().database(), new SystemClock())) {
            journal.observe(LiveSite.BLOG, new Observed(phase, master, Instant.EPOCH, ""), null);
        }
    }

    @Test
    @Survives(Trouble.PID_REUSED)
    void another_process_in_the_record_is_never_signalled() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try {
            write(
                    Phase.UP,
                    site.root()
                            .machine()
                            .processes()
                            .identify((int) stranger.pid())
                            .orElseThrow());

            Outcome kill = site.execute(Verb.KILL);
            site.execute(Verb.STOP);
            site.done(Verb.START);
            site.done(Verb.RESTART);

            assertFalse(kill.isDone(), kill.message());
            assertTrue(stranger.isAlive());
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void a_master_that_somebody_else_stopped_is_noticed_with_the_cause() {
        site.done(Verb.START);
        ProcessIdentity master = site.master();
        site.root().machine().processes().signal(master, Signal.TERM, right -> true);
        site.backend().awaitEnd(master, Duration.ofSeconds(10));

        site.manager().reconcile();
        site.manager().reconcile();

        InstanceRecord record = site.record();
        assertEquals(Phase.DOWN, record.observed().phase());
        assertEquals(Wanted.UP, record.intent().wanted());
        assertTrue(record.observed().cause().contains("TERM"), record.observed().cause());
        assertEquals(1, site.events(EventKind.EXITED).size());
        assertEquals(master, site.events(EventKind.EXITED).get(0).identity());
    }

    @Test
    void a_master_that_is_not_on_record_is_adopted() {
        site.done(Verb.START);
        ProcessIdentity master = site.master();
        write(Phase.DOWN, null);

        site.manager().reconcile();

        assertEquals(Phase.UP, site.record().observed().phase());
        assertEquals(master, site.master());
        assertEquals(1, site.events(EventKind.ADOPTED).size());
    }

    @Test
    @Survives(Trouble.RECORD_DAMAGED)
    void a_lost_record_is_rebuilt_from_what_is_rendered_and_what_runs() throws Exception {
        site.done(Verb.START);
        ProcessIdentity master = site.master();
        InstanceRecord before = site.record();
        for (String end : new String[] {"", "-wal", "-shm"}) {
            Files.deleteIfExists(Path.of(site.root().layout().database() + end));
        }

        InstanceManager manager = site.root().manager(Steps.UNHEARD);
        manager.reconcile();

        InstanceRecord after =
                manager.roster().find(LiveSite.BLOG).orElseThrow().record();
        assertEquals(before.instance(), after.instance());
        assertEquals(master, after.observed().master());
        assertEquals(Wanted.UP, after.intent().wanted());
        assertEquals(1, site.events(EventKind.REBUILT).size());
        assertTrue(manager.execute(Command.of(Verb.STOP, LiveSite.BLOG, TestRoot.ACTOR))
                .isDone());
    }

    @Test
    void removing_keeps_the_data_and_creating_again_finds_it() {
        site.script("kept.php", "echo 'kept';");
        site.done(Verb.START);
        Outcome removed = site.done(Verb.REMOVE);
        assertTrue(removed.notes().toString().contains("data stays in"), removed.notes() + "");
        assertFalse(Files.exists(site.root().layout().fpmConfig(LiveSite.BLOG)));
        site.manager().reconcile();
        assertTrue(site.manager().roster().entries().isEmpty());

        site.done(
                Verb.CREATE,
                new Command.Options(Signal.KILL, false, false, false, null, TestRoot.blueprint(null, Map.of())));
        site.done(Verb.START);

        assertEquals("kept", site.text("kept.php"));
    }

    @Test
    void purging_takes_data_and_logs_too() {
        site.done(Verb.START);

        site.done(Verb.REMOVE, new Command.Options(Signal.KILL, false, true, false, null, null));

        assertFalse(Files.exists(site.root().layout().home(LiveSite.BLOG)));
        assertFalse(Files.exists(site.root().layout().logDirectory(LiveSite.BLOG)));
        assertFalse(Files.exists(site.root().layout().runDirectory(LiveSite.BLOG)));
    }
}
