package ikabud.backend;

import ikabud.model.BackendKind;
import ikabud.model.Blueprint;
import ikabud.model.Enforcement;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.model.Wanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All ways to run instances as one: each instance is run in its own. What an installation does not use is never made. */
public final class Backends implements Backend {
    private final Supplier<BackendKind> usual;
    private final Map<BackendKind, Supplier<Backend>> makers;
    private final Function<BackendKind, List<String>> missing;
    private final Map<BackendKind, Backend> made = new EnumMap<>(BackendKind.class);
    private @Nullable BackendKind chosen;

    /**
     * Those ways.
     *
     * @param usual the one for new instances of which nothing else is said; asked once
     * @param makers one for each way there is
     * @param missing what stands against each of them on this machine; empty for those that are possible
     */
    public Backends(
            Supplier<BackendKind> usual,
            Map<BackendKind, Supplier<Backend>> makers,
            Function<BackendKind, List<String>> missing) {
        this.usual = usual;
        this.makers = new EnumMap<>(makers);
        this.missing = missing;
    }

    @Override
    public synchronized BackendKind kind() {
        BackendKind known = chosen;
        if (known == null) {
            known = usual.get();
            chosen = known;
        }
        return known;
    }

    /** One of them. */
    public synchronized Backend of(BackendKind kind) {
        Backend known = made.get(kind);
        if (known == null) {
            Supplier<Backend> maker = makers.get(kind);
            if (maker == null) {
                throw IkabudException.refused(
                        "running an instance by " + kind.word(),
                        "that is not possible on this machine",
                        "`ikabud doctor` says what is");
            }
            known = maker.get();
            made.put(kind, known);
        }
        return known;
    }

    private Backend of(Instance instance) {
        return of(instance.backend());
    }

    // What concerns processes alone is the same in all that have any.
    private Backend any() {
        return of(BackendKind.DIRECT);
    }

    @Override
    public void makeShared() {
        of(kind()).makeShared();
    }

    @Override
    public Instance define(InstanceId id, Blueprint blueprint) {
        BackendKind asked = blueprint.backend();
        return of(asked == null ? kind() : asked).define(id, blueprint);
    }

    @Override
    public List<String> prepare(Instance instance) {
        return of(instance).prepare(instance);
    }

    @Override
    public List<String> prepare(Instance instance, BootChecks checks) {
        return of(instance).prepare(instance, checks);
    }

    @Override
    public void undo(Instance instance) {
        of(instance).undo(instance);
    }

    @Override
    public Map<String, String> variables(Instance instance) {
        return of(instance).variables(instance);
    }

    @Override
    public List<Drift> drifts(InstanceRecord record) {
        return of(record.instance()).drifts(record);
    }

    @Override
    public List<String> mistakes(Instance instance, Map<String, String> changed, Collection<String> besides) {
        return of(instance).mistakes(instance, changed, besides);
    }

    @Override
    public boolean needsRestart(Instance before, Instance after) {
        return of(after).needsRestart(before, after);
    }

    @Override
    public List<Enforcement> enforcement(Instance instance, @Nullable ProcessIdentity master) {
        return of(instance).enforcement(instance, master);
    }

    @Override
    public List<String> applyLimits(Instance instance, ProcessIdentity master) {
        return of(instance).applyLimits(instance, master);
    }

    @Override
    public void check(Instance instance) {
        of(instance).check(instance);
    }

    @Override
    public Survey survey(Instance instance, @Nullable ProcessIdentity recorded) {
        return of(instance).survey(instance, recorded);
    }

    @Override
    public boolean isAlive(ProcessIdentity process) {
        return any().isAlive(process);
    }

    @Override
    public boolean isOfThisBoot(ProcessIdentity process) {
        return any().isOfThisBoot(process);
    }

    @Override
    public Set<InstanceId> listening(Collection<InstanceId> ids) {
        return new HashSet<>(any().listening(ids));
    }

    @Override
    public boolean answers(Instance instance, Duration patience) {
        return of(instance).answers(instance, patience);
    }

    @Override
    public @Nullable ProcessIdentity spawn(Instance instance) {
        return of(instance).spawn(instance);
    }

    @Override
    public void awaitReady(Instance instance, ProcessIdentity master, Duration patience, BootChecks checks) {
        of(instance).awaitReady(instance, master, patience, checks);
    }

    @Override
    public void visit(Instance instance, Duration patience, BootChecks checks) {
        of(instance).visit(instance, patience, checks);
    }

    @Override
    public void reload(Instance instance, ProcessIdentity master, Duration patience) {
        of(instance).reload(instance, master, patience);
    }

    @Override
    public boolean signal(Instance instance, ProcessIdentity master, Signal signal) {
        return of(instance).signal(instance, master, signal);
    }

    @Override
    public boolean awaitEnd(ProcessIdentity process, Duration patience) {
        return any().awaitEnd(process, patience);
    }

    @Override
    public Ended stop(Instance instance, @Nullable ProcessIdentity recorded, Duration grace, boolean force) {
        return of(instance).stop(instance, recorded, grace, force);
    }

    @Override
    public Ended kill(Instance instance, @Nullable ProcessIdentity recorded, boolean force) {
        return of(instance).kill(instance, recorded, force);
    }

    @Override
    public Optional<Standing> standing(Instance instance) {
        return of(instance).standing(instance);
    }

    @Override
    public void wish(Instance instance, Wanted wanted) {
        of(instance).wish(instance, wanted);
    }

    @Override
    public List<String> obstacles(Instance instance) {
        BackendKind kind = instance.backend();
        List<String> here = missing.apply(kind);
        if (here.isEmpty()) {
            return of(kind).obstacles(instance);
        }
        List<String> all = new ArrayList<>(here);
        if (kind == BackendKind.SYSTEMD) {
            all.addAll(UnitFile.obstacles(instance));
        }
        return all;
    }

    @Override
    public Instance adopt(Instance instance) {
        return of(instance).adopt(instance);
    }

    @Override
    public Traits traits(Instance instance) {
        return of(instance).traits(instance);
    }

    @Override
    public boolean hasRemains(Instance instance) {
        return others(instance).anyMatch(other -> other.hasRemains(instance));
    }

    @Override
    public void clearRemains(Instance instance) {
        others(instance).filter(other -> other.hasRemains(instance)).forEach(other -> other.clearRemains(instance));
    }

    // Where a way is not possible, nothing of it runs, and nobody could take it away.
    private Stream<Backend> others(Instance instance) {
        return makers.keySet().stream()
                .filter(kind ->
                        kind != instance.backend() && missing.apply(kind).isEmpty())
                .map(this::of);
    }

    @Override
    public Cause causeOfEnd(Instance instance, ProcessIdentity master) {
        return of(instance).causeOfEnd(instance, master);
    }

    @Override
    public List<String> remove(Instance instance, boolean purge) {
        return of(instance).remove(instance, purge);
    }

    @Override
    public List<Instance> rendered(Set<InstanceId> recorded) {
        // The files of all that are FPM masters lie in one place.
        List<Instance> all = new ArrayList<>(any().rendered(recorded));
        if (makers.containsKey(BackendKind.VIRTUAL)) {
            all.addAll(of(BackendKind.VIRTUAL).rendered(recorded));
        }
        return all;
    }
}
