package ikabud.support;

import ikabud.Main;
import ikabud.model.Locks;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.os.FlockLocks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The real {@code ikabud supervise} in a process of its own. Ended when closed; instances are left as they are. */
public final class LiveSupervisor implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final TestRoot root;
    private final Path log;
    private final Process process;

    private LiveSupervisor(TestRoot root, Path log, Process process) {
        this.root = root;
        this.log = log;
        this.process = process;
    }

    /** Starts one and waits until it supervises. */
    public static LiveSupervisor start(LiveSites sites, String... options) throws Exception {
        LiveSupervisor supervisor = launch(sites, options);
        supervisor.awaitSupervision();
        return supervisor;
    }

    /** Starts one and does not wait. */
    public static LiveSupervisor launch(LiveSites sites, String... options) throws IOException {
        Path log = sites.directory().resolve("supervise.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                // Where it is killed as by a crash, its report goes with the rest.
                "-XX:ErrorFile=" + sites.directory().resolve("crash.log"),
                "-XX:-CreateCoredumpOnCrash",
                "-Djdk.lang.Process.launchMechanism=VFORK",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "supervise"));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("IKABUD_ROOT", sites.directory().toString());
        return new LiveSupervisor(sites.root(), log, builder.start());
    }

    /** Waits until it holds the lock that makes it the supervisor. */
    public void awaitSupervision() throws Exception {
        Locks locks = new FlockLocks(root.layout(), root.machine().proc());
        Eventually.within(
                PATIENCE,
                () -> {
                    if (!process.isAlive()) {
                        throw new AssertionError("it ended with " + process.exitValue() + ": " + log());
                    }
                    return locks.supervisor().map(Locks.Holder::pid).orElse(0);
                },
                pid -> pid == process.pid());
    }

    /** The process itself. */
    public Process process() {
        return process;
    }

    /** Who it is. */
    public ProcessIdentity identity() {
        return root.machine().processes().identify((int) process.pid()).orElseThrow();
    }

    /** What it and those before it in the same place have said. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** How many files it has open. */
    public int openFiles() {
        return entries("fd");
    }

    /** How many threads it has. */
    public int threads() {
        return entries("task");
    }

    private int entries(String directory) {
        try (Stream<Path> entries = Files.list(Path.of("/proc", String.valueOf(process.pid()), directory))) {
            return (int) entries.count();
        } catch (IOException gone) {
            return 0;
        }
    }

    /** Sends it a signal. */
    public void signal(Signal signal) {
        root.machine().processes().signal(identity(), signal, right -> true);
    }

    /** Kills it as nobody can prevent. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Waits for its end; returns its exit code. */
    public int awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end: " + log());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception stubborn) {
            process.destroyForcibly();
        }
    }
}
