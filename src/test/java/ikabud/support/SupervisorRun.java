package ikabud.support;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.Layout;
import ikabud.os.FlockLocks;
import ikabud.os.ProcFs;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** {@code ikabud supervise} as a process of its own, on an installation below one directory. Ended when closed. */
public final class SupervisorRun implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Layout layout;
    private final Path output;
    private final Process process;

    private SupervisorRun(Layout layout, Path output, Process process) {
        this.layout = layout;
        this.output = output;
        this.process = process;
    }

    /** A jar that stands for all of the program, as it is being tested. */
    public static Path jar(Path directory) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "ikabud.Main");
        String classes = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(path -> Path.of(path).toUri().toString())
                .collect(Collectors.joining(" "));
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classes);
        Path made = directory.resolve("made.jar");
        try (OutputStream file = Files.newOutputStream(made);
                OutputStream empty = new JarOutputStream(file, manifest)) {
            empty.flush();
        }
        return Files.move(made, directory.resolve("ikabud.jar"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Starts it and does not wait. */
    public static SupervisorRun begin(Path root, Layout layout, String... options) throws IOException {
        Path jar = root.resolve("ikabud.jar");
        if (!Files.exists(jar)) {
            jar(root);
        }
        List<String> command = new ArrayList<>(List.of(
                // Under nohup a test ignores HUP, and what it starts would.
                "env",
                "--default-signal=HUP",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-XX:+UseSerialGC",
                "-Djdk.lang.Process.launchMechanism=VFORK",
                "-jar",
                jar.toString(),
                "supervise"));
        command.addAll(List.of(options));
        Path output = Files.createTempFile(root, "supervise", ".out");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("IKABUD_ROOT", root.toString());
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new SupervisorRun(layout, output, process);
    }

    /** Starts it and returns when it supervises. */
    public static SupervisorRun start(Path root, Layout layout, String... options) throws IOException {
        SupervisorRun run = begin(root, layout, options);
        run.says("supervising ");
        return run;
    }

    /** Its PID. */
    public int pid() {
        return (int) process.pid();
    }

    /** Whether it holds the supervisor's lock. */
    public boolean supervises() {
        return new FlockLocks(layout, new ProcFs())
                .supervisor()
                .filter(holder -> holder.pid() == pid())
                .isPresent();
    }

    /** All that it has printed. */
    public String said() {
        try {
            return Files.readString(output);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    /** Returns once it has printed that. */
    public void says(String part) {
        try {
            Eventually.within(PATIENCE, this::said, text -> text.contains(part) || !process.isAlive());
        } catch (Exception unreadable) {
            throw new AssertionError(unreadable);
        }
        assertTrue(said().contains(part), "it has ended: " + said());
    }

    /** Sends it a signal. */
    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Integer.toString(pid())).start().waitFor();
    }

    /** Waits for its end; the exit code. */
    public int ended() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it goes on: " + said());
        }
        return process.exitValue();
    }

    /** Ends it as a crash would, and waits for that. */
    public void crash() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        crash();
    }
}
