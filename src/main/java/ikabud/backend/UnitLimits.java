package ikabud.backend;

import ikabud.model.Enforcement;
import ikabud.model.Enforcement.By;
import ikabud.model.Instance;
import ikabud.model.LimitKeys;
import ikabud.model.Limits;
import ikabud.model.ProcessIdentity;
import ikabud.os.Cgroup;
import ikabud.os.Cgroups;
import ikabud.os.Controller;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Tells which limits of a unit its control group really holds: systemd takes all of them and says nothing of the others. */
final class UnitLimits {
    private final Cgroups cgroups;

    UnitLimits(Cgroups cgroups) {
        this.cgroups = cgroups;
    }

    /** By what each limit is held: of a running master as it is, else as it is meant. */
    List<Enforcement> of(Instance instance, @Nullable ProcessIdentity master) {
        Cgroup group = master == null ? null : cgroups.ofUnit(master.pid(), UnitFile.name(instance.id()));
        Limits limits = instance.limits();
        List<Enforcement> all = new ArrayList<>();
        if (limits.memoryBytes().isPresent()) {
            all.add(held(LimitKeys.MEMORY, Controller.MEMORY, group));
        }
        if (limits.memoryHighBytes().isPresent()) {
            boolean old = group != null && group.version(Controller.MEMORY).equals(OptionalInt.of(1));
            all.add(
                    old
                            ? new Enforcement(LimitKeys.MEMORY_HIGH, By.NOTHING, Confinement.NO_HIGH)
                            : held(LimitKeys.MEMORY_HIGH, Controller.MEMORY, group));
        }
        if (limits.cpuPercent().isPresent()) {
            all.add(held(LimitKeys.CPU, Controller.CPU, group));
        }
        if (limits.tasks().isPresent()) {
            all.add(held(LimitKeys.TASKS, Controller.PIDS, group));
        }
        return all;
    }

    private static Enforcement held(String limit, Controller controller, @Nullable Cgroup group) {
        return group == null || group.version(controller).isPresent()
                ? new Enforcement(limit, By.SYSTEMD, "")
                : new Enforcement(limit, By.NOTHING, "systemd has no control group for it on this machine");
    }
}
