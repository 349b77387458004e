package ikabud.support;

import ikabud.backend.Steps;
import ikabud.fastcgi.Answer;
import ikabud.fastcgi.FastCgiClient;
import ikabud.journal.Journal;
import ikabud.manager.InstanceManager;
import ikabud.model.Blueprint;
import ikabud.model.Command;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.Outcome;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import ikabud.model.RestartMode;
import ikabud.model.RestartPolicy;
import ikabud.model.Signal;
import ikabud.model.Supervision;
import ikabud.model.Verb;
import ikabud.model.Wanted;
import ikabud.os.ProcStat;
import ikabud.os.SystemClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Several instances below a root that the real program trusts, each of a user of its own where we are root. Gone when
 * closed. Safe from several threads.
 */
public final class LiveSites implements AutoCloseable {
    /** Restarts at once and never gives up, for faults in a row. */
    public static final RestartPolicy EAGER =
            new RestartPolicy(RestartMode.ON_FAILURE, 1000, Duration.ofSeconds(60), Duration.ZERO);

    // Users without names, others in each place and most often in each process.
    private static final AtomicInteger UIDS =
            new AtomicInteger(61_500 + (int) (ProcessHandle.current().pid() % 30) * 100);

    private static final int MOST = 65_536;
    private static final int MANY_EVENTS = 100_000;
    private static final Duration PING = Duration.ofSeconds(2);

    private final Path directory;
    private final TestRoot root;
    private final InstanceManager manager;
    private final List<InstanceId> ids = new ArrayList<>();

