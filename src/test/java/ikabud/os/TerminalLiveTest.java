package ikabud.os;

import static ikabud.support.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("live")
class TerminalLiveTest {
    private static final int CONTROL_C = 3;
    private static final int CONTROL_Z = 26;
    private static final int MOST = 100_000;

    @TempDir
    private Path directory;

    @Test
    void keys_come_raw_and_the_terminal_is_given_back() throws IOException {
        String session = "stty rows 31 cols 97; stty -a > before; " + probe()
                + "; stty -a > after; cmp before after && echo sa''me";
        Process script = start(session);
        try (OutputStream keyboard = script.getOutputStream()) {
            eventually("it is ready", () -> seen().contains("ready"));
            keyboard.write(CONTROL_C);
            keyboard.write(CONTROL_Z);
            keyboard.flush();
            eventually("it has ended", () -> seen().contains("same") || !script.isAlive());
        } finally {
            script.destroyForcibly();
        }
        String all = seen();
        assertTrue(all.contains("interactive true"), all);
        assertTrue(all.contains("size Size[columns=97, rows=31]"), all);
        assertTrue(all.contains("keys 3 26"), all);
        assertTrue(all.contains("same"), all);
    }

    @Test
    void a_shell_can_stop_it_with_its_launcher_and_let_it_go_on() throws IOException {
        Files.writeString(directory.resolve("launcher"), probe() + " suspend\necho launch''er ends\n");
        Process script = start("PS1=prompt bash --norc -i");
        try (OutputStream keyboard = script.getOutputStream()) {
            type(keyboard, "sh ./launcher");
            eventually("the shell tells that it was stopped", () -> seen().contains("Stopped"));
            assertFalse(seen().contains("went on"), seen());

            type(keyboard, "fg");
            eventually("all of it goes on", () -> seen().contains("launcher ends"));
            assertTrue(seen().contains("continued") && seen().contains("went on"), seen());
            type(keyboard, "exit");
        } finally {
            script.destroyForcibly();
        }
    }

    private static void type(OutputStream keyboard, String line) throws IOException {
        keyboard.write((line + "\r").getBytes(StandardCharsets.US_ASCII));
        keyboard.flush();
    }

    private static String probe() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return java + " -cp " + System.getProperty("java.class.path") + " ikabud.os.TerminalProbe";
    }

    private Process start(String session) throws IOException {
        return new ProcessBuilder("script", "-qefc", session, "seen")
                .directory(directory.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private String seen() {
        return SafeFiles.readRegular(directory.resolve("seen"), MOST)
                .map(String::new)
                .orElse("");
    }
}
