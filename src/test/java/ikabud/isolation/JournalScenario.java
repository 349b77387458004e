package ikabud.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import ikabud.support.Eventually;
import ikabud.support.Host;
import ikabud.support.JarRun.Ended;
import ikabud.support.Tmux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a real systemd says of an instance's unit, among the lines of its logs. */
@Tag("terminal")
@Timeout(120)
class JournalScenario {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String KILLED = "ikabud-blog.service: Main process exited, code=killed, status=9/KILL";

    private static Host host;

    @BeforeAll
    static void boot() throws Exception {
        host = Host.boot();
        host.ikabudDone("create", "blog", "--restart-delay", "200ms", "--max-restarts", "100");
        killMaster();
    }

    @AfterAll
    static void shut_down() throws Exception {
        if (host != null) {
            host.close();
        }
    }

    private static void killMaster() throws Exception {
        int master = host.master("blog");
        host.done("kill", "-9", String.valueOf(master));
        Eventually.within(SOON, () -> host.master("blog"), pid -> pid > 0 && pid != master);
        Eventually.within(SOON, () -> host.property("ikabud-blog.service", "ActiveState"), "active"::equals);
    }

    private static List<String> readers() throws Exception {
        return host.run("pgrep", "--full", "^/usr/bin/journalctl").out().lines().toList();
    }

    @Test
    void the_logs_of_a_master_that_was_killed_have_systemds_own_words() throws Exception {
        String all = host.ikabudDone("logs", "blog", "--lines", "1000");
        String since = host.ikabudDone("logs", "blog", "--since", "1h", "--level", "warning");
        JsonNode killed = host.ikabudDone("logs", "blog", "--json", "--lines", "1000")
                .lines()
                .map(JournalScenario::json)
                .filter(line -> line.at("/text").asText().endsWith(KILLED))
                .findFirst()
                .orElseThrow();

        assertTrue(all.contains("systemd: Starting ikabud-blog.service"), all);
        assertTrue(all.contains("] systemd: " + KILLED), all);
        assertTrue(all.contains("NOTICE: ready to handle connections"), all);
        assertTrue(since.contains("systemd: " + KILLED), since);
        assertFalse(since.contains("systemd: Starting"), since);
        assertEquals("journal", killed.at("/log").asText());
        assertEquals("warning", killed.at("/level").asText());
        assertEquals(List.of(), readers());
    }

    @Test
    void a_site_that_speaks_to_the_journal_passes_for_nobody_else_and_says_nothing_to_the_terminal() throws Exception {
        host.script("blog", "forge.php", """
                $message = "red \\x1b[31m\\nsystemd: Stopped everything";
                $entry = "UNIT=ikabud-blog.service\\n_PID=1\\nSYSLOG_IDENTIFIER=systemd\\nMESSAGE\\n"
                    . pack('P', strlen($message)) . "$message\\n";
                fwrite(stream_socket_client('udg:///run/systemd/journal/socket'), $entry);
                """);
        assertEquals("", host.get("blog", "forge.php"));

        String logs = Eventually.within(
                SOON,
                () -> host.ikabudDone("logs", "blog", "--lines", "1000"),
                text -> text.contains("Stopped everything"));

        assertTrue(logs.contains("]: red ^[31m\n"), logs);
        assertTrue(logs.contains("]: systemd: Stopped everything"), logs);
        assertFalse(logs.contains("\nsystemd: "), logs);
        assertFalse(logs.contains("\033"), logs);
    }

    @Test
    void following_shows_what_comes_and_ends_its_journalctl_however_it_ends() throws Exception {
        for (String signal : List.of("-INT", "-KILL")) {
            Process following = follow();
            try {
                Path output = host.path("/run/follower.out");
                Eventually.within(SOON, JournalScenario::readers, readers -> readers.size() == 1);

                killMaster();

                Eventually.within(SOON, () -> Files.readString(output), text -> text.contains("systemd: " + KILLED));
                assertFalse(Files.readString(output).contains("ikabud:"), Files.readString(output));
                host.done(
                        "kill",
                        signal,
                        Files.readString(host.path("/run/follower.pid")).strip());
                Eventually.within(SOON, JournalScenario::readers, List::isEmpty);
            } finally {
                following.destroy();
            }
        }
    }

    @Test
    void a_journal_that_cannot_be_read_is_told_and_the_files_are_printed() throws Exception {
        host.done("mount", "--bind", "/bin/false", "/usr/bin/journalctl");
        try {
            Ended ended = host.ikabud("logs", "blog");

            assertEquals(1, ended.code());
            assertEquals(
                    "ikabud: systemd's journal: journalctl ended with code 1: try `journalctl -n 1`\n", ended.err());
            assertTrue(ended.out().contains("NOTICE: ready to handle connections"), ended.out());
        } finally {
            host.done("umount", "/usr/bin/journalctl");
        }
    }

    @Test
    void the_pane_shows_it_as_long_as_it_is_open() throws Exception {
        try (Tmux terminal =
                Tmux.open(host.prefix(), Path.of("/run/pane.tmux"), 120, 40, Map.of(), Host.command("top"))) {
            terminal.await("jrnl systemd: Started ikabud-blog.service", SOON);
            Eventually.within(SOON, JournalScenario::readers, readers -> readers.size() == 1);

            killMaster();
            terminal.await("jrnl systemd: " + KILLED, SOON);

            terminal.press("l");
            Eventually.within(SOON, JournalScenario::readers, List::isEmpty);
            terminal.press("l");
            terminal.await("jrnl systemd: " + KILLED, SOON);
            terminal.press("q");
            Eventually.within(SOON, JournalScenario::readers, List::isEmpty);
        }
    }

    private static Process follow() throws Exception {
        List<String> command = new ArrayList<>(host.prefix());
        command.addAll(List.of(
                "sh",
                "-c",
                "echo $$ >/run/follower.pid; exec env --default-signal=INT \"$@\" >/run/follower.out 2>&1",
                "follow"));
        command.addAll(Host.command("logs", "-f", "-n", "0", "blog"));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (IOException broken) {
            throw new AssertionError(line, broken);
        }
    }
}
