package ikabud.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that is stored of one instance.
 *
 * @param virtual the last opening of its site, where it has no processes; else null
 * @param usage what its site takes, where it has no processes; else unknown
 */
public record InstanceRecord(
        Instance instance,
        Intent intent,
        Observed observed,
        @Nullable VirtualProcess virtual,
        Usage usage) {
    /** Of an instance that has processes, or was never opened. */
    public InstanceRecord(Instance instance, Intent intent, Observed observed) {
        this(instance, intent, observed, null, Usage.UNKNOWN);
    }

    /** The instance's name. */
    public InstanceId id() {
        return instance.id();
    }

    /** The number of the opening that lasts; empty where its site is shut, or where it has processes. */
    public Optional<VirtualPid> virtualPid() {
        VirtualProcess last = virtual;
        return last == null || last.stoppedAt() != null ? Optional.empty() : Optional.of(last.pid());
    }

    /** What runs of it, for a person: {@code PID 12}, {@code v7}, or nothing. */
    public String running() {
        ProcessIdentity master = observed.master();
        return master == null ? virtualPid().map(VirtualPid::toString).orElse("") : "PID " + master.pid();
    }
}
