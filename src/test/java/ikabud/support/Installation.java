package ikabud.support;

import ikabud.fastcgi.Answer;
import ikabud.fastcgi.FastCgiClient;
import ikabud.model.InstanceId;
import ikabud.model.Layout;
import ikabud.os.ProcFs;
import ikabud.os.SystemClock;
import ikabud.support.JarRun.Ended;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** An installation of its own for one test: root's or a normal user's, with the jar to command it. */
public final class Installation {
    private static final int NOBODY = 65534;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path base;
    private final Layout layout;
    private final int uid;
    private final JarRun jar;
    private final FastCgiClient client = new FastCgiClient(new SystemClock());

    private Installation(Path base, Layout layout, int uid, JarRun jar) {
        this.base = base;
        this.layout = layout;
        this.uid = uid;
        this.jar = jar;
    }

    /** Whether this test runs as root. */
    public static boolean weAreRoot() throws IOException {
        return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    }

    /** Everything below one directory that only root can write. */
    public static Installation ofRoot() throws IOException {
        Path base = Files.createTempDirectory(Path.of("/var/lib"), "ikabud-test-");
        Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxr-xr-x"));
        Layout layout =
                new Layout(base.resolve("etc"), base.resolve("state"), base.resolve("run"), base.resolve("log"), true);
        return new Installation(
                base, layout, 0, new JarRun(base, List.of(), Map.of("IKABUD_ROOT", base.toString(), "HOME", "/root")));
    }

    /** The home of somebody without rights: ourselves, or nobody if we are root. */
    public static Installation ofNormalUser() throws IOException {
        boolean root = weAreRoot();
        int uid = root ? NOBODY : (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        Path base = Files.createTempDirectory("ikv");
        Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxr-xr-x"));
        if (root) {
            Files.setAttribute(base, "unix:uid", uid);
            Files.setAttribute(base, "unix:gid", uid);
        }
        Path state = base.resolve("s/ikabud");
        Layout layout = new Layout(base.resolve("c/ikabud"), state, state.resolve("run"), state.resolve("log"), false);
        List<String> prefix = root
                ? List.of("setpriv", "--reuid=" + uid, "--regid=" + uid, "--clear-groups", "--inh-caps=-all")
                : List.of();
        Map<String, String> environment = Map.of(
                "HOME", base.toString(),
                "XDG_CONFIG_HOME", base.resolve("c").toString(),
                "XDG_STATE_HOME", base.resolve("s").toString());
        return new Installation(base, layout, uid, new JarRun(base, prefix, environment));
    }

    /** The directory of all of it, which everybody may enter. */
    public Path base() {
        return base;
    }

    /** Who commands it. */
    public int uid() {
        return uid;
    }

    /** Runs {@code ikabud} with these arguments. */
    public Ended ikabud(String... arguments) throws IOException, InterruptedException {
        return jar.run(List.of(arguments));
    }

    /** Runs {@code ikabud} with a verb, more arguments, and a last one. */
    public Ended ikabud(String verb, String[] more, String last) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(verb));
        all.addAll(Arrays.asList(more));
        all.add(last);
        return jar.run(all);
    }

    /** Runs a line of the shell in which {@code ikabud} is the jar. */
    public Ended shell(String line) throws IOException, InterruptedException {
        return jar.shell(line);
    }

    /** Starts something that goes on; {@link #followed()} is what it printed. */
    public Process follow(String... arguments) throws IOException {
        return jar.start(List.of(arguments), base.resolve("followed"));
    }

    /** What the followed command has printed. */
    public String followed() throws IOException {
        return Files.readString(base.resolve("followed"), StandardCharsets.ISO_8859_1);
    }

    /** The state file. */
    public Path database() {
        return layout.database();
    }

    /** The instance's own directory. */
    public Path home(String id) {
        return layout.home(new InstanceId(id));
    }

    /** The instance's socket. */
    public Path socket(String id) {
        return layout.socket(new InstanceId(id));
    }

    /** Asks for a page of the instance through its socket, as a web server would. */
    public String visit(String id, String page, String query) {
        return visit(id, home(id).resolve("public").resolve(page), query);
    }

    /** The same for a script that lies elsewhere. */
    public String visit(String id, Path script, String query) {
        String page = "/" + script.getFileName();
        Answer answer = client.get(socket(id), script, page, query, PATIENCE, 1 << 16, OptionalInt.empty());
        return answer.reply()
                .orElseThrow(() -> new AssertionError("no answer: " + answer))
                .text();
    }

    /** Whether anybody answers on the instance's socket. */
    public boolean isServed(String id) {
        Path script = home(id).resolve("public/probe.php");
        return client.get(socket(id), script, "/probe.php", "", PATIENCE, 1 << 16, OptionalInt.empty())
                .reply()
                .isPresent();
    }

    /** Whether a process runs; one that is dead and not yet waited for does not. */
    public boolean runs(int pid) {
        return new ProcFs().stat(pid).filter(stat -> stat.state() != 'Z').isPresent();
    }

    /** The user database. */
    public String passwd() throws IOException {
        return Files.readString(Path.of("/etc/passwd"));
    }

    /** The access control list of a file. */
    public String acl(Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("getfacl", "-pc", file.toString()).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text;
    }

    /** Something that will be true soon. */
    public interface Condition {
        /** Whether it is true by now. */
        boolean holds() throws IOException;
    }

    /** Waits until it is true. */
    public void await(Duration most, Condition condition) throws Exception {
        SystemClock clock = new SystemClock();
        long deadline = clock.nanoTime() + most.toNanos();
        while (!condition.holds()) {
            if (clock.nanoTime() > deadline) {
                throw new AssertionError("not within " + most);
            }
            clock.pause(50);
        }
    }

    /** Ends what still runs and deletes everything. */
    public void remove() throws IOException, InterruptedException {
        ikabud("kill", "*");
        ikabud("remove", "*", "--purge", "--yes");
        try (Stream<Path> files = Files.walk(base)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