    /** An empty place. */
    public LiveSites() {
        try {
            directory = Files.createTempDirectory(
                    Path.of(TestRoot.isRoot() ? "/run" : System.getProperty("java.io.tmpdir")), "ikabud-sites");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        root = new TestRoot(directory);
        manager = root.manager(Steps.UNHEARD);
    }

    /** Makes one more, which does not run yet. */
    public InstanceId create(String name, RestartPolicy restart, Map<String, String> variables) {
        return create("php", name, new Supervision(restart, List.of()), variables);
    }

    /** The same, of another kind and with what it needs. */
    public synchronized InstanceId create(
            String kind, String name, Supervision supervision, Map<String, String> variables) {
        InstanceId id = new InstanceId(name);
        String user = TestRoot.isRoot() ? "#" + UIDS.getAndIncrement() : null;
        Blueprint blueprint = new Blueprint(kind, null, user, null, variables, supervision, false);
        done(Verb.CREATE, id, new Command.Options(Signal.KILL, false, false, true, null, blueprint));
        ids.add(id);
        return id;
    }

    /** Makes a kind whose masters take so long to start, and returns its name. */
    public synchronized String slowKind(Duration start) throws IOException {
        Path script =
                Files.writeString(directory.resolve("slow.php"), "<?php usleep(%d);".formatted(start.toNanos() / 1000));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rw-r--r--"));
        Path kind = Files.createDirectories(root.layout().config().resolve("templates/slow"));
        Files.writeString(kind.resolve("kind.json"), Files.readString(Path.of("templates/php/kind.json")));
        String config = Files.readString(Path.of("templates/php/php-fpm.conf"));
        Files.writeString(
                kind.resolve("php-fpm.conf"),
                config.replace("[global]", "; php -d opcache.preload = " + script + "\n\n[global]"));
        return "slow";
    }

    public Path directory() {
        return directory;
    }

    public TestRoot root() {
        return root;
    }

    public List<InstanceId> ids() {
        return List.copyOf(ids);
    }

    public InstanceManager manager() {
        return manager;
    }

    public Outcome execute(Verb verb, InstanceId id) {
        return execute(verb, id, Command.Options.PLAIN);
    }

    public Outcome execute(Verb verb, InstanceId id, Command.Options options) {
        return manager.execute(Command.of(verb, id, TestRoot.ACTOR).with(options));
    }

    /** Carries it out, waiting for whoever else is at it. */
    public Outcome executePatiently(Verb verb, InstanceId id) {
        return execute(verb, id, new Command.Options(Signal.KILL, false, false, true, null, null));
    }

    /** The same; fails if it fails. */
    public Outcome done(Verb verb, InstanceId id) {
        return done(verb, id, new Command.Options(Signal.KILL, false, false, true, null, null));
    }

    private Outcome done(Verb verb, InstanceId id, Command.Options options) {
        Outcome outcome = execute(verb, id, options);
        if (!outcome.isDone()) {
            throw new AssertionError(outcome.message());
        }
        return outcome;
    }

    public InstanceRecord record(InstanceId id) {
        return manager.roster().find(id).orElseThrow().record();
    }

    public Phase phase(InstanceId id) {
        return record(id).observed().phase();
    }

    public Instance instance(InstanceId id) {
        return record(id).instance();
    }

    /** The recorded master, if one is on record and lives. */
    public Optional<ProcessIdentity> master(InstanceId id) {
        return Optional.ofNullable(record(id).observed().master())
                .filter(root.machine().processes()::isAlive);
    }

    /** The children of the recorded master that serve requests. */
    public List<ProcessIdentity> workers(InstanceId id) {
        int[] children = master(id)
                .map(master -> root.machine().proc().children(master.pid()))
                .orElse(new int[0]);
        return Arrays.stream(children)
                .mapToObj(root.machine().processes()::identify)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Signals a process as somebody else would, and does not mind if it is gone. */
    public void signal(ProcessIdentity process, Signal signal) {
        root.machine().processes().signal(process, signal, right -> true);
    }

    /** The state letter of a process; {@code X} if it is gone. */
    public char state(ProcessIdentity process) {
        return root.machine()
                .proc()
                .stat(process.pid())
                .filter(stat -> stat.startTicks() == process.startTicks())
                .map(ProcStat::state)
                .orElse('X');
    }

    public boolean isAlive(ProcessIdentity process) {
        return root.machine().processes().isAlive(process);
    }

    /** How many process groups it has; more than one at a time is a second copy. */
    public int groups(InstanceId id) {
        return root.groups(instance(id)).size();
    }

    public boolean answers(InstanceId id) {
        return root.backend().answers(instance(id), PING);
    }

    /** Whether what is wanted is true: it is up, serves and runs once, or it is down and nothing of it runs. */
    public boolean isAsWanted(InstanceId id) {
        InstanceRecord record = record(id);
        Phase phase = record.observed().phase();
        if (record.intent().wanted() == Wanted.DOWN) {
            return phase == Phase.DOWN && groups(id) == 0;
        }
        return phase == Phase.UP && master(id).isPresent() && groups(id) == 1 && answers(id);
    }

    /** What happened to it, oldest first. */
    public List<Event> events(InstanceId id) {
        try (Journal journal = Journal.open(root.layout().database(), new SystemClock())) {
            return journal.events(id, null, 0, MANY_EVENTS);
        }
    }

    /** What happened of one kind. */
    public List<Event> events(InstanceId id, EventKind kind) {
        return events(id).stream().filter(event -> event.kind() == kind).toList();
    }

    /** Writes a PHP script that the site can run. */
    public Path script(InstanceId id, String name, String code) {
        try {
            Path file = root.layout().home(id).resolve("public").resolve(name);
            Files.writeString(file, "<?php " + code);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            return file;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Runs a script through the main socket. */
    public Answer get(InstanceId id, String name, Duration timeout) {
        Path script = root.layout().home(id).resolve("public").resolve(name);
        return new FastCgiClient(new SystemClock())
                .get(root.layout().socket(id), script, "/" + name, "", timeout, MOST, OptionalInt.empty());
    }

    @Override
    public void close() {
        Command.Options all = new Command.Options(Signal.KILL, true, true, true, null, null);
        for (InstanceId id : ids) {
            execute(Verb.REMOVE, id, all);
        }
        root.machine().files().removeTree(directory);
    }
}
