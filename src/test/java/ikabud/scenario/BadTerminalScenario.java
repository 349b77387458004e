package ikabud.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.support.Eventually;
import ikabud.support.Tmux;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The dashboard of the real jar on terminals that are none, can do little, are tiny, or go away. */
@Tag("terminal")
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class BadTerminalScenario {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String TOP = Path.of("bin/ikabud-top").toAbsolutePath().toString();

    private Path root;
    private Tmux tmux;
    private int typed;

    @BeforeEach
    void a_shell_in_a_terminal() throws Exception {
        root = Files.createTempDirectory(
                Path.of(isRoot() ? "/run" : System.getProperty("java.io.tmpdir")), "ikabud-bad-terminal");
        tmux = Tmux.open(
                List.of(),
                root.resolve("tmux"),
                100,
                24,
                Map.of("IKABUD_ROOT", root.toString(), "PS1", "prompt> ", "LC_ALL", "C.UTF-8"),
                List.of("/bin/sh", "-i"));
        tmux.await("prompt>", SOON);
    }

    @AfterEach
    void leave_nothing_behind() throws Exception {
        tmux.close();
        new ProcessBuilder("rm", "-rf", root.toString()).start().waitFor();
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private void isRefused(String line, String why) throws Exception {
        typed++;
        tmux.type("clear; " + line + "; echo code" + typed + "=$?");
        String screen = tmux.await("code" + typed + "=2", SOON);
        assertTrue(screen.replace("\n", "").contains(why), screen);
    }

    private void showsTheScreen(String line, String title) throws Exception {
        typed++;
        tmux.type("clear; " + line + "; echo code" + typed + "=$?");
        String screen = tmux.await("No instances yet", SOON);
        assertTrue(screen.contains(title), screen);
        tmux.press("q");
        tmux.await("code" + typed + "=0", SOON);
    }

    @Test
    void what_is_no_terminal_or_a_dumb_one_is_told_and_what_is_little_known_works() throws Exception {
        isRefused(TOP + " </dev/null", "not a terminal");
        isRefused(TOP + " >" + root + "/out", "not a terminal");
        isRefused("TERM=dumb " + TOP, "TERM=dumb cannot move its cursor");
        isRefused("env -u TERM " + TOP, "cannot move its cursor");
        showsTheScreen("TERM=nobody-knows-this " + TOP, "─ instances");
        showsTheScreen("LC_ALL=C " + TOP, "- instances");
    }

    @Test
    void a_tiny_terminal_says_so_and_grows_again() throws Exception {
        tmux.resize(10, 3);
        tmux.type(TOP);
        tmux.await("too small", SOON);
        tmux.resize(1, 1);
        tmux.resize(100, 24);
        tmux.await("No instances yet", SOON);
        tmux.press("q");
        tmux.await("prompt>", SOON);
    }

    @Test
    void a_theme_with_a_mistake_is_told_on_the_screen_and_by_the_doctor() throws Exception {
        Files.createDirectories(root.resolve("etc/themes"));
        Files.writeString(root.resolve("etc/themes/mine.json"), "{\"palette\": [");
        tmux.type("clear; IKABUD_THEME=mine " + TOP);
        tmux.await("mine.json:1:", SOON);
        tmux.press("q");
        tmux.await("prompt>", SOON);
        tmux.type("clear; IKABUD_THEME=mine " + Path.of("bin/ikabud").toAbsolutePath() + " doctor");
        tmux.await("theme mine: ", SOON);
    }

    @Test
    void a_terminal_that_goes_away_while_it_is_painted_takes_the_program_with_it() throws Exception {
        tmux.type(TOP + " -d 0.5");
        tmux.await("No instances yet", SOON);
        assertFalse(programs().isEmpty());

        tmux.press("?", "Escape", "t", "j", "j");
        tmux.hangUp();

        Eventually.within(SOON, this::programs, List::isEmpty);
        assertEquals(List.of(), programs());
    }

    /**
     * The processes whose environment names our root: the launcher and its JVM. Not the one that makes the archive after a
     * first start: it has no terminal, ends by itself, and takes its time on a busy machine.
     */
    private List<String> programs() throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(process -> read(process.resolve("environ")).contains("IKABUD_ROOT=" + root + "\0"))
                    .map(process -> read(process.resolve("cmdline")))
                    .filter(command -> command.contains("ikabud-top") || command.contains("ikabud.jar"))
                    .filter(command -> !command.contains("--make-archive") && !command.contains("--warm-up"))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
