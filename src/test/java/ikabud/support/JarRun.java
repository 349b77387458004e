package ikabud.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the real jar as a command, as root or as somebody else, and keeps what it prints. */
public final class JarRun {
    private static final long TIMEOUT_SECONDS = 60;

    private final List<String> prefix;
    private final Map<String, String> environment;
    private final Path jar;
    private final Path output;

    /**
     * Copies the jar to where everybody may read it.
     *
     * @param directory an existing directory that the user can enter
     * @param prefix what to put before the command, such as {@code setpriv}; may be empty
     * @param environment variables to set on top of a clean environment
     */
    public JarRun(Path directory, List<String> prefix, Map<String, String> environment) throws IOException {
        this.prefix = List.copyOf(prefix);
        this.environment = Map.copyOf(environment);
        this.output = directory;
        this.jar = directory.resolve("ikabud.jar");
        Files.copy(Path.of(System.getProperty("ikabud.jar")), jar, StandardCopyOption.REPLACE_EXISTING);
        jar.toFile().setReadable(true, false);
    }

    /** What came of a run. */
    public record Ended(int code, String out, String err) {}

    /** Runs to the end, with an empty input. */
    public Ended run(List<String> arguments) throws IOException, InterruptedException {
        return finish(java(arguments), "run");
    }

    /** Runs a line of the shell in which {@code ikabud} is the jar. */
    public Ended shell(String line) throws IOException, InterruptedException {
        String self = String.join(" ", java(List.of()));
        return finish(List.of("sh", "-c", "ikabud() { " + self + " \"$@\"; }; " + line), "shell");
    }

    /** Starts and does not wait; the caller ends it. */
    public Process start(List<String> arguments, Path out) throws IOException {
        return builder(java(arguments))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
    }

    private Ended finish(List<String> command, String name) throws IOException, InterruptedException {
        Path out = Files.createTempFile(output, name, ".out");
        Path err = Files.createTempFile(output, name, ".err");
        Process process = builder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("no end of " + command + "\n" + Files.readString(out) + Files.readString(err));
        }
        Ended ended = new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        Files.delete(out);
        Files.delete(err);
        return ended;
    }

    private List<String> java(List<String> arguments) {
        // A build in the background of a script has INT ignored, and what it starts would have it so too.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.addAll(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-XX:+UseSerialGC", "-Xshare:auto"));
        command.add("-Djdk.lang.Process.launchMechanism=VFORK");
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(arguments);
        return command;
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        builder.environment().put("LC_ALL", "C");
        builder.environment().putAll(environment);
        builder.directory(Path.of("/").toFile());
        return builder;
    }
}
