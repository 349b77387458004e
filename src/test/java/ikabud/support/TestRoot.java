package ikabud.support;

import ikabud.backend.Backends;
import ikabud.backend.DirectBackend;
import ikabud.backend.Machine;
import ikabud.backend.Place;
import ikabud.backend.Steps;
import ikabud.backend.VirtualBackend;
import ikabud.config.Kinds;
import ikabud.journal.Journal;
import ikabud.manager.InstanceManager;
import ikabud.manager.Patience;
import ikabud.model.Actor;
import ikabud.model.BackendKind;
import ikabud.model.Blueprint;
import ikabud.model.Clock;
import ikabud.model.Instance;
import ikabud.model.Layout;
import ikabud.os.FlockLocks;
import ikabud.os.ProcStat;
import ikabud.os.SystemClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An installation of its own below a temporary directory, run on the real machine. */
public final class TestRoot {
    /** A uid without a name, so that root's tests need no user database. */
    public static final String NAMELESS = "#61234";

    /** Whoever runs the tests. */
    public static final Actor ACTOR = new Actor("tester", isRoot() ? 0 : 1000, null, null, "", "test");

    private final String webUser;
    private final Layout layout;
    private final Machine machine = Machine.real();

    /** Takes the directory over and lets the instances' users pass. */
    public TestRoot(Path directory) {
        this(directory, "");
    }

    /** The same, with a user who may connect to the sockets. */
    public TestRoot(Path directory, String webUser) {
        this.webUser = webUser;
        try {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        this.layout = new Layout(
                directory.resolve("etc"),
                directory.resolve("state"),
                directory.resolve("run"),
                directory.resolve("log"),
                isRoot());
    }

    /** Whether the tests run as root. */
    public static boolean isRoot() {
        return Machine.real().users().currentUid() == 0;
    }

    public Layout layout() {
        return layout;
    }

    public Machine machine() {
        return machine;
    }

    /** A backend on the kind php as it is shipped. */
    public DirectBackend backend() {
        DirectBackend backend =
                new DirectBackend(new Place(layout, machine, new SystemClock(), webUser, null, new Kinds(layout)));
        backend.makeShared();
        return backend;
    }

    // Also those without processes; who listens hears of the steps of opening and shutting their sites.
    private Backends backends(Steps steps) {
        Place place = new Place(layout, machine, new SystemClock(), webUser, null, new Kinds(layout));
        DirectBackend direct = backend();
        return new Backends(
                () -> BackendKind.DIRECT,
                Map.of(
                        BackendKind.DIRECT, () -> direct,
                        BackendKind.VIRTUAL, () -> new VirtualBackend(place, steps)),
                kind -> List.of());
    }

    /** A manager as every process has one of its own, with a journal that it opens anew. */
    public InstanceManager manager(Steps steps) {
        Clock clock = new SystemClock();
        return new InstanceManager(
                backends(steps),
                Journal.open(layout.database(), clock),
                new FlockLocks(layout, machine.proc()),
                clock,
                new Patience(Duration.ofSeconds(20), Duration.ofSeconds(10)),
                layout.system(),
                ACTOR,
                steps);
    }

    /** The process groups of all that holds the instance's lock or sockets. */
    public Set<Integer> groups(Instance instance) {
        List<Path> sockets = List.of(layout.socket(instance.id()), layout.statusSocket(instance.id()));
        return machine
                .holders()
                .holdersOf(
                        layout.aliveLock(instance.id()),
                        sockets,
                        instance.owner().uid())
                .stream()
                .flatMap(process -> machine.proc().stat(process.pid()).stream())
                .map(ProcStat::group)
                .collect(Collectors.toSet());
    }

    /** An instance of the kind php; as root under a nameless uid. */
    public static Blueprint blueprint(@Nullable Path documentRoot, Map<String, String> variables) {
        return new Blueprint("php", null, isRoot() ? NAMELESS : null, documentRoot, variables, false);
    }
}
