package ikabud.fastcgi;

import static ikabud.support.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ikabud.os.SystemClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("live")
class FpmStatusLiveTest {
    private static final Path FPM = Path.of("/usr/sbin/php-fpm8.2");
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST = 100_000;

    private final FastCgiClient client = new FastCgiClient(new SystemClock());
    private final FpmStatus status = new FpmStatus(client, new SystemClock());
    private int uid;
    private Process master;

    @TempDir
    private Path directory;

    @BeforeEach
    void a_pool_of_two() throws IOException {
        assumeTrue(Files.isExecutable(FPM));
        uid = (int) Files.getAttribute(directory, "unix:uid");
        Files.writeString(directory.resolve("hello.php"), "<?php echo 'hello ', $_GET['who'];");
        Files.writeString(directory.resolve("wait.php"), "<?php while (!file_exists(__DIR__.'/go')) usleep(5000);");
        Files.writeString(directory.resolve("fail.php"), "<?php header('X-Odd: 1'); throw new Exception('oh');");
        Files.writeString(directory.resolve("php-fpm.conf"), config());
        master = new ProcessBuilder(
                        FPM.toString(),
                        "--allow-to-run-as-root",
                        "-F",
                        "-n",
                        "-y",
                        directory.resolve("php-fpm.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        eventually("it answers", () -> status.ping(main(), uid, PATIENCE));
    }

    @AfterEach
    void end() throws InterruptedException {
        if (master != null) {
            master.destroy();
            master.waitFor();
        }
    }

    @Test
    void a_status_request_on_its_own_socket_leaves_no_trace_in_the_counters() {
        var before = status.read(statusSocket(), uid, PATIENCE).orElseThrow();
        for (int i = 0; i < 5; i++) {
            assertTrue(status.read(statusSocket(), uid, PATIENCE).isPresent());
        }
        var after = status.read(statusSocket(), uid, PATIENCE).orElseThrow();

        assertEquals(before.accepted(), after.accepted());
        assertEquals(before.active(), after.active());
        assertEquals(0, after.active());

        assertTrue(status.ping(main(), uid, PATIENCE));
        assertEquals(
                before.accepted() + 1,
                status.read(statusSocket(), uid, PATIENCE).orElseThrow().accepted());
    }

    @Test
    void a_script_runs_with_its_query() {
        Answer answer = get("hello.php", "who=you");

        assertEquals("hello you", answer.reply().orElseThrow().text());
        assertEquals(200, answer.reply().orElseThrow().status());
        assertEquals("", answer.reason());
    }

    @Test
    void an_error_and_a_missing_script_have_their_status() {
        Reply failed = get("fail.php", "").reply().orElseThrow();

        assertEquals(500, failed.status());
        assertEquals("1", failed.headers().get("x-odd"));
        assertEquals(404, get("none.php", "").reply().orElseThrow().status());
    }

    @Test
    void when_all_are_busy_the_status_still_answers_and_the_ping_does_not() throws Exception {
        Thread[] busy = {waiter(), waiter()};
        eventually(
                "both are busy",
                () -> status.read(statusSocket(), uid, PATIENCE).orElseThrow().active() == 2);

        assertFalse(status.ping(main(), uid, Duration.ofMillis(100)));

        Files.createFile(directory.resolve("go"));
        for (Thread thread : busy) {
            thread.join();
        }
        eventually("one is free", () -> status.ping(main(), uid, PATIENCE));
    }

    @Test
    void nobody_elses_status_is_taken() {
        assertTrue(status.read(statusSocket(), uid + 1, PATIENCE).isEmpty());
    }

    private Thread waiter() {
        Thread thread = new Thread(() -> get("wait.php", ""), "waiter");
        thread.start();
        return thread;
    }

    private Answer get(String script, String query) {
        return client.get(main(), directory.resolve(script), "/" + script, query, PATIENCE, MOST, OptionalInt.of(uid));
    }

    private Path main() {
        return directory.resolve("php.sock");
    }

    private Path statusSocket() {
        return directory.resolve("status.sock");
    }

    private String config() {
        String user = uid == 0 ? "user = root\ngroup = root\n" : "";
        return """
                [global]
                error_log = %1$s/fpm.log
                daemonize = no
                [blog]
                listen = %1$s/php.sock
                pm = static
                pm.max_children = 2
                pm.status_path = %2$s
                pm.status_listen = %1$s/status.sock
                ping.path = %3$s
                php_admin_flag[display_errors] = off
                php_admin_value[error_log] = %1$s/php.log
                """.formatted(directory, FpmStatus.STATUS_PATH, FpmStatus.PING_PATH) + user;
    }
}
