package ikabud.backend;

import ikabud.model.Enforcement;
import ikabud.model.Enforcement.By;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.Layout;
import ikabud.model.LimitKeys;
import ikabud.model.LimitUse;
import ikabud.model.Limits;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.os.Cgroup;
import ikabud.os.Cgroups;
import ikabud.os.Controller;
import ikabud.os.Gate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Holds instances to their limits by control groups of their own, where the kernel lets us make some, and says what holds
 * them where it does not. A group is there while processes of its instance are.
 */
final class Confinement {
    private static final Path SYSTEM = Path.of("/var/lib/ikabud");
    private static final int ROUNDS = 20;

    static final String NO_HIGH = "control groups of version 1 have no such limit";

    private final Layout layout;
    private final Machine machine;
    private final Cgroups cgroups;
    private final boolean asRoot;

    Confinement(Layout layout, Machine machine, boolean asRoot) {
        this.layout = layout;
        this.machine = machine;
        this.cgroups = new Cgroups(machine.proc());
        this.asRoot = asRoot;
    }

    /** What an instance's group is called: the id, and beside the system's installation a mark of which other it is of. */
    static String name(Layout layout, InstanceId id) {
        String state = layout.state().toString();
        return layout.state().equals(SYSTEM) ? id.value() : id + "." + Integer.toHexString(state.hashCode());
    }

    private String name(Instance instance) {
        return name(layout, instance.id());
    }

    /**
     * Has a master started that is in its group before it is PHP-FPM: the launch waits until then. One without limits gets
     * no group: entering one has the kernel wait, which makes a start half as long again.
     *
     * @param launch starts the chain, which is to wait for the lock of that file if there is one; returns its number
     */
    int start(Instance instance, Function<Optional<Path>, Integer> launch) {
        if (!instance.limits().isLimited()) {
            return launch.apply(Optional.empty());
        }
        Cgroup group = cgroups.make(name(instance));
        if (group.isEmpty()) {
            return launch.apply(Optional.empty());
        }
        group.limit(instance.limits());
        try (Gate gate = Gate.shut(layout.gate(instance.id()))) {
            int pid = launch.apply(Optional.of(gate.file()));
            enter(instance, group, pid);
            return pid;
        }
    }

    private void enter(Instance instance, Cgroup group, int pid) {
        Optional<ProcessIdentity> child = machine.processes().identify(pid);
        try {
            group.add(pid);
        } catch (IOException failed) {
            if (child.filter(machine.processes()::isAlive).isEmpty()) {
                return; // why it ended is told by who waits for it
            }
            machine.processes().signal(child.get(), Signal.KILL, same -> true);
            throw IkabudException.failed(
                    "start of " + instance.id(),
                    "its master cannot be put into its control group, " + failed.getMessage(),
                    "look who else changes control groups here; `ikabud doctor` says which are used",
                    failed);
        }
    }

    /** The most processes its user may have, where no group limits them and nobody else is that user. */
    OptionalInt processes(Instance instance) {
        boolean rlimit = enforcement(instance.limits(), instance, null).stream().anyMatch(one -> one.by() == By.RLIMIT);
        return rlimit ? instance.limits().tasks() : OptionalInt.empty();
    }

    /**
     * Brings what holds a running instance up to date with its limits. A master that runs outside of its group is put into
     * it with all it has started; what memory it has already stays where it was counted.
     *
     * @return what an administrator should know; usually nothing
     * @throws IkabudException if the kernel refuses one of them
     */
    List<String> apply(Instance instance, ProcessIdentity master) {
        Cgroup group = cgroups.of(master.pid(), name(instance));
        if (group.isEmpty() && instance.limits().isLimited()) {
            group = cgroups.make(name(instance));
        }
        if (group.isEmpty()) {
            return List.of();
        }
        boolean outside = cgroups.of(master.pid(), name(instance)).isEmpty();
        if (outside) {
            moveInto(instance, group, master);
        }
        List<String> refused = group.limit(instance.limits());
        if (!refused.isEmpty()) {
            throw IkabudException.failed(
                    "limits of " + instance.id(), String.join("; ", refused), "choose others, or restart it");
        }
        boolean counts = instance.limits().memoryBytes().isPresent()
                && group.version(Controller.MEMORY).isPresent();
        return outside && counts
                ? List.of("memory that it has already is not counted until it is restarted")
                : List.of();
    }

