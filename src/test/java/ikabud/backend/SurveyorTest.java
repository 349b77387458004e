package ikabud.backend;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.Instance;
import ikabud.model.Layout;
import ikabud.model.ProcessIdentity;
import ikabud.os.Holders;
import ikabud.os.ProcFs;
import ikabud.os.ProcStat;
import ikabud.os.Processes;
import ikabud.os.UnixSockets;
import ikabud.support.FakeProc;
import ikabud.support.Instances;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurveyorTest {
    private static final ProcessIdentity MASTER = Instances.MASTER;

    @TempDir
    Path root;

    private final Layout layout =
            new Layout(Path.of("/i/etc"), Path.of("/i/state"), Path.of("/i/run"), Path.of("/i/log"), true);
    private final Instance blog = Instances.instance("blog");
    private FakeProc fake;
    private Surveyor surveyor;

    @BeforeEach
    void a_process_with_a_masters_title() {
        fake = new FakeProc(root);
        process(MASTER.pid(), blog.owner().uid());
        ProcFs proc = fake.proc();
        UnixSockets sockets = new UnixSockets(proc);
        Machine real = Machine.real();
        surveyor = new Surveyor(
                new Machine(
                        proc,
                        new Processes(proc),
                        sockets,
                        new Holders(proc, sockets),
                        real.spawner(),
                        real.users(),
                        real.files()),
                layout);
    }

    private void process(int group, int uid) {
        fake.stat(new ProcStat(MASTER.pid(), "php-fpm8.2", 'S', 1, group, group, 0, 0, 0, 0, MASTER.startTicks(), 100));
        fake.title(MASTER.pid(), "php-fpm: master process (" + layout.fpmConfig(blog.id()) + ")");
        fake.uid(MASTER.pid(), uid);
    }

    @Test
    void a_master_is_known_by_its_user_its_group_and_its_title() {
        assertTrue(surveyor.isMaster(blog, MASTER));
    }

    @Test
    void a_worker_that_was_orphaned_before_it_took_a_title_of_its_own_is_no_master() {
        process(MASTER.pid() - 1, blog.owner().uid());

        assertFalse(surveyor.isMaster(blog, MASTER));
    }

    @Test
    void a_process_of_another_user_is_no_master_whatever_it_calls_itself() {
        process(MASTER.pid(), blog.owner().uid() + 1);

        assertFalse(surveyor.isMaster(blog, MASTER));
    }

    @Test
    void another_process_of_the_same_number_is_no_master() {
        var other = new ProcessIdentity(MASTER.bootId(), MASTER.pidNamespace(), MASTER.pid(), MASTER.startTicks() + 1);

        assertFalse(surveyor.isMaster(blog, other));
    }
}
