package ikabud.fastcgi;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Somebody who listens on a Unix socket and behaves as a test says, one connection after the other. */
final class FakeServer implements AutoCloseable {
    private final ServerSocketChannel server;

    /** What is done with a connection; the connection is closed after it. */
    interface Manner {
        void treat(SocketChannel connection) throws IOException, InterruptedException;
    }

    FakeServer(Path socket, Manner manner) throws IOException {
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread thread = new Thread(() -> serve(manner), "fake-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Manner manner) {
        while (server.isOpen()) {
            try (SocketChannel connection = server.accept()) {
                manner.treat(connection);
            } catch (IOException clientLeft) {
                // On to the next.
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    static void write(SocketChannel connection, byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            connection.write(rest);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