    // Until a look finds nobody whom the one before had not moved: what a worker starts meanwhile is outside too.
    private void moveInto(Instance instance, Cgroup group, ProcessIdentity master) {
        Set<ProcessIdentity> moved = new HashSet<>();
        for (int i = 0; i < ROUNDS; i++) {
            List<ProcessIdentity> members = new ArrayList<>(
                    machine.processes().group(master.pid(), instance.owner().uid()));
            members.removeAll(moved);
            if (members.isEmpty()) {
                return;
            }
            for (ProcessIdentity member : members) {
                enterIfAlive(instance, group, member);
                moved.add(member);
            }
        }
    }

    private void enterIfAlive(Instance instance, Cgroup group, ProcessIdentity member) {
        try {
            group.add(member.pid());
        } catch (IOException failed) {
            if (machine.processes().isAlive(member)) {
                throw IkabudException.failed(
                        "limits of " + instance.id(),
                        "PID " + member.pid() + " cannot be put into its control group, " + failed.getMessage(),
                        "restart it",
                        failed);
            }
        }
    }

    /** The group a master is in, to be taken away once it has ended. */
    Cgroup groupOf(Instance instance, @Nullable ProcessIdentity master) {
        Cgroup group = master == null || !machine.processes().isAlive(master)
                ? cgroups.find(name(instance))
                : cgroups.of(master.pid(), name(instance));
        return group.isEmpty() ? cgroups.find(name(instance)) : group;
    }

    /** What the kernel counted of its group, though its master may have ended. */
    LimitUse use(Instance instance) {
        return cgroups.find(name(instance)).use();
    }

    /** Takes its group away, if it has one that nothing is in. */
    void remove(Instance instance) {
        cgroups.find(name(instance)).remove();
    }

    /** By what each of its limits is held: of a running master as it is, else as it will be. */
    List<Enforcement> enforcement(Instance instance, @Nullable ProcessIdentity master) {
        Cgroup group = master == null ? null : cgroups.of(master.pid(), name(instance));
        return enforcement(instance.limits(), instance, group);
    }

    private List<Enforcement> enforcement(Limits limits, Instance instance, @Nullable Cgroup running) {
        List<Enforcement> all = new ArrayList<>();
        if (limits.memoryBytes().isPresent()) {
            all.add(held(LimitKeys.MEMORY, Controller.MEMORY, running, By.GUARD));
        }
        if (limits.memoryHighBytes().isPresent()) {
            all.add(high(held(LimitKeys.MEMORY_HIGH, Controller.MEMORY, running, By.NOTHING)));
        }
        if (limits.cpuPercent().isPresent()) {
            all.add(held(LimitKeys.CPU, Controller.CPU, running, By.NOTHING));
        }
        if (limits.tasks().isPresent()) {
            boolean own = asRoot && instance.owner().made();
            all.add(held(LimitKeys.TASKS, Controller.PIDS, running, own ? By.RLIMIT : By.NOTHING));
        }
        return all;
    }

    private static Enforcement high(Enforcement held) {
        return held.by() == By.CGROUP_V1 ? new Enforcement(held.limit(), By.NOTHING, NO_HIGH) : held;
    }

    private Enforcement held(String limit, Controller controller, @Nullable Cgroup running, By otherwise) {
        Cgroups.Offer offer = cgroups.offer(controller);
        OptionalInt version = running == null ? offer.version() : running.version(controller);
        if (version.isPresent()) {
            return new Enforcement(limit, version.getAsInt() == 2 ? By.CGROUP_V2 : By.CGROUP_V1, "");
        }
        String why = offer.version().isPresent() ? "it was started outside of its control group" : offer.why();
        if (otherwise == By.RLIMIT && running != null) {
            why += "; a change takes effect with a restart";
        }
        return new Enforcement(limit, otherwise, why);
    }
}
