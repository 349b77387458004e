package ikabud.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.Changes;
import ikabud.model.Command;
import ikabud.model.InstanceId;
import ikabud.model.Outcome;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.model.Verb;
import ikabud.support.Eventually;
import ikabud.support.Groups;
import ikabud.support.LiveSites;
import ikabud.support.LiveSupervisor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Limits of an instance whose supervisor is killed, and of the master that takes the place of another. */
@Tag("live")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LimitsSurviveLiveTest {
    private LiveSites sites;

    @BeforeAll
    static void need() {
        Groups.needed();
    }

    @AfterEach
    void remove() {
        sites.close();
    }

    private void set(InstanceId id, Map<String, String> values) {
        Outcome outcome = sites.execute(
                Verb.SET,
                id,
                new Command.Options(Signal.KILL, false, false, true, null, null, new Changes(values, false)));
        assertTrue(outcome.isDone(), outcome.message());
    }

    private ProcessIdentity replaced(InstanceId id, ProcessIdentity before) throws Exception {
        return Eventually.within(
                        Duration.ofSeconds(30),
                        () -> sites.master(id).filter(now -> !now.equals(before) && sites.isAsWanted(id)),
                        Optional::isPresent)
                .orElseThrow();
    }

    @Test
    void limits_hold_without_a_supervisor_and_for_who_comes_after_a_crash() throws Exception {
        sites = new LiveSites();
        InstanceId id = sites.create("blog", LiveSites.EAGER, Map.of("pm", "static", "max-children", "2"));
        set(id, Map.of("memory", "600M", "tasks", "30"));
        sites.done(Verb.START, id);
        ProcessIdentity first = sites.master(id).orElseThrow();
        List<Path> groups = Groups.of(first.pid());

        LiveSupervisor killed = LiveSupervisor.start(sites);
        killed.kill();
        assertFalse(groups.isEmpty());
        assertEquals(groups, Groups.of(first.pid()));
        assertEquals("30", Groups.read(first.pid(), "pids.max"));

        try (LiveSupervisor next = LiveSupervisor.start(sites)) {
            assertEquals(first, sites.master(id).orElseThrow());
            set(id, Map.of("tasks", "20"));
            assertEquals("20", Groups.read(first.pid(), "pids.max"));

            sites.signal(first, Signal.KILL);
            ProcessIdentity second = replaced(id, first);

            assertTrue(next.process().isAlive());
            assertEquals("20", Groups.read(second.pid(), "pids.max"));
            sites.workers(id).forEach(worker -> assertEquals(Groups.of(second.pid()), Groups.of(worker.pid())));
        }
        sites.done(Verb.STOP, id);
        assertEquals(List.of(), Groups.left(groups.get(0).getFileName().toString()));
    }
}
