package ikabud.os;

import ikabud.model.IkabudException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Starts programs: never through a shell, with a fixed path and nothing of our environment but what is given. */
public final class Spawner {
    /** Where programs are looked for, whatever the caller's own {@code PATH} says. */
    public static final String PATH = "/usr/sbin:/usr/bin:/sbin:/bin";

    private static final File NULL = new File("/dev/null");
    private static final File ROOT = new File("/");
    private static final int CHUNK = 8192;
    private static final int NAP_MILLIS = 5;

    private final ProcFs proc = new ProcFs();
    private final Children children;

    /** Starts programs and has the JVM wait for each. */
    public Spawner() {
        this(new Children());
    }

    /** Starts programs; those that outlive us are left to whoever tends {@code children}, if somebody does. */
    public Spawner(Children children) {
        this.children = children;
    }

    /** Who sees to what it starts and nobody waits for. */
    public Children children() {
        return children;
    }

    /** The program of that name on the fixed path. */
    public static Optional<Path> find(String program) {
        for (String directory : PATH.split(":", -1)) {
            Path candidate = Path.of(directory, program);
            if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /**
     * Starts a program that outlives us, in a session of its own, in {@code /}, with mask 027 and nothing to read.
     *
     * @param environment all it gets; {@code PATH} is added where it is missing
     * @param output the file its standard output and error are appended to; null: they are thrown away
     * @return its process id
     */
    public int spawnDetached(List<String> arguments, Map<String, String> environment, @Nullable Path output) {
        if (!proc.read("self/status")
                .flatMap(status -> ProcFs.field(status, "Umask:"))
                .equals(Optional.of("0027"))) {
            Posix.setUmask();
        }
        if (children.areTended()) {
            OptionalInt pid = spawnNatively(prepare(arguments, environment), output);
            if (pid.isPresent()) {
                return pid.getAsInt();
            }
        }
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(arguments);
        ProcessBuilder builder = prepare(command, environment);
        builder.redirectOutput(output == null ? Redirect.DISCARD : Redirect.appendTo(output.toFile()));
        return (int) start(builder).pid();
    }

    private OptionalInt spawnNatively(ProcessBuilder prepared, @Nullable Path output) {
        List<String> command = prepared.command();
        List<String> environment = prepared.environment().entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList();
        if (Stream.concat(command.stream(), environment.stream()).anyMatch(word -> word.indexOf('\0') >= 0)) {
            throw IkabudException.failed(name(command), "it cannot be started, a word of it holds a NUL", "");
        }
        OptionalInt pid = NativeSpawn.start(
                command, environment, Optional.ofNullable(output).map(Path::toString));
        if (pid.isPresent() && pid.getAsInt() < 0) {
            throw IkabudException.failed(name(command), "it cannot be started, error " + -pid.getAsInt(), "");
        }
        pid.ifPresent(children::owe);
        return pid;
    }

    /**
     * Runs a program to its end and keeps what it prints.
     *
     * @param environment all it gets; {@code PATH} is added where it is missing
     * @param timeout after which it is killed
     * @param most bytes of output to keep; the rest is read and thrown away
     */
    public Captured run(List<String> arguments, Map<String, String> environment, Duration timeout, int most) {
        Process process = start(prepare(arguments, environment));
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            boolean ended = drain(process, output, timeout, most);
            if (!ended) {
                process.destroyForcibly().waitFor(1, TimeUnit.SECONDS);
            }
            int exit = process.isAlive() ? -1 : process.exitValue();
            return new Captured(exit, output.toString(StandardCharsets.UTF_8), !ended);
        } catch (InterruptedException stop) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw IkabudException.failed(name(arguments), "it was interrupted", "", stop);
        } catch (IOException broken) {
            process.destroyForcibly();
            throw IkabudException.failed(name(arguments), "its output cannot be read", "", broken);
        }
    }

    // Never a read that blocks: a grandchild may keep the pipe open for ever.
    private static boolean drain(Process process, ByteArrayOutputStream output, Duration timeout, int most)
            throws InterruptedException, IOException {
        long start = System.nanoTime();
        byte[] chunk = new byte[CHUNK];
        InputStream stream = process.getInputStream();
        while (true) {
            boolean ended = process.waitFor(NAP_MILLIS, TimeUnit.MILLISECONDS);
            for (int ready = stream.available(); ready > 0; ready = stream.available()) {
                int count = stream.read(chunk, 0, Math.min(ready, CHUNK));
                output.write(chunk, 0, Math.max(0, Math.min(count, most - output.size())));
                if (System.nanoTime() - start > timeout.toNanos()) {
                    break;
                }
            }
            if (ended || System.nanoTime() - start > timeout.toNanos()) {
                return ended;
            }
        }
    }

    /**
     * Starts a program to listen to, in a session of its own, so that no key pressed at our terminal is for it. One
     * that looks after its output ends with us, however we end.
     *
     * @param environment all it gets; {@code PATH} is added where it is missing
     */
    RunningProgram listen(List<String> arguments, Map<String, String> environment) {
        List<String> session = new ArrayList<>(List.of("setsid"));
        session.addAll(resolve(arguments));
        return new RunningProgram(start(prepare(session, environment).redirectErrorStream(false)));
    }

    private static ProcessBuilder prepare(List<String> arguments, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(resolve(arguments));
        builder.environment().clear();
        builder.environment().put("PATH", PATH);
        builder.environment().putAll(environment);
        return builder.directory(ROOT).redirectErrorStream(true).redirectInput(Redirect.from(NULL));
    }

    private static List<String> resolve(List<String> arguments) {
        List<String> resolved = new ArrayList<>(arguments);
        if (arguments.get(0).indexOf('/') < 0) {
            Path program = find(arguments.get(0))
                    .orElseThrow(() -> IkabudException.failed(
                            name(arguments), "there is no such program in " + PATH, "install it and try again"));
            resolved.set(0, program.toString());
        }
        return resolved;
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException | IllegalArgumentException notStarted) {
            throw IkabudException.failed(
                    name(builder.command()), "it cannot be started, " + notStarted.getMessage(), "", notStarted);
        }
    }

    private static String name(List<String> arguments) {
        return "command " + arguments.get(0);
    }
}
