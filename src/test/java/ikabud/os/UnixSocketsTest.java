package ikabud.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixSocketsTest {
    private static final String TABLE = """
            Num       RefCount Protocol Flags    Type St Inode Path
            00000000a71d3a3e: 00000002 00000000 00010000 0001 01 20745 /run/ikabud/blog/php.sock
            00000000b1740adb: 00000002 00000000 00000000 0001 02     0 /run/ikabud/blog/php.sock
            00000000b1740adc: 00000002 00000000 00000000 0001 02     0 /run/ikabud/blog/php.sock
            00000000b1740add: 00000003 00000000 00000000 0001 03 20799 /run/ikabud/blog/php.sock
            00000000a71d3a3f: 00000002 00000000 00010000 0001 01   746 /run/ikabud/shop/a name with  blanks
            00000000a71d3a40: 00000003 00000000 00000000 0001 03  9917
            00000000a71d3a41: 00000002 00000000 00010000 0005 01  9918 @abstract
            """;

    @Test
    void a_listening_socket_counts_the_connections_that_wait_for_it() {
        assertEquals(
                List.of(
                        new SocketState("/run/ikabud/blog/php.sock", 20745, 2),
                        new SocketState("/run/ikabud/shop/a name with  blanks", 746, 0),
                        new SocketState("@abstract", 9918, 0)),
                UnixSockets.parse(TABLE));
    }

    @Test
    void a_path_beyond_ascii_is_what_it_is_in_the_file_system() {
        String path = "/home/j\u00fcrgen/run/blog/php.sock";
        String raw = new String(path.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

        var sockets = UnixSockets.parse(TABLE.replace("@abstract", raw));

        assertEquals(path, sockets.get(2).path());
    }

    @Test
    void what_is_not_such_a_table_is_no_socket() {
        assertTrue(UnixSockets.parse("").isEmpty());
        assertTrue(UnixSockets.parse("\n\n   \nx").isEmpty());
        assertTrue(UnixSockets.parse("a b c 00010000 e").isEmpty());
    }

    @Test
    void a_file_or_a_link_in_a_sockets_place_is_no_socket(@TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        Path socket = directory.resolve("socket");

        assertFalse(UnixSockets.isAt(socket));
        assertFalse(UnixSockets.isAt(file));
        assertFalse(UnixSockets.isAt(link));
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            assertTrue(UnixSockets.isAt(socket));
        }
    }

    @Test
    void whether_anybody_listens_at_some_paths_is_read_in_one_go(@TempDir Path directory) throws Exception {
        Path socket = directory.resolve("s\u00f6cket");
        UnixSockets sockets = new UnixSockets(new ProcFs());

        assertFalse(sockets.isAnyListening(List.of(socket)));
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            assertTrue(sockets.isAnyListening(List.of(directory.resolve("other"), socket)));
            // A longer path begins with it.
            assertFalse(sockets.isAnyListening(List.of(directory, directory.resolve("s"))));
        }
    }

    @Test
    void any_piece_of_the_table_can_be_read() {
        for (int end = 0; end < TABLE.length(); end++) {
            assertTrue(UnixSockets.parse(TABLE.substring(0, end) + "\n").size() <= 3);
            assertTrue(UnixSockets.parse(TABLE.substring(end)).size() <= 3);
        }
    }

    @Test
    void no_table_is_no_sockets() {
        assertTrue(
                new UnixSockets(new ProcFs(Path.of("/nonexistent"))).listening().isEmpty());
    }
}
