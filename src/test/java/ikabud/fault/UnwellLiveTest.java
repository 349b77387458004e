package ikabud.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.EventKind;
import ikabud.model.InstanceId;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.support.LiveSites;
import ikabud.support.Survives;
import ikabud.support.Trouble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Masters that live and do not serve as they should; what the real supervisor sees and does. */
@Tag("live")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class UnwellLiveTest {
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
    @Survives(Trouble.WORKER_STORM)
    void a_storm_of_workers_is_ended_before_the_log_is_big() throws Exception {
        InstanceId id = ward.up(LiveSites.EAGER, Ward.WITH_WORKERS);
        Path home = ward.sites().root().layout().home(id).resolve("public");
        ward.sites().root().machine().files().removeTree(home);

        ward.sites().workers(id).forEach(worker -> ward.sites().signal(worker, Signal.KILL));
        ward.until(
                id, () -> ward.sites().phase(id) == Phase.FAILED && ward.sites().groups(id) == 0);

        Path log = ward.sites().root().layout().logDirectory(id).resolve("fpm.log");
        assertTrue(Files.size(log) < 4 << 20, "log of " + Files.size(log));
        assertEquals(0, ward.events(id, EventKind.RESTARTING).size());
    }

    @Test
    @Survives(Trouble.MASTER_FROZEN)
    void a_frozen_master_is_woken() throws Exception {
        InstanceId id = ward.up(LiveSites.EAGER, Ward.WITH_WORKERS);
        ProcessIdentity master = ward.master(id);

        ward.sites().signal(master, Signal.STOP);
        ward.until(
                id,
                () -> !ward.events(id, EventKind.SIGNALLED).isEmpty()
                        && ward.sites().state(master) == 'S');

        assertTrue(ward.sites().isAsWanted(id));
        assertEquals(List.of(), ward.events(id, EventKind.RESTARTING));
    }

    @Test
    @Survives(Trouble.SOCKET_GONE)
    void a_deleted_socket_is_made_anew_by_one_restart() throws Exception {
        InstanceId id = ward.up(LiveSites.EAGER, Ward.WITH_WORKERS);
        ProcessIdentity master = ward.master(id);

        Files.delete(ward.sites().root().layout().socket(id));
        ward.untilReplaced(id, master);

        assertEquals(1, ward.events(id, EventKind.RESTARTING).size());
    }
}
