package ikabud.fastcgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.os.ProcFs;
import ikabud.os.Spawner;
import ikabud.os.SystemClock;
import ikabud.os.Users;
import ikabud.support.Survives;
import ikabud.support.Trouble;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("live")
@Survives(Trouble.LYING_ANSWERS)
class HostileServerLiveTest {
    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final Duration SOON = Duration.ofSeconds(3);
    private static final byte[] HEADER_OF_64K = {1, 6, 0, 1, -1, -1, -1, 0};
    private static final int MOST = 1000;

    private final FastCgiClient client = new FastCgiClient(new SystemClock());

    @TempDir
    private Path directory;

    @Test
    void one_that_never_answers_costs_the_deadline_and_no_more() throws Exception {
        assertEquals(
                "it did not answer in time",
                ask(connection -> Thread.sleep(SOON.toMillis())).reason());
    }

    @Test
    void a_link_to_anothers_socket_is_not_even_connected_to() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link.sock"), directory.resolve("other.sock"));
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(directory.resolve("other.sock")));
            server.configureBlocking(false);

            Answer answer = client.ask(link, Map.of(), new byte[0], PATIENCE, MOST, OptionalInt.empty());

            assertEquals("it is a link", answer.reason());
            assertNull(server.accept());
        }
    }

    @Test
    void one_that_hangs_up_is_noticed_at_once() throws Exception {
        assertEquals("it closed the connection", ask(connection -> {}).reason());
    }

    @Test
    void one_that_speaks_another_protocol_is_not_listened_to() throws Exception {
        byte[] banner = "SSH-2.0-OpenSSH_9.2p1\r\n".getBytes(StandardCharsets.US_ASCII);

        Answer answer = ask(connection -> {
            FakeServer.write(connection, banner);
            Thread.sleep(SOON.toMillis());
        });

        assertEquals("what listens there does not speak FastCGI", answer.reason());
        assertTrue(answer.reply().isEmpty());
    }

    @Test
    void one_that_sends_a_byte_each_100_ms_is_cut_at_the_deadline() throws Exception {
        Answer answer = ask(connection -> {
            for (int i = 0; i < HEADER_OF_64K.length; i++) {
                FakeServer.write(connection, new byte[] {HEADER_OF_64K[i]});
                Thread.sleep(100);
            }
        });

        assertEquals("it did not answer in time", answer.reason());
    }

    @Test
    void one_that_promises_much_and_sends_half_is_cut() throws Exception {
        Answer answer = ask(connection -> {
            FakeServer.write(connection, HEADER_OF_64K);
            FakeServer.write(connection, "Status: 200\r\n\r\nhalf".getBytes(StandardCharsets.US_ASCII));
        });

        assertEquals("it closed the connection", answer.reason());
        assertFalse(answer.reply().orElseThrow().complete());
        assertEquals("half", answer.reply().orElseThrow().text());
    }

    @Test
    void one_that_never_stops_is_cut_by_size() throws Exception {
        for (int type : new int[] {6, 7, 99}) {
            byte[] header = HEADER_OF_64K.clone();
            header[1] = (byte) type;
            Answer answer = ask(connection -> {
                while (true) {
                    FakeServer.write(connection, header);
                    FakeServer.write(connection, new byte[0xffff + 0xff]);
                }
            });

            assertEquals("it sent more than was wanted", answer.reason());
            assertTrue(answer.reply().orElseThrow().body().length <= MOST);
        }
    }

    @Test
    void noise_is_survived() throws Exception {
        Random random = new Random(11);
        for (int round = 0; round < 30; round++) {
            byte[] noise = new byte[400];
            random.nextBytes(noise);
            noise[0] = 1;
            noise[2] = 0;
            noise[3] = 1;
            Answer answer = ask(connection -> FakeServer.write(connection, noise));
            assertFalse(answer.reason().isEmpty());
        }
    }

    @Test
    void one_that_does_not_read_a_long_request_is_cut() throws Exception {
        try (FakeServer server = new FakeServer(socket(), connection -> Thread.sleep(SOON.toMillis()))) {
            assertTrue(server != null);
            Answer answer =
                    client.ask(socket(), Map.of("A", "b"), new byte[10_000_000], PATIENCE, MOST, OptionalInt.empty());

            assertEquals("it did not answer in time", answer.reason());
        }
    }

    @Test
    void another_users_socket_is_left_alone() throws Exception {
        int self = new Users(new Spawner(), new ProcFs()).currentUid();
        try (FakeServer server = new FakeServer(socket(), connection -> {})) {
            assertTrue(server != null);
            assertEquals(
                    "another user listens there", ask(OptionalInt.of(self + 1)).reason());
            assertEquals("it closed the connection", ask(OptionalInt.of(self)).reason());
        }
    }

    @Test
    void a_full_queue_is_told_at_once() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket()), 1);
            try (SocketChannel one = SocketChannel.open(UnixDomainSocketAddress.of(socket()));
                    SocketChannel two = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
                assertTrue(one.isConnected() && two.isConnected());
                assertEquals("its queue is full", ask(OptionalInt.empty()).reason());
            }
        }
    }

    @Test
    void no_socket_a_dead_one_and_one_with_too_long_a_name_are_told() throws IOException {
        assertEquals("No such file or directory", ask(OptionalInt.empty()).reason());

        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(socket()))
                .close();
        assertEquals("Connection refused", ask(OptionalInt.empty()).reason());

        Path tooLong = directory.resolve("x".repeat(120));
        Files.createFile(tooLong);
        Answer answer = client.ask(tooLong, Map.of(), new byte[0], PATIENCE, MOST, OptionalInt.empty());
        assertEquals("Unix domain path too long", answer.reason());
    }

    private Answer ask(FakeServer.Manner manner) throws IOException {
        Files.deleteIfExists(socket());
        try (FakeServer server = new FakeServer(socket(), connection -> {
            connection.read(ByteBuffer.allocate(4096));
            manner.treat(connection);
        })) {
            assertTrue(server != null);
            long start = System.nanoTime();
            Answer answer = ask(OptionalInt.empty());
            assertTrue(System.nanoTime() - start < SOON.toNanos());
            return answer;
        }
    }

    private Answer ask(OptionalInt peer) {
        return client.get(socket(), Path.of("/x.php"), "/x.php", "", PATIENCE, MOST, peer);
    }

    private Path socket() {
        return directory.resolve("php.sock");
    }
}
