package ikabud.os;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where control groups are mounted and where in them a process is, as the kernel's tables tell. Pure. */
final class CgroupTable {
    private static final String ROOT = "/";
    private static final int FIELDS = 7;
    private static final int PARTS = 3;

    private final List<Hierarchy> hierarchies;

    private CgroupTable(List<Hierarchy> hierarchies) {
        this.hierarchies = hierarchies;
    }

    /**
     * One mounted tree of groups.
     *
     * @param version of the interface: 1 or 2
     * @param root the group that is mounted, as processes name it
     * @param point where
     * @param controllers those of version 1; in version 2 each group says which it has
     */
    record Hierarchy(int version, String root, Path point, Set<String> controllers) {}

    /**
     * A group's directory.
     *
     * @param top whether it is the topmost that can be seen from here
     */
    record Place(int version, Path directory, boolean top) {}

    /** Reads {@code /proc/self/mountinfo}. */
    // 35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
    // 30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate
    static CgroupTable parse(String mountinfo) {
        List<Hierarchy> found = new ArrayList<>();
        for (String line : mountinfo.split("\n", -1)) {
            int dash = line.indexOf(" - cgroup");
            String[] before = line.split(" ", FIELDS);
            if (dash < 0 || before.length < FIELDS) {
                continue;
            }
            String[] after = line.substring(dash + 3).split(" ", -1);
            if (after.length < PARTS) {
                continue;
            }
            int version = after[0].equals("cgroup2") ? 2 : 1;
            Set<String> controllers = version == 2 ? Set.of() : Set.of(after[2].split(",", -1));
            ProcFs.toPath(Mounts.unescape(before[4]))
                    .ifPresent(
                            point -> found.add(new Hierarchy(version, Mounts.unescape(before[3]), point, controllers)));
        }
        return new CgroupTable(found);
    }

    /**
     * Where a process is for a controller of version 1; empty where that version does not have it here.
     *
     * @param groups its {@code /proc/<pid>/cgroup}
     */
    Optional<Place> first(String controller, String groups) {
        return hierarchies.stream()
                .filter(one -> one.controllers().contains(controller))
                .flatMap(one -> path(groups, controller).flatMap(path -> place(one, path)).stream())
                .findFirst();
    }

    /** Where a process is in version 2. */
    Optional<Place> second(String groups) {
        return hierarchies.stream()
                .filter(one -> one.version() == 2)
                .flatMap(one -> path(groups, "").flatMap(path -> place(one, path)).stream())
                .findFirst();
    }

    // 4:memory:/process/94b4
    // 0::/user.slice
    private static Optional<String> path(String groups, String controller) {
        for (String line : groups.split("\n", -1)) {
            String[] parts = line.split(":", PARTS);
            if (parts.length == PARTS
                    && Set.of(parts[1].split(",", -1)).contains(controller)
                    && parts[2].startsWith(ROOT)) {
                return Optional.of(parts[2]);
            }
        }
        return Optional.empty();
    }

    // In a container without a namespace of groups, what is mounted is its own group and not the topmost.
    private static Optional<Place> place(Hierarchy hierarchy, String path) {
        String root = hierarchy.root().equals(ROOT) ? "" : hierarchy.root();
        boolean below = path.equals(root) || path.startsWith(root + ROOT);
        if (!below || path.contains("/..")) {
            return Optional.empty();
        }
        String rest = path.substring(root.length());
        boolean top = rest.isEmpty() || rest.equals(ROOT);
        return ProcFs.toPath(hierarchy.point() + (top ? "" : rest)).map(to -> new Place(hierarchy.version(), to, top));
    }
}
