package ikabud.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.support.Eventually;
import ikabud.support.Tmux;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("terminal")
class LauncherScreenTest {
    private static final Duration SOON = Duration.ofSeconds(8);

    /** A stand-in for the program: takes the screen as the real one does, then is as deaf as a hung JVM. */
    private static final String DASHBOARD = """
            printf '\\033[?1049h\\033[?25l\\033[?1000h\\033[?2004hDASHBOARD'
            """;

    private Installation installed;
    private Tmux tmux;

    @BeforeEach
    void open() throws Exception {
        installed = new Installation();
        Map<String, String> environment = new HashMap<>(installed.environment());
        environment.put("PS1", "prompt> ");
        tmux = Tmux.open(
                installed.normalUser(), installed.path("home/tmux"), 100, 30, environment, List.of("/bin/sh", "-im"));
        tmux.await("prompt>", SOON);
        tmux.type("stty -g >$HOME/before; echo what was on the \"\"screen");
        tmux.await("on the screen", SOON);
    }

    @AfterEach
    void close() throws Exception {
        tmux.close();
        for (String process : List.of("pid", "parent")) {
            if (!installed.recorded(process).isEmpty()) {
                ended(installed.recordedPid(process));
            }
        }
        installed.remove();
    }

    private static void ended(long pid) throws Exception {
        Eventually.within(SOON, () -> Installation.lives(pid), alive -> !alive);
    }

    private static void signal(long pid, String name) throws IOException, InterruptedException {
        assertEquals(
                0,
                new ProcessBuilder("kill", "-s", name, Long.toString(pid))
                        .start()
                        .waitFor());
    }

    private void assertThatTheTerminalIsGivenBackWith(String code) throws Exception {
        tmux.type("echo \"code=$?\"; stty -g >$HOME/after");
        String screen = tmux.await("code=" + code, SOON);
        Eventually.within(SOON, () -> Files.exists(installed.path("home/after")), Boolean::booleanValue);
        assertTrue(screen.contains("what was on the screen"), screen);
        assertEquals("1 0 0", tmux.ask("#{cursor_flag} #{alternate_on} #{mouse_any_flag}"));
        assertEquals(settings("before"), settings("after"));
    }

    private String settings(String file) throws IOException {
        return Files.readString(installed.path("home/" + file));
    }

    private void type(String script) throws Exception {
        installed.java("17.0.1", DASHBOARD + script);
        tmux.type(installed.launcher("ikabud-top").toString());
    }

    private void start(String script) throws Exception {
        type(script);
        tmux.await("DASHBOARD", SOON);
        assertEquals("0 1", tmux.ask("#{cursor_flag} #{alternate_on}"));
    }

    @Test
    void the_program_is_told_what_was_done_to_the_terminal() throws Exception {
        start("exec sleep 100");

        List<String> environment = installed.recorded("environment");
        assertTrue(environment.contains("IKABUD_TTY_SIZE=30 100"), environment.toString());
        assertTrue(environment.contains("IKABUD_TTY_RAW=1"));
        assertTrue(environment.contains("IKABUD_TTY_SAVED=" + settings("before").strip()));
        signal(installed.recordedPid("pid"), "KILL");
    }

    @Test
    void a_killed_jvm_leaves_a_clean_terminal() throws Exception {
        start("exec sleep 100");

        signal(installed.recordedPid("pid"), "KILL");

        tmux.await("it was killed", SOON);
        assertThatTheTerminalIsGivenBackWith("137");
    }

    @Test
    void a_crashed_jvm_leaves_a_clean_terminal() throws Exception {
        type("kill -s SEGV $$");

        tmux.await("the JVM crashed", SOON);
        assertThatTheTerminalIsGivenBackWith("139");
    }

    @Test
    void a_signal_to_the_launcher_reaches_the_program() throws Exception {
        start("exec sleep 100");

        signal(installed.recordedPid("parent"), "TERM");

        ended(installed.recordedPid("pid"));
        assertThatTheTerminalIsGivenBackWith("143");
    }

    @Test
    void control_c_is_a_key_and_not_a_signal() throws Exception {
        start("head -c 2 | od -An -tx1 >$RECORD/keys; exit 3");

        tmux.press("C-c", "C-z");

        tmux.await("prompt>", SOON);
        assertEquals("03 1a", installed.recorded("keys").get(0).strip());
    }

    @Test
    void a_dropped_line_ends_the_launcher_too() throws Exception {
        start("exec sleep 100");

        tmux.hangUp();

        ended(installed.recordedPid("pid"));
        ended(installed.recordedPid("parent"));
    }

    @Test
    void stopping_gives_the_shell_its_terminal_and_going_on_comes_back() throws Exception {
        type("""
                printf '\\033[?1000l\\033[?25h\\033[?1049l'
                stty "$IKABUD_TTY_SAVED" </dev/tty
                kill -s TSTP 0
                echo IS BACK
                exec sleep 100""");

        tmux.await("Stopped", SOON);
        tmux.type("stty -g >$HOME/stopped; echo in\"\"between");
        tmux.await("inbetween", SOON);
        assertEquals(settings("before"), settings("stopped"));
        tmux.type("fg");

        tmux.await("IS BACK", SOON);
        signal(installed.recordedPid("pid"), "KILL");
        assertThatTheTerminalIsGivenBackWith("137");
    }
}
