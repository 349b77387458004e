package ikabud.hosting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ikabud.os.Spawner;
import ikabud.support.MariaDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("live")
class DatabaseSizeLiveTest {
    @TempDir
    private Path directory;

    private Path credentials;

    @BeforeEach
    void write() throws IOException {
        credentials = directory.resolve("wp-config.php");
        Files.writeString(credentials, """
                <?php
                define('DB_NAME', 'blog');
                define('DB_USER', 'me');
                define('DB_PASSWORD', 'se cret');
                define('DB_HOST', '127.0.0.1:1');
                touch('%s');
                """.formatted(directory.resolve("was-run")));
    }

    private PhpCli php(String shell) throws IOException {
        Path program = directory.resolve("php");
        Files.writeString(program, "#!/bin/sh\n" + shell + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new PhpCli(program, new Spawner());
    }

    @Test
    void php_is_asked_with_the_credentials_in_its_environment_and_not_on_its_command_line() throws IOException {
        PhpCli php = php("echo \"$*\" >" + directory.resolve("line") + "; [ \"$IKABUD_DB_PASSWORD\" = 'se cret' ] &&"
                + " [ \"$IKABUD_DB_NAME\" = blog ] && printf 'bytes=12345'");

        assertEquals(OptionalLong.of(12_345), DatabaseSize.of(credentials, php));
        assertFalse(Files.readString(directory.resolve("line")).contains("se cret"));
    }

    @Test
    void what_is_no_size_is_unknown() throws IOException {
        assertEquals(OptionalLong.empty(), DatabaseSize.of(credentials, php("printf 'bytes=1'; exit 3")));
        assertEquals(OptionalLong.empty(), DatabaseSize.of(credentials, php("echo nonsense")));
        assertEquals(OptionalLong.empty(), DatabaseSize.of(directory.resolve("none"), php("printf 'bytes=1'")));
    }

    @Test
    void a_server_that_is_not_there_leaves_it_unknown_and_the_file_is_never_run() {
        PhpCli real = new PhpCli(PhpCli.find().orElseThrow(), new Spawner());

        assertEquals(OptionalLong.empty(), DatabaseSize.of(credentials, real));
        assertFalse(Files.exists(directory.resolve("was-run")));
        String said = real.run(List.of("-r", "echo 'well';"), Map.of(), Duration.ofSeconds(5))
                .output();
        assertTrue(said.contains("well"), said);
    }

    @Test
    void a_real_server_tells_the_size_over_its_socket_and_over_the_network_to_either_extension() throws Exception {
        assumeTrue(MariaDb.isInstalled(), "needs mariadb-server-core");
        List<String> statements = List.of(
                "CREATE DATABASE blog;",
                "CREATE DATABASE other;",
                "CREATE TABLE blog.posts (id INT PRIMARY KEY, text LONGTEXT, KEY (text(100)));",
                "INSERT INTO blog.posts SELECT seq, REPEAT('x', 1000) FROM blog.seq_1_to_500;",
                "CREATE TABLE other.posts AS SELECT * FROM blog.posts;",
                "ANALYZE TABLE blog.posts;",
                "CREATE USER me@'%' IDENTIFIED BY 'se cret';",
                "GRANT ALL ON blog.* TO me@'%';",
                "DROP USER IF EXISTS ''@localhost;");
        try (MariaDb server = new MariaDb(Files.createDirectory(directory.resolve("db")), statements)) {
            long size = sizeAt("localhost:" + server.socket(), "");
            assertTrue(size > 500_000 && size < 2_000_000, size + " bytes");
            assertEquals(size, sizeAt("127.0.0.1:" + server.port(), ""));
            assertEquals(size, sizeAt("localhost:" + server.socket(), "mysqli"));
            assertEquals(size, sizeAt("127.0.0.1:" + server.port(), "mysqli"));
            assertEquals(-1, sizeAt("127.0.0.1:" + server.port(), "mysqli,PDO"));
        }
    }

    // What PHP is to do without looks as if it were not installed; -1 is unknown.
    private long sizeAt(String host, String without) throws IOException {
        String text = Files.readString(credentials);
        Path file = Files.writeString(directory.resolve("at.php"), text.replace("127.0.0.1:1", host));
        String hidden = without.contains("mysqli") ? "-d disable_functions=mysqli_init" : "";
        String classes = without.contains("PDO") ? "-d disable_classes=PDO" : "";
        PhpCli php = php("exec php " + hidden + " " + classes + " \"$@\"");
        return DatabaseSize.of(file, php).orElse(-1);
    }

    @Test
    void a_site_is_run_without_a_web_server_and_its_exit_code_counts() throws IOException {
        PhpCli real = new PhpCli(PhpCli.find().orElseThrow(), new Spawner());
        Path index = Files.writeString(directory.resolve("index.php"), "<?php echo 'hello';");

        assertTrue(real.runSite(index, Duration.ofSeconds(5)).well());
        Files.writeString(index, "<?php no_such_function();");
        assertFalse(real.runSite(index, Duration.ofSeconds(5)).well());
    }
}
