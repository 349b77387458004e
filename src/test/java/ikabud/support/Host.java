package ikabud.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import ikabud.fastcgi.Answer;
import ikabud.fastcgi.FastCgiClient;
import ikabud.os.SystemClock;
import ikabud.support.JarRun.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/**
 * A machine of its own with a real systemd, booted over this one's files by {@code src/test/host/host}; what is done to it
 * is gone when it is closed. Commands run in it as root.
 */
public final class Host implements AutoCloseable {
    private static final Path SCRIPT = Path.of("src/test/host/host").toAbsolutePath();
    private static final Path CHECKOUT = Path.of("").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration REQUEST = Duration.ofSeconds(30);
    private static final int MOST = 1 << 16;
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Path directory;
    private String leader = "";

    private Host(Path directory) {
        this.directory = directory;
    }

    /** Boots one; where this machine cannot, the test is skipped with the reason. */
    public static Host boot() throws Exception {
        Assumptions.assumeTrue(TestRoot.isRoot(), "needs root to boot a host for tests");
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/lib/systemd/systemd")),
                "needs the package systemd to boot a host for tests");
        Host host = new Host(
                Path.of("/run", "ikabud-host-" + ProcessHandle.current().pid() + "-" + NUMBERS.incrementAndGet()));
        try {
            host.powerOn();
        } catch (AssertionError refused) {
            host.close();
            Assumptions.abort("this machine boots no host for tests: " + refused.getMessage());
        }
        return host;
    }

    /** Boots it again, after {@link #powerOff}. */
    public void powerOn() throws Exception {
        Ended booted = script("boot");
        if (booted.code() != 0) {
            throw new AssertionError(booted.err());
        }
        leader = script("leader").out().strip();
    }

    /** Ends all that runs in it at once, as a power cut does. */
    public void powerOff() throws Exception {
        script("stop");
    }

    /** Runs a command in it. */
    public Ended run(String... command) throws Exception {
        return script("run", command);
    }

    /** The same; fails if it fails. */
    public String done(String... command) throws Exception {
        Ended ended = run(command);
        if (ended.code() != 0) {
            throw new AssertionError(
                    String.join(" ", command) + " ended with " + ended.code() + ": " + ended.out() + ended.err());
        }
        return ended.out().strip();
    }

    /** What to put before a command of this machine to run it in that one. */
    public List<String> prefix() {
        return List.of(SCRIPT.toString(), "run", directory.toString());
    }

    /** The command that is {@code ikabud} in it. */
    public static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Djdk.lang.Process.launchMechanism=VFORK",
                "-jar",
                System.getProperty("ikabud.jar")));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Runs {@code ikabud} in it. */
    public Ended ikabud(String... arguments) throws Exception {
        return script("run", command(arguments).toArray(String[]::new));
    }

    /** The same; fails if it fails. */
    public String ikabudDone(String... arguments) throws Exception {
        Ended ended = ikabud(arguments);
        if (ended.code() != 0) {
            throw new AssertionError("ikabud " + String.join(" ", arguments) + " ended with " + ended.code() + ": "
                    + ended.out() + ended.err());
        }
        return ended.out();
    }

    /** What {@code ikabud status} says of an instance. */
    public JsonNode status(String id) throws Exception {
        return new ObjectMapper().readTree(ikabudDone("status", "--json", id)).at("/instances/0");
    }

    /** The kinds of what happened to an instance, oldest first. */
    public List<String> events(String id) throws Exception {
        List<String> kinds = new ArrayList<>();
        for (String line : ikabudDone("events", "--json", id).lines().toList()) {
            kinds.add(new ObjectMapper().readTree(line).at("/event").asText());
        }
        return kinds;
    }

    /** One property of a unit. */
    public String property(String unit, String name) throws Exception {
        return done("systemctl", "show", "--value", "--property=" + name, unit);
    }

    /** The PID of an instance's master in it. */
    public int master(String id) throws Exception {
        return Integer.parseInt(property("ikabud-" + id + ".service", "MainPID"));
    }

    /** A path in it, as it is reached from outside. */
    public Path path(String inside) {
        return Path.of("/proc", leader, "root", inside);
    }

    /** Writes a PHP script into an instance's public directory. */
    public void script(String id, String name, String code) throws Exception {
        Path file = path("/var/lib/ikabud/instances/" + id + "/public").resolve(name);
        Files.writeString(file, "<?php " + code);
        done("chown", "ikabud_" + id.replace('-', '_'), "/var/lib/ikabud/instances/" + id + "/public/" + name);
    }

    /** Runs a script of an instance through its socket; what it printed, or what went wrong. */
    public String get(String id, String name) {
        Answer answer = new FastCgiClient(new SystemClock())
                .get(
                        path("/run/ikabud/" + id + "/php.sock"),
                        Path.of("/var/lib/ikabud/instances", id, "public", name),
                        "/" + name,
                        "",
                        REQUEST,
                        MOST,
                        OptionalInt.empty());
        return answer.reply()
                .map(reply -> new String(reply.body(), java.nio.charset.StandardCharsets.UTF_8))
                .orElseGet(() -> "no reply: " + answer.reason());
    }

    private Ended script(String verb, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(SCRIPT.toString(), verb, directory.toString()));
        command.addAll(List.of(more));
        Path out = Files.createTempFile("host", ".out");
        Path err = Files.createTempFile("host", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("IKABUD_HOST_BIND", CHECKOUT.toString());
        Process process = builder.start();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("no end of " + command + "\n" + Files.readString(out) + Files.readString(err));
        }
        Ended ended = new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        Files.delete(out);
        Files.delete(err);
        return ended;
    }

    @Override
    public void close() throws IOException {
        try {
            script("remove");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
