package ikabud.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A terminal to drive: one window of a tmux server of its own, which ends with it. */
public final class Tmux implements AutoCloseable {
    private final List<String> prefix;

    private Tmux(List<String> prefix) {
        this.prefix = prefix;
    }

    /**
     * Opens a window that runs {@code command}.
     *
     * @param as words to put before every tmux command, such as those of {@code setpriv}; may be empty
     * @param socket where the server listens; must not exist yet
     * @param environment added to that of the command
     */
    public static Tmux open(
            List<String> as, Path socket, int columns, int rows, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        List<String> prefix = new ArrayList<>(as);
        prefix.addAll(List.of("tmux", "-f", "/dev/null", "-S", socket.toString()));
        Tmux tmux = new Tmux(List.copyOf(prefix));
        List<String> start = new ArrayList<>(
                List.of("new-session", "-d", "-x", Integer.toString(columns), "-y", Integer.toString(rows)));
        environment.forEach((name, value) -> start.addAll(List.of("-e", name + "=" + value)));
        start.addAll(command);
        tmux.run(start.toArray(String[]::new));
        return tmux;
    }

    /** The text on the screen. */
    public String screen() throws IOException, InterruptedException {
        return run("capture-pane", "-p");
    }

    /** What tmux knows of the window, by its format language: {@code #{cursor_flag}}, {@code #{alternate_on}}. */
    public String ask(String format) throws IOException, InterruptedException {
        return run("display-message", "-p", format).strip();
    }

    /** Presses keys by tmux's names: {@code q}, {@code Enter}, {@code C-z}. */
    public void press(String... keys) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("send-keys"));
        command.addAll(List.of(keys));
        run(command.toArray(String[]::new));
    }

    /** Types a line and Return. */
    public void type(String line) throws IOException, InterruptedException {
        run("send-keys", "-l", line);
        press("Enter");
    }

    /** Changes the size of the window. */
    public void resize(int columns, int rows) throws IOException, InterruptedException {
        run("resize-window", "-x", Integer.toString(columns), "-y", Integer.toString(rows));
    }

    /** Waits until the screen shows {@code text}, and returns the screen. */
    public String await(String text, Duration limit) throws Exception {
        return Eventually.within(limit, this::screen, screen -> screen.contains(text));
    }

    /** Takes the terminal away, as a dropped line does. */
    public void hangUp() throws IOException, InterruptedException {
        run("kill-server");
    }

    private String run(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("TMUX");
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
        return output;
    }

    @Override
    public void close() {
        try {
            hangUp();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException alreadyGone) {
            return;
        }
    }
}
