package ikabud.backend;

import ikabud.model.BackendKind;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs each instance as an unprivileged FPM master that we spawn ourselves, without systemd. */
public final class DirectBackend extends FpmBackend {
    private final LaunchChain chain;
    private final Surveyor surveyor;
    private final Ending ending;

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
        int pid =
                machine.spawner().spawnDetached(chain.master(instance, FpmTemplate.directives(text)), Map.of(), output);
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
        return ending.stop(instance, recorded, grace, force);
    }

    @Override
    public Ended kill(Instance instance, @Nullable ProcessIdentity recorded, boolean force) {
        return ending.kill(instance, recorded, force);
    }
}
