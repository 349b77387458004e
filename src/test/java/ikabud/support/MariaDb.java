package ikabud.support;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A database server of one's own, on a socket and on the loopback. Ends when closed. */
public final class MariaDb implements AutoCloseable {
    private static final String PROGRAM = "/usr/sbin/mariadbd";
    private static final String INSTALLER = "/usr/bin/mariadb-install-db";
    private static final int GRACE_SECONDS = 10;

    private final Path directory;
    private final int port;
    private final Process server;

    /**
     * Starts one.
     *
     * @param directory a short and empty one for its files
     * @param statements what it does before it takes connections, one in a line
     */
    public MariaDb(Path directory, List<String> statements) throws IOException, InterruptedException {
        this.directory = directory;
        Files.write(directory.resolve("begin.sql"), statements, StandardCharsets.UTF_8);
        String data = "--datadir=" + directory.resolve("data");
        Process made = launch(INSTALLER, "--no-defaults", data, "--skip-test-db");
        if (made.waitFor() != 0) {
            throw new AssertionError(said());
        }
        port = freePort();
        server = launch(
                PROGRAM,
                "--no-defaults",
                data,
                "--socket=" + socket(),
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--pid-file=" + directory.resolve("pid"),
                "--innodb-buffer-pool-size=16M",
                "--init-file=" + directory.resolve("begin.sql"));
        try {
            Eventually.eventually("the database is ready", () -> said().contains("ready for connections"));
            assertFalse(said().contains("\nERROR"));
        } catch (AssertionError unfit) {
            close();
            throw new AssertionError(said(), unfit);
        }
    }

    /** Whether there is one to test with. */
    public static boolean isInstalled() {
        return Files.isExecutable(Path.of(PROGRAM)) && Files.isExecutable(Path.of(INSTALLER));
    }

    /** Where it listens for programs of this machine. */
    public Path socket() {
        return directory.resolve("s");
    }

    /** Where it listens on the loopback. */
    public int port() {
        return port;
    }

    private Process launch(String... command) throws IOException {
        List<String> all = new ArrayList<>(List.of(command));
        if (TestRoot.isRoot()) {
            all.add("--user=root");
        }
        return new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("said").toFile()))
                .start();
    }

    private String said() {
        try {
            return Files.readString(directory.resolve("said"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        server.destroy();
        try {
            if (!server.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                server.destroyForcibly().onExit().join();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
