package ikabud.backend;

import ikabud.model.BackendKind;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.Layout;
import ikabud.model.LimitUse;
import ikabud.model.Limits;
import ikabud.model.ProcessIdentity;
import ikabud.os.Cgroup;
import ikabud.os.Cgroups;
import ikabud.os.Controller;
import ikabud.os.ProcStat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Looks what became of memory limits: what the kernel ended for them, and where the kernel does not hold an instance, how
 * much it has. That is added up only as far as it takes: what counts shared pages many times first, since it is cheap and
 * never less than what is true. Confined to one thread at a time.
 */
final class MemoryWatch {
    private static final int MOST_PROCESSES = 2000;

    private final Layout layout;
    private final Machine machine;
    private final Cgroups cgroups;
    private final Map<InstanceId, Known> known = new HashMap<>();

    MemoryWatch(Layout layout, Machine machine) {
        this.layout = layout;
        this.machine = machine;
        this.cgroups = new Cgroups(machine.proc());
    }

    /** What was found of a master with those limits; neither changes without the other being looked at anew. */
    private record Known(ProcessIdentity master, Limits limits, Cgroup group, long ended) {
        boolean isOf(ProcessIdentity other, Limits now) {
            return master.equals(other) && limits.equals(now);
        }
    }

    /**
     * Looks at one.
     *
     * @param killed how many of its workers were killed since the last look, as FPM says
     */
    MemoryNews look(Instance instance, ProcessIdentity master, int killed) {
        Known now = known(instance, master, killed);
        return new MemoryNews(killed > 0 ? ended(instance, now) : 0, over(instance, now), instance.limits());
    }

    private Known known(Instance instance, ProcessIdentity master, int killed) {
        @Nullable Known before = known.get(instance.id());
        if (before != null && before.isOf(master, instance.limits())) {
            return before;
        }
        Cgroup group = group(instance, master);
        // Of what was counted before the first look, only as many as FPM has told of just now can be news.
        long ended = before != null && before.master().equals(master)
                ? before.ended()
                : Math.max(0, group.use().ended().orElse(0) - killed);
        Known now = new Known(master, instance.limits(), group, ended);
        known.put(instance.id(), now);
        return now;
    }

    private long ended(Instance instance, Known before) {
        long now = before.group().use().ended().orElse(before.ended());
        known.put(instance.id(), new Known(before.master(), before.limits(), before.group(), now));
        return Math.max(0, now - before.ended());
    }

    /** What the kernel counted of its group; nothing where it has none. */
    LimitUse use(Instance instance, ProcessIdentity master) {
        return group(instance, master).use();
    }

    private Cgroup group(Instance instance, ProcessIdentity master) {
        return instance.backend() == BackendKind.SYSTEMD
                ? cgroups.ofUnit(master.pid(), UnitFile.name(instance.id()))
                : cgroups.of(master.pid(), Confinement.name(layout, instance.id()));
    }

    private OptionalLong over(Instance instance, Known now) {
        OptionalLong limit = now.limits().memoryBytes();
        boolean ours = instance.backend() == BackendKind.DIRECT;
        OptionalInt held = now.group().version(Controller.MEMORY);
        if (limit.isEmpty() || !ours || held.isPresent()) {
            return OptionalLong.empty();
        }
        List<ProcStat> family = family(now.master().pid());
        long page = machine.proc().pageSize();
        long most = family.stream().mapToLong(one -> one.residentPages() * page).sum();
        if (most <= limit.getAsLong()) {
            return OptionalLong.empty();
        }
        OptionalLong share = share(family);
        return share.isPresent() && share.getAsLong() > limit.getAsLong() ? share : OptionalLong.empty();
    }

    // Those that end while they are counted have none.
    private OptionalLong share(List<ProcStat> family) {
        long sum = 0;
        for (ProcStat one : family) {
            OptionalLong bytes = machine.proc().pssBytes(one.pid());
            if (bytes.isEmpty()
                    && machine.proc()
                            .stat(one.pid())
                            .filter(stat -> !stat.dead())
                            .isPresent()) {
                return OptionalLong.empty();
            }
            sum += bytes.orElse(0);
        }
        return OptionalLong.of(sum);
    }

    private List<ProcStat> family(int master) {
        List<ProcStat> family = new ArrayList<>();
        machine.proc().stat(master).ifPresent(family::add);
        for (int i = 0; i < family.size() && family.size() < MOST_PROCESSES; i++) {
            for (int child : machine.proc().children(family.get(i).pid())) {
                machine.proc().stat(child).filter(stat -> !stat.dead()).ifPresent(family::add);
            }
        }
        return family;
    }
}
