package ikabud.app;

import ikabud.app.Finding.Level;
import ikabud.backend.Machine;
import ikabud.model.Enforcement;
import ikabud.model.InstanceRecord;
import ikabud.os.Cgroups;
import ikabud.os.Controller;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells by what instances are held to their limits, and which limits the kernel lets us set here. */
public final class HeldLimits {
    private HeldLimits() {}

    /** By what each limit of an instance is held, as it runs now. */
    public static List<Enforcement> of(Ikabud ikabud, InstanceRecord record) {
        return ikabud.backend().enforcement(record.instance(), record.observed().master());
    }

    /** What the doctor says of instances that we run ourselves. */
    static List<Finding> findings(Machine machine) {
        Cgroups cgroups = new Cgroups(machine.proc());
        List<String> held = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (Controller controller : Controller.values()) {
            String limit =
                    controller == Controller.PIDS ? "tasks" : controller.name().toLowerCase(Locale.ROOT);
            Cgroups.Offer offer = cgroups.offer(controller);
            if (offer.version().isPresent()) {
                held.add(limit + " by cgroup v" + offer.version().getAsInt());
            } else {
                findings.add(new Finding(Level.NOTE, "limit " + limit, offer.why(), otherwise(controller)));
            }
        }
        if (!held.isEmpty()) {
            findings.add(0, new Finding(Level.OK, "limits", String.join(", ", held), ""));
        }
        return findings;
    }

    private static String otherwise(Controller controller) {
        return switch (controller) {
            case MEMORY -> "a supervisor looks at the memory of instances instead, and acts as over-limit says";
            case CPU -> "run Ikabud in a control group that it can write to have it limited";
            case PIDS -> "where root made the instance's user, that user's processes are limited instead";
        };
    }
}
