package ikabud.os;

import ikabud.model.LimitUse;
import ikabud.model.Limits;
import ikabud.model.Sizes;
import ikabud.os.CgroupTable.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** One control group of ours, in all hierarchies it has a directory in. Immutable; acts at each call. */
public final class Cgroup {
    static final String PROCESSES = "cgroup.procs";

    private static final int PERIOD_MICROS = 100_000;
    private static final int PERCENT = 100;

    private final Map<Controller, Place> places;
    private final Map<Controller, String> missing;

    Cgroup(Map<Controller, Place> places, Map<Controller, String> missing) {
        this.places = Map.copyOf(places);
        this.missing = Map.copyOf(missing);
    }

    /** Whether it has no directory at all. */
    public boolean isEmpty() {
        return places.isEmpty();
    }

    /** By which version of the interface it has a controller; empty where it has not. */
    public OptionalInt version(Controller controller) {
        Place place = places.get(controller);
        return place == null ? OptionalInt.empty() : OptionalInt.of(place.version());
    }

    /** Why it lacks a controller; empty where it was not to have it, or has it. */
    public String whyNot(Controller controller) {
        return missing.getOrDefault(controller, "");
    }

    /**
     * Sets the limits that its controllers can hold.
     *
     * @return what the kernel refused, one sentence each; usually nothing
     */
    public List<String> limit(Limits limits) {
        List<String> refused = new ArrayList<>();
        Place memory = places.get(Controller.MEMORY);
        if (memory != null) {
            tryTo(refused, "memory", () -> limitMemory(memory, limits));
        }
        Place cpu = places.get(Controller.CPU);
        if (cpu != null) {
            tryTo(refused, "cpu", () -> limitCpu(cpu, limits.cpuPercent()));
        }
        Place pids = places.get(Controller.PIDS);
        if (pids != null) {
            String most = limits.tasks().isPresent() ? "" + limits.tasks().getAsInt() : "max";
            tryTo(refused, "tasks", () -> CgroupFiles.write(pids.directory(), "pids.max", most));
        }
        return refused;
    }

    private interface Deed {
        void act() throws IOException;
    }

    private static void tryTo(List<String> refused, String limit, Deed deed) {
        try {
            deed.act();
        } catch (IOException failed) {
            refused.add(limit + ": the kernel does not take it, " + failed.getMessage());
        }
    }

    private static void limitMemory(Place place, Limits limits) throws IOException {
        Path group = place.directory();
        OptionalLong swap =
                limits.memoryBytes().isPresent() && limits.swapBytes().isEmpty()
                        ? OptionalLong.of(0)
                        : limits.swapBytes();
        if (place.version() == 2) {
            writeIfThere(group, "memory.swap.max", text(swap, "max"));
            CgroupFiles.write(group, "memory.high", text(limits.effectiveHighBytes(), "max"));
            CgroupFiles.write(group, "memory.max", text(limits.memoryBytes(), "max"));
            return;
        }
        // The sum of both is never below the one, so it is out of the way while that changes.
        writeIfThere(group, "memory.memsw.limit_in_bytes", "-1");
        limitFirst(group, limits.memoryBytes());
        if (limits.memoryBytes().isPresent() && swap.isPresent()) {
            long both = limits.memoryBytes().getAsLong() + swap.getAsLong();
            writeIfThere(group, "memory.memsw.limit_in_bytes", Long.toString(both));
        }
    }

    private static void limitFirst(Path group, OptionalLong bytes) throws IOException {
        try {
            CgroupFiles.write(group, "memory.limit_in_bytes", text(bytes, "-1"));
        } catch (IOException busy) {
            OptionalLong used = CgroupFiles.number(group, "memory.usage_in_bytes");
            if (bytes.isPresent() && used.isPresent() && used.getAsLong() > bytes.getAsLong()) {
                throw new IOException(
                        "it uses " + Sizes.format(used.getAsLong() >> 20 << 20)
                                + " now that cannot be taken back: restart it for that limit",
                        busy);
            }
            throw busy;
        }
    }

    private static void limitCpu(Place place, OptionalInt percent) throws IOException {
        Path group = place.directory();
        long quota = (long) percent.orElse(0) * PERIOD_MICROS / PERCENT;
        if (place.version() == 2) {
            CgroupFiles.write(group, "cpu.max", (percent.isPresent() ? quota : "max") + " " + PERIOD_MICROS);
            return;
        }
        CgroupFiles.write(group, "cpu.cfs_period_us", Integer.toString(PERIOD_MICROS));
        CgroupFiles.write(group, "cpu.cfs_quota_us", percent.isPresent() ? Long.toString(quota) : "-1");
    }

    private static String text(OptionalLong bytes, String none) {
        return bytes.isPresent() ? Long.toString(bytes.getAsLong()) : none;
    }

    // A kernel that does not count swap has no file for it.
    private static void writeIfThere(Path group, String file, String value) throws IOException {
        if (Files.exists(group.resolve(file))) {
            CgroupFiles.write(group, file, value);
        }
    }

    /** Puts a process into it, with what it starts from now on. */
    public void add(int pid) throws IOException {
        for (Path group : directories()) {
            CgroupFiles.write(group, PROCESSES, Integer.toString(pid));
        }
    }

    /** What the kernel counted of it. */
    public LimitUse use() {
        OptionalLong memory = OptionalLong.empty();
        OptionalLong ended = OptionalLong.empty();
        Place place = places.get(Controller.MEMORY);
        if (place != null) {
            boolean second = place.version() == 2;
            memory = CgroupFiles.number(place.directory(), second ? "memory.current" : "memory.usage_in_bytes");
            ended = CgroupFiles.field(place.directory(), second ? "memory.events" : "memory.oom_control", "oom_kill");
        }
        return new LimitUse(
                memory,
                ended,
                count(Controller.CPU, "cpu.stat", "nr_periods"),
                count(Controller.CPU, "cpu.stat", "nr_throttled"),
                places.containsKey(Controller.PIDS)
                        ? CgroupFiles.number(places.get(Controller.PIDS).directory(), "pids.current")
                        : OptionalLong.empty(),
                count(Controller.PIDS, "pids.events", "max"));
    }

    private OptionalLong count(Controller controller, String file, String word) {
        Place place = places.get(controller);
        return place == null ? OptionalLong.empty() : CgroupFiles.field(place.directory(), file, word);
    }

    /**
     * Removes it, and the one it is in if that was its last; one that still holds processes stays. A process leaves it some
     * moments after it has ended.
     *
     * @return whether nothing of it is left
     */
    public boolean remove() {
        boolean gone = true;
        for (Path group : directories()) {
            gone &= removeIfEmpty(group);
            removeIfEmpty(group.resolveSibling(""));
        }
        return gone;
    }

    // The kernel's files in it go with it.
    static boolean removeIfEmpty(Path group) {
        try {
            Files.deleteIfExists(group);
            return true;
        } catch (IOException inUse) {
            // It holds processes or groups; whoever ends the last of them removes it.
            return false;
        }
    }

    private Set<Path> directories() {
        return places.values().stream().map(Place::directory).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
