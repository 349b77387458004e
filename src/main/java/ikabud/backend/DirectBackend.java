package ikabud.backend;

import ikabud.backend.BootChecks.Found;
import ikabud.model.BackendKind;
import ikabud.model.BootPhase;
import ikabud.model.Enforcement;
import ikabud.model.FailureClass;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.LimitUse;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.os.Cgroup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs each instance as an unprivileged FPM master that we spawn ourselves, without systemd. */
public final class DirectBackend extends FpmBackend {
    private final LaunchChain chain;
    private final Surveyor surveyor;
    private final Ending ending;
    private final Confinement confinement;

    /** Runs the instances of that place. */
    public DirectBackend(Place place) {
        this(place, new Owners(place.machine().users(), place.layout()));
    }

    private DirectBackend(Place place, Owners owners) {
        this(place, owners, new LaunchChain(place.layout(), owners.asRoot()));
    }

    private DirectBackend(Place place, Owners owners, LaunchChain chain) {
        super(place, chain, owners);
        this.chain = chain;
        this.surveyor = new Surveyor(machine, layout);
        this.ending = new Ending(machine, surveyor, clock);
        this.confinement = new Confinement(layout, machine, owners.asRoot());
    }

    @Override
    public BackendKind kind() {
        return BackendKind.DIRECT;
    }

    @Override
    public Traits traits(Instance instance) {
        List<String> means = new ArrayList<>(List.of(
                "a supervisor of Ikabud restarts it, and starts it after a boot: `ikabud supervise`",
                "no sandbox: it sees and writes what its user may"));
        if (instance.limits().isLimited()) {
            means.add("its limits hold only as far as control groups can be written here");
        }
        return new Traits(List.of(), means);
    }

    @Override
    public Survey survey(Instance instance, @Nullable ProcessIdentity recorded) {
        return surveyor.survey(instance, recorded);
    }

    @Override
    public ProcessIdentity spawn(Instance instance) {
        RenderedConfig.requireBinary(instance, "start of " + instance.id());
        if (!Files.isDirectory(layout.runDirectory(instance.id()))) {
            // A unit that it was until now has taken it away.
            files.make(instance);
        }
        String text = config.current(instance.id()).orElse("");
        Path output = files.freshStartOutput(instance.id());
        List<String> command = chain.master(instance, FpmTemplate.directives(text), confinement.processes(instance));
        int pid = confinement.start(
                instance,
                gate -> machine.spawner()
                        .spawnDetached(
                                gate.map(file -> LaunchChain.behind(file, command))
                                        .orElse(command),
                                LaunchChain.ENVIRONMENT,
                                output));
        return machine.processes()
                .identify(pid)
                .orElseThrow(() -> readiness.startCause(instance.id(), pid).failure("start of " + instance.id()));
    }

    @Override
    public void reload(Instance instance, ProcessIdentity master, Duration patience) {
        readiness.requireSockets(instance);
        long logged = readiness.log(instance.id()).size();
        if (!ending.signal(instance, master, Signal.USR2)) {
            throw IkabudException.failed("reload of " + instance.id(), "its master has ended", "start it");
        }
        try {
            readiness.awaitReload(instance, master, logged, patience);
        } catch (IkabudException failed) {
            if (!isAlive(master)) {
                config.rollBack(instance);
            }
            throw failed;
        }
    }

    @Override
    public boolean signal(Instance instance, ProcessIdentity master, Signal signal) {
        return ending.signal(instance, master, signal);
    }

    @Override
    public boolean awaitEnd(ProcessIdentity process, Duration patience) {
        return ending.await(List.of(process), patience);
    }

    @Override
    public Ended stop(Instance instance, @Nullable ProcessIdentity recorded, Duration grace, boolean force) {
        return end(instance, recorded, () -> ending.stop(instance, recorded, grace, force));
    }

    @Override
    public Ended kill(Instance instance, @Nullable ProcessIdentity recorded, boolean force) {
        return end(instance, recorded, () -> ending.kill(instance, recorded, force));
    }

    private Ended end(Instance instance, @Nullable ProcessIdentity recorded, Supplier<Ended> deed) {
        Cgroup group = confinement.groupOf(instance, recorded);
        Ended ended = deed.get();
        if (ended.left().isEmpty()) {
            ending.remove(group);
        }
        return ended;
    }

    @Override
    public List<String> prepare(Instance instance, BootChecks checks) {
        List<String> notes = super.prepare(instance, checks);
        if (instance.limits().isLimited()) {
            checks.check(BootPhase.INSTANCE, "limits", () -> limits(instance));
        }
        return notes;
    }

    private Found limits(Instance instance) {
        List<Enforcement> all = confinement.enforcement(instance, null);
        String detail = all.stream().map(Enforcement::text).collect(Collectors.joining(", "));
        return all.stream().allMatch(Enforcement::isByKernel)
                ? Found.passed(detail)
                : Found.warned(detail, "`ikabud doctor` says what the kernel lets us limit here");
    }

    @Override
    public Cause causeOfEnd(Instance instance, ProcessIdentity master) {
        Cause cause = super.causeOfEnd(instance, master);
        long ended = confinement.use(instance).ended().orElse(0);
        return cause.isWordless() && ended > 0
                ? new Cause(FailureClass.RESOURCE, "it was killed; " + LimitUse.endedText(ended, instance.limits()))
                : cause;
    }

    @Override
    public List<Enforcement> enforcement(Instance instance, @Nullable ProcessIdentity master) {
        return confinement.enforcement(instance, master);
    }

    @Override
    public List<String> applyLimits(Instance instance, ProcessIdentity master) {
        return confinement.apply(instance, master);
    }

    @Override
    public List<String> remove(Instance instance, boolean purge) {
        confinement.remove(instance);
        return super.remove(instance, purge);
    }
}
