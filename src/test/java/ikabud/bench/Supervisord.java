package ikabud.bench;

import ikabud.backend.LaunchLines;
import ikabud.model.Instance;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Debian's {@code supervisord} as a keeper of the same masters: same configurations, same users, same launch chain. On a
 * Unix socket in the estate only. Lives on one thread.
 */
final class Supervisord implements Keeper {
    private static final String PROGRAM = "supervisord";
    private static final int GRACE_SECONDS = 60;
    private static final String CONFIG = """
            [unix_http_server]
            file=%1$s/supervisor.sock
            chmod=0700
            [supervisord]
            logfile=%1$s/supervisord.log
            pidfile=%1$s/supervisord.pid
            childlogdir=%1$s
            nodaemon=true
            user=root
            [rpcinterface:supervisor]
            supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
            [supervisorctl]
            serverurl=unix://%1$s/supervisor.sock
            """;
    private static final String MASTER = """
            [program:%s]
            command=%s
            directory=/
            umask=027
            autostart=true
            autorestart=true
            startretries=3
            stopsignal=QUIT
            redirect_stderr=true
            stdout_logfile=/dev/null
            """;

    private final Path config;
    private final File output;
    private @Nullable Process process;

    private Supervisord(Path config, File output) {
        this.config = config;
        this.output = output;
    }

    /** Whether it is installed. */
    static boolean isInstalled() {
        return Pty.has(PROGRAM);
    }

    /** Writes its configuration for every instance there is. */
    static Supervisord write(Estate estate) throws IOException {
        Path home = Files.createDirectories(estate.home().resolve(PROGRAM));
        StringBuilder text = new StringBuilder(CONFIG.formatted(home));
        for (Instance instance : estate.instances()) {
            List<String> chain = LaunchLines.of(estate.layout(), instance);
            // It makes a process group for each itself; setsid would fork in it, and it would watch the wrong process.
            String command =
                    chain.stream().skip(1).map(word -> "'" + word + "'").collect(Collectors.joining(" "));
            text.append(MASTER.formatted(instance.id(), command));
        }
        Path config = home.resolve("supervisord.conf");
        Files.writeString(config, text);
        return new Supervisord(config, home.resolve("output").toFile());
    }

    @Override
    public void boot() throws IOException {
        process = run(PROGRAM, "-n", "-c", config.toString());
    }

    private Process run(String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
                .start();
    }

    @Override
    public void startAll() throws IOException, InterruptedException {
        control("start");
    }

    @Override
    public void stopAll() throws IOException, InterruptedException {
        control("stop");
    }

    private void control(String verb) throws IOException, InterruptedException {
        int exit = run("supervisorctl", "-c", config.toString(), verb, "all").waitFor();
        if (exit != 0) {
            throw new IOException(
                    "supervisorctl " + verb + " ended with " + exit + ": " + Files.readString(output.toPath()));
        }
    }

    @Override
    public int pid() {
        return process == null ? 0 : (int) process.pid();
    }

    @Override
    public void end() throws InterruptedException {
        if (process != null) {
            process.destroy();
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            process = null;
        }
    }
}
