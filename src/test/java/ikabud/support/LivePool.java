package ikabud.support;

import ikabud.fastcgi.FastCgiClient;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.Intent;
import ikabud.model.Layout;
import ikabud.model.Observed;
import ikabud.model.Owner;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import ikabud.model.Roster;
import ikabud.model.Wanted;
import ikabud.os.ProcFs;
import ikabud.os.SystemClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** One real PHP-FPM master with a pool of its own, started without Ikabud's help. Ends when closed. */
public final class LivePool implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int GRACE_SECONDS = 5;
    private static final ProcFs PROC = new ProcFs();

    private final Layout layout;
    private final InstanceId id;
    private final Path binary;
    private final Process master;

    /** The layout of a directory of a test's own, with a door that the workers' user can go through. */
    public static Layout layout(Path root) throws IOException {
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx--x--x"));
        return new Layout(root.resolve("etc"), root.resolve("state"), root.resolve("run"), root.resolve("log"), true);
    }

    /** Starts it; {@code pm} is the part of the pool's configuration that says how many workers there are. */
    public LivePool(Layout layout, InstanceId id, String pm) throws IOException {
        this.layout = layout;
        this.id = id;
        this.binary = binary();
        Files.createDirectories(layout.runDirectory(id));
        Files.createDirectories(layout.logDirectory(id));
        Files.createDirectories(layout.rendered(id));
        Files.createDirectories(layout.home(id));
        // This process may have the mask of a start by now, which would keep the workers' user out.
        for (Path way : List.of(layout.state(), layout.home(id).getParent(), layout.home(id))) {
            Files.setPosixFilePermissions(way, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.writeString(layout.fpmConfig(id), configuration(pm));
        // -n: no php.ini and no extensions, so that it is the same everywhere.
        this.master = new ProcessBuilder(
                        binary.toString(),
                        "-n",
                        "-F",
                        "-y",
                        layout.fpmConfig(id).toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private String configuration(String pm) {
        boolean root = "root".equals(System.getProperty("user.name"));
        return String.join(
                "\n",
                "[global]",
                "error_log = " + layout.logDirectory(id).resolve("fpm.log"),
                "daemonize = no",
                "[" + id + "]",
                root ? "user = nobody\ngroup = nogroup" : "",
                "listen = " + layout.socket(id),
                "listen.mode = 0600",
                pm,
                "pm.status_path = /__ikabud_status",
                "pm.status_listen = " + layout.statusSocket(id),
                "ping.path = /__ikabud_ping",
                "");
    }

    private static Path binary() throws IOException {
        try (Stream<Path> programs = Files.list(Path.of("/usr/sbin"))) {
            return programs.filter(program -> program.getFileName().toString().startsWith("php-fpm"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new IOException("there is no php-fpm in /usr/sbin"));
        }
    }

    /** Waits until it listens and has at least that many workers. */
    public LivePool await(int workers) throws Exception {
        Eventually.within(
                PATIENCE,
                () -> {
                    if (!master.isAlive()) {
                        throw new IllegalStateException("php-fpm ended: "
                                + Files.readString(layout.logDirectory(id).resolve("fpm.log")));
                    }
                    return Files.exists(layout.socket(id)) && PROC.children(pid()).length >= workers;
                },
                ready -> ready);
        return this;
    }

    /** The master's PID. */
    public int pid() {
        return (int) master.pid();
    }

    /** The master itself. */
    public Process process() {
        return master;
    }

    /** Writes a script and runs it over the main socket; returns what it printed. */
    public String run(String php, Duration timeout) throws IOException {
        Path script = script(php);
        var answer = new FastCgiClient(new SystemClock())
                .get(layout.socket(id), script, "/script.php", "", timeout, 65_536, OptionalInt.empty());
        return answer.reply().map(reply -> reply.text()).orElse("no reply: " + answer.reason());
    }

    // Written once: another run of the same script may be reading it.
    private synchronized Path script(String php) throws IOException {
        Path script = layout.home(id).resolve(Integer.toHexString(php.hashCode()) + ".php");
        if (Files.notExists(script)) {
            Files.writeString(script, "<?php " + php);
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rw-r--r--"));
        }
        return script;
    }

    /** It as it stands in the roster: wanted up and seen up. */
    public Roster.Entry entry() {
        long started = PROC.stat(pid()).orElseThrow().startTicks();
        int uid = PROC.uid(pid()).orElseThrow();
        ProcessIdentity identity = new ProcessIdentity(PROC.bootId(), PROC.pidNamespace(), pid(), started);
        Instance instance = new Instance(
                id,
                "php",
                new Owner("#" + uid, uid, uid, false),
                "8.2",
                binary,
                layout.home(id),
                Map.of(),
                Instant.EPOCH);
        Observed seen = new Observed(Phase.UP, identity, Instant.EPOCH, "");
        return new Roster.Entry(new InstanceRecord(instance, new Intent(Wanted.UP, 1), seen), Map.of());
    }

    /** Ends the master, and its workers with it. */
    @Override
    public void close() {
        List<ProcessHandle> family = master.descendants().toList();
        master.destroy();
        try {
            master.onExit().get(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException | InterruptedException stubborn) {
            master.destroyForcibly();
            family.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
