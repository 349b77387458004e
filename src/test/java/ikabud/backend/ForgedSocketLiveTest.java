package ikabud.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.config.Kinds;
import ikabud.model.Command;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.Outcome;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.model.Verb;
import ikabud.os.Holders;
import ikabud.os.ProcFs;
import ikabud.os.SystemClock;
import ikabud.os.UnixSockets;
import ikabud.support.LiveSite;
import ikabud.support.TestRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel prints names of sockets as they are: a name with a line end in it is a line of anybody's choice. */
@Tag("live")
class ForgedSocketLiveTest {
    private static final InstanceId SHOP = new InstanceId("shop");

    @TempDir
    private Path directory;

    @Test
    void a_forged_line_does_not_make_another_instances_processes_ours() throws IOException {
        Path proc = Files.createDirectories(directory.resolve("proc"));
        Files.createDirectory(proc.resolve("net"));
        try (LiveSite site = new LiveSite(directory)) {
            ProcessIdentity other = shop(site);
            try {
                Files.writeString(proc.resolve("net/unix"), forged(site));

                Ended ended = deceived(site.root(), proc).kill(site.instance(), null, false);

                assertEquals(List.of(), ended.strays());
                assertTrue(site.backend().isAlive(other));
            } finally {
                execute(site.root(), Verb.REMOVE, new Command.Options(Signal.KILL, true, true, true, null, null));
            }
        }
    }

    // An abstract socket called "\n000... /run/blog/php.sock", with the inode of another socket in it.
    private static String forged(LiveSite site) {
        String socket = site.root().layout().socket(SHOP).toString();
        long inode = site.root().machine().sockets().listening().get(socket).inode();
        return "Num       RefCount Protocol Flags    Type St Inode Path\n"
                + "00000000a71d3a3e: 00000002 00000000 00010000 0001 01 20745 @\n"
                + "0000000000000000: 00000002 00000000 00010000 0001 01 " + inode + " "
                + site.root().layout().socket(LiveSite.BLOG) + "\n";
    }

    private static DirectBackend deceived(TestRoot root, Path proc) {
        Machine real = root.machine();
        UnixSockets forged = new UnixSockets(new ProcFs(proc));
        Machine machine = new Machine(
                real.proc(),
                real.processes(),
                forged,
                new Holders(real.proc(), forged),
                real.spawner(),
                real.users(),
                real.files());
        return new DirectBackend(
                new Place(root.layout(), machine, new SystemClock(), "", null, new Kinds(root.layout())));
    }

    private static ProcessIdentity shop(LiveSite site) {
        var blueprint = TestRoot.blueprint(null, Map.of());
        execute(site.root(), Verb.CREATE, new Command.Options(Signal.KILL, false, false, false, null, blueprint));
        execute(site.root(), Verb.START, Command.Options.PLAIN);
        InstanceRecord record = site.manager().roster().find(SHOP).orElseThrow().record();
        return record.observed().master();
    }

    private static void execute(TestRoot root, Verb verb, Command.Options options) {
        Outcome outcome = root.manager(Steps.UNHEARD)
                .execute(Command.of(verb, SHOP, TestRoot.ACTOR).with(options));
        assertTrue(outcome.isDone(), outcome.message());
    }
}
