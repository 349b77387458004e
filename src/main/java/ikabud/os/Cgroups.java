package ikabud.os;

import ikabud.os.CgroupTable.Place;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The kernel's control groups, as far as this process may make some: below the group it is in itself, in one called
 * {@code ikabud}, and nowhere else. Keeps nothing; safe from several threads for different names.
 */
public final class Cgroups {
    private static final String OURS = "ikabud";

    // Where the other processes of a container go, so that its own group may hand controllers on.
    private static final String OTHERS = "ikabud-others";
    private static final String CONTROLLERS = "cgroup.controllers";
    private static final String HANDED_ON = "cgroup.subtree_control";
    private static final String TYPE = "cgroup.type";
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9.-]{0,60}");
    private static final int MOST = 16 << 20;

    // Of a process that cannot be seen from here; written, it would mean the one who writes.
    private static final String UNSEEN = "0";
    private static final int TRIES = 10;

    private final ProcFs proc;

    /** Reads {@code proc} at each call. */
    public Cgroups(ProcFs proc) {
        this.proc = proc;
    }

    /**
     * Whether groups with a controller can be made here.
     *
     * @param version by which version of the interface; empty where they cannot
     * @param why they cannot; else empty
     */
    public record Offer(OptionalInt version, String why) {}

    /** Looks whether groups with that controller can be made; changes nothing. */
    public Offer offer(Controller controller) {
        Optional<Place> own = own(controller);
        if (own.isEmpty()) {
            return refused("there are no control groups for it");
        }
        Path directory = own.get().directory();
        if (!Files.isWritable(directory)) {
            return refused(directory + " cannot be written");
        }
        if (own.get().version() == 2 && !canHandOn(own.get(), controller)) {
            return refused(directory + " holds processes, so the kernel lets it hand no controller on");
        }
        return new Offer(OptionalInt.of(own.get().version()), "");
    }

    private static Offer refused(String why) {
        return new Offer(OptionalInt.empty(), why);
    }

    /** Makes the group of that name, new where it is empty, with all controllers that can be had. */
    public Cgroup make(String name) {
        requireName(name);
        Map<Controller, Place> places = new EnumMap<>(Controller.class);
        Map<Controller, String> missing = new EnumMap<>(Controller.class);
        for (Controller controller : Controller.values()) {
            Offer offer = offer(controller);
            Optional<Place> own = offer.version().isEmpty() ? Optional.empty() : own(controller);
            try {
                if (own.isPresent()) {
                    boolean fresh = places.values().stream()
                            .noneMatch(made ->
                                    made.directory().startsWith(own.get().directory()));
                    Path group = make(own.get(), controller, name, fresh);
                    places.put(controller, new Place(own.get().version(), group, false));
                } else {
                    missing.put(controller, offer.why());
                }
            } catch (IOException failed) {
                missing.put(
                        controller,
                        "a group in " + own.orElseThrow().directory() + " cannot be made, "
                                + CgroupFiles.reason(failed));
            }
        }
        return new Cgroup(places, missing);
    }

    /** The group of that name that a process is in, wherever it was made; without a controller that holds it elsewhere. */
    public Cgroup of(int pid, String name) {
        requireName(name);
        return of(pid, Path.of(OURS, name));
    }

    /** The group that systemd made for a unit, of which the process is one; without a controller that it has not in use. */
    public Cgroup ofUnit(int pid, String unit) {
        requireName(unit);
        return of(pid, Path.of(unit));
    }

    private Cgroup of(int pid, Path end) {
        String groups = proc.read(pid + "/cgroup").orElse("");
        CgroupTable table = table();
        Map<Controller, Place> places = new EnumMap<>(Controller.class);
        for (Controller controller : Controller.values()) {
            place(table, controller, groups)
                    .filter(place -> place.directory().endsWith(end))
                    .ifPresent(place -> places.put(controller, place));
        }
        return new Cgroup(places, Map.of());
    }

    /** The group of that name below our own, if there is one. */
    public Cgroup find(String name) {
        requireName(name);
        Map<Controller, Place> places = new EnumMap<>(Controller.class);
        for (Controller controller : Controller.values()) {
            own(controller)
                    .map(own -> new Place(
                            own.version(), own.directory().resolve(OURS).resolve(name), false))
                    .filter(place -> Files.isDirectory(place.directory()))
                    .ifPresent(place -> places.put(controller, place));
        }
        return new Cgroup(places, Map.of());
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(name);
        }
    }

    private CgroupTable table() {
        return CgroupTable.parse(proc.readWhole("self/mountinfo", MOST));
    }

    private Optional<Place> own(Controller controller) {
        return place(table(), controller, proc.read("self/cgroup").orElse(""))
                .map(place -> place.directory().endsWith(OTHERS)
                        ? new Place(place.version(), place.directory().resolveSibling(""), true)
                        : place);
    }

    private static Optional<Place> place(CgroupTable table, Controller controller, String groups) {
        return table.first(controller.word(), groups)
                .or(() -> table.second(groups)
                        .filter(place -> CgroupFiles.words(place.directory(), CONTROLLERS)
                                .contains(controller.word())));
    }

    // The kernel's own top may hold processes and hand controllers on; it alone has no type.
    private static boolean canHandOn(Place own, Controller controller) {
        return CgroupFiles.words(own.directory(), HANDED_ON).contains(controller.word())
                || Files.notExists(own.directory().resolve(TYPE))
                || own.top();
    }

    private static boolean isContainers(Place own) {
        return own.top() && Files.exists(own.directory().resolve(TYPE));
    }

    private static Path make(Place own, Controller controller, String name, boolean fresh) throws IOException {
        Path ours = own.directory().resolve(OURS);
        Path group = ours.resolve(name);
        if (fresh) {
            // An empty one is left over, with what was counted of those before.
            Cgroup.removeIfEmpty(group);
        }
        for (int i = 0; !Files.isDirectory(group); i++) {
            if (own.version() == 2) {
                handOn(own.directory(), controller.word(), isContainers(own));
            }
            makeDirectory(ours);
            try {
                makeDirectory(group);
            } catch (NoSuchFileException removed) {
                // Whoever removed the last group in it removed it too.
                if (i == TRIES) {
                    throw removed;
                }
            }
        }
        if (own.version() == 2) {
            handOn(own.directory(), controller.word(), isContainers(own));
            handOn(ours, controller.word(), false);
        }
        return group;
    }

    private static void makeDirectory(Path directory) throws IOException {
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException there) {
            return;
        }
    }

    /** Lets the groups below have a controller; of a container's own group the processes are moved aside for it. */
    static void handOn(Path group, String controller, boolean mayMove) throws IOException {
        if (CgroupFiles.words(group, HANDED_ON).contains(controller)) {
            return;
        }
        try {
            CgroupFiles.write(group, HANDED_ON, "+" + controller);
        } catch (IOException busy) {
            if (!mayMove) {
                throw busy;
            }
            moveAside(group);
            CgroupFiles.write(group, HANDED_ON, "+" + controller);
        }
    }

    // In version 2 a group that hands memory on holds no processes itself. What a container runs stays in the
    // container.
    private static void moveAside(Path group) throws IOException {
        Path others = group.resolve(OTHERS);
        makeDirectory(others);
        for (int i = 0; i < TRIES; i++) {
            List<String> pids = CgroupFiles.words(group, Cgroup.PROCESSES).stream()
                    .filter(pid -> !pid.isEmpty() && !pid.equals(UNSEEN))
                    .toList();
            if (pids.isEmpty()) {
                return;
            }
            pids.forEach(pid -> moveIfAlive(others, pid));
        }
    }

    private static void moveIfAlive(Path others, String pid) {
        try {
            CgroupFiles.write(others, Cgroup.PROCESSES, pid);
        } catch (IOException ended) {
            // Or it may not be moved: then handing on fails, with the kernel's reason.
            return;
        }
    }
}
