package ikabud.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The launchers installed in a directory of their own, with a shell script in place of the JVM that writes down how it
 * was called. Run as a normal user, since root trusts nothing below the temporary directory.
 */
final class Installation {
    private static final String RECORD = """
            #!/bin/sh
            echo "$*" >>"$RECORD/calls"
            case $* in
            *--warm-up | *demo-sweep) ;;
            *)
                printf '%s\\n' "$@" >"$RECORD/arguments"
                env >"$RECORD/environment"
                echo "$PPID" >"$RECORD/parent"
                echo $$ >"$RECORD/pid"
                ;;
            esac
            """;

    private final Path root;

    Installation() throws IOException, InterruptedException {
        root = Files.createTempDirectory("ikabud-launch");
        for (String directory : List.of("lib/ikabud", "jvm/bin", "home", "record")) {
            Files.createDirectories(root.resolve(directory));
        }
        run(List.of("cp", "-rp", Path.of("bin").toAbsolutePath().toString(), root.toString()));
        Files.writeString(jar(), "not opened by a script");
        java("17.0.1", "exit 0");
        run(List.of("chmod", "-R", "a+rwX", root.toString()));
    }

    Path jar() {
        return root.resolve("lib/ikabud/ikabud.jar");
    }

    Path path(String name) {
        return root.resolve(name);
    }

    Path launcher(String name) {
        return root.resolve("bin").resolve(name);
    }

    /** Gives the jar a build id, without which there is no class-data archive. */
    void build(String id) throws IOException {
        write("lib/ikabud/ikabud.build-id", id + "\n", "rw-r--r--");
    }

    /** Puts a Java of that version there, which runs {@code script} after it has written down how it was called. */
    void java(String version, String script) throws IOException {
        write("jvm/release", "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n", "rw-r--r--");
        write("jvm/bin/java", RECORD + script + "\n", "rwxr-xr-x");
    }

    /** Writes a file that a normal user can read, whatever our mask. */
    void write(String name, String text, String permissions) throws IOException {
        Path file = Files.writeString(root.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    /** The words that make a command a normal user's. */
    List<String> normalUser() {
        return isRoot() ? List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--") : List.of();
    }

    static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException noProc) {
            return false;
        }
    }

    Map<String, String> environment() {
        return Map.of(
                "JAVA_HOME", root.resolve("jvm").toString(),
                "RECORD", root.resolve("record").toString(),
                "HOME", root.resolve("home").toString(),
                "JAVA_TOOL_OPTIONS", "-Dunwanted=1",
                "XDG_CACHE_HOME", "");
    }

    /** Runs a launcher without a terminal and returns what it wrote. */
    Result start(String program, String... arguments) throws IOException, InterruptedException {
        return result(launch(program, arguments));
    }

    /** Starts a launcher without a terminal. */
    Process launch(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(normalUser());
        command.add(program);
        command.addAll(List.of(arguments));
        return spawn(command);
    }

    private Result run(List<String> command) throws IOException, InterruptedException {
        return result(spawn(command));
    }

    private Process spawn(List<String> command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).directory(root.toFile());
        builder.environment().putAll(environment());
        return builder.start();
    }

    private static Result result(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    /** What the JVM's stand-in wrote down: {@code arguments}, {@code environment}, {@code pid}, {@code parent}. */
    List<String> recorded(String what) throws IOException {
        Path file = root.resolve("record").resolve(what);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    long recordedPid(String what) throws IOException {
        return Long.parseLong(recorded(what).get(0));
    }

    /** Whether that process runs; a dead one that nobody has waited for does not. */
    static boolean lives(long pid) throws IOException {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    /** What a command wrote and how it ended. */
    record Result(int exit, String output) {}

    /** Deletes it, once nobody works in its cache any more. */
    void remove() throws IOException, InterruptedException {
        Path lock = root.resolve("home/.cache/ikabud/1.0-1/lock");
        if (Files.exists(lock)) {
            run(List.of("flock", lock.toString(), "true"));
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
