package ikabud.os;

import static ikabud.support.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("live")
class HoldersLiveTest {
    private final ProcFs proc = new ProcFs();
    private final Holders holders = new Holders(proc, new UnixSockets(proc));
    private final Processes processes = new Processes(proc);
    private final int uid = new Users(new Spawner(), proc).currentUid();

    @TempDir
    private Path directory;

    @Test
    void children_that_outlive_the_taker_of_a_lock_are_found() throws IOException {
        Path lock = Files.createFile(directory.resolve("blog.alive"));
        Path noted = directory.resolve("pid");
        String[] command = {
            "flock", "--no-fork", lock.toString(), "sh", "-c", "sleep 300 & echo $! > " + noted + "; exec sleep 300"
        };
        Process taker = new ProcessBuilder(command).start();
        eventually("both hold it", () -> holders.holdersOf(lock, List.of(), uid).size() == 2);
        assertTrue(holders.lockHeld(lock));

        taker.destroyForcibly();
        eventually("one is left", () -> holders.holdersOf(lock, List.of(), uid).size() == 1);

        int child = Integer.parseInt(Files.readString(noted).trim());
        assertEquals(child, holders.holdersOf(lock, List.of(), uid).get(0).pid());
        assertEquals(List.of(), holders.holdersOf(lock, List.of(), uid + 1));
        ProcessHandle.of(child).orElseThrow().destroyForcibly();
        eventually(
                "nobody is left", () -> holders.holdersOf(lock, List.of(), uid).isEmpty());
        assertFalse(holders.lockHeld(lock));
    }

    @Test
    void whoever_listens_is_found_and_who_waits_is_counted() throws IOException {
        Path path = directory.resolve("php.sock");
        Path none = directory.resolve("none");
        UnixSockets sockets = new UnixSockets(proc);
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            try (var one = SocketChannel.open(UnixDomainSocketAddress.of(path));
                    var two = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
                assertTrue(one.isConnected() && two.isConnected());
                assertEquals(2, sockets.listening().get(path.toString()).waiting());
            }
            int self = (int) ProcessHandle.current().pid();

            assertEquals(List.of(processes.identify(self).orElseThrow()), holders.holdersOf(none, List.of(path), uid));
        }
        assertFalse(sockets.listening().containsKey(path.toString()));
        assertEquals(List.of(), holders.holdersOf(none, List.of(path), uid));
    }

    @Test
    void a_file_of_the_same_name_elsewhere_is_another() throws IOException {
        Path mine = Files.createFile(directory.resolve("blog.alive"));
        Path other = Files.createFile(
                Files.createDirectory(directory.resolve("other")).resolve("blog.alive"));
        try (var open = Files.newInputStream(mine)) {
            assertEquals(0, open.available());
            assertEquals(1, holders.holdersOf(mine, List.of(), uid).size());
            assertEquals(0, holders.holdersOf(other, List.of(), uid).size());
        }
    }
}
