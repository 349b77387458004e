package ikabud.backend;

import ikabud.backend.BootChecks.Found;
import ikabud.model.BackendKind;
import ikabud.model.Blueprint;
import ikabud.model.BootPhase;
import ikabud.model.Enforcement;
import ikabud.model.FailureClass;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.model.Wanted;
import ikabud.os.Cgroups;
import ikabud.os.Systemd;
import ikabud.os.UnitState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs each instance as a unit of systemd, which keeps it within its limits, shuts it in, and restarts it. */
public final class SystemdBackend extends FpmBackend {
    private static final Path UNITS = Path.of("/etc/systemd/system");

    // The unit has a deadline of its own; this is for a systemd that does not answer.
    private static final Duration BESIDE = Duration.ofSeconds(10);
    private static final Duration AFTER_KILL = Duration.ofSeconds(10);
    private static final int WORDS = 20;

    private final Systemd systemd;
    private final Units units;
    private final Surveyor surveyor;
    private final Ending ending;
    private final ControlGroup groups;
    private final UnitLimits limits;
    private final Duration startTimeout;

    /**
     * Runs the instances of that place.
     *
     * @param startTimeout how long a start may take
     * @param stopTimeout how long running requests may take to end
     */
    public SystemdBackend(Place place, Duration startTimeout, Duration stopTimeout) {
        this(place, new Systemd(place.machine().spawner()), startTimeout, stopTimeout);
    }

    private SystemdBackend(Place place, Systemd systemd, Duration startTimeout, Duration stopTimeout) {
        super(
                place,
                new LaunchChain(place.layout(), true),
                new Owners(place.machine().users(), place.layout()));
        this.systemd = systemd;
        this.startTimeout = startTimeout;
        UnitFile template = new UnitFile(
                layout,
                kinds,
                startTimeout,
                stopTimeout,
                () -> systemd.version().orElse(0));
        this.units = new Units(UNITS, machine.files(), systemd, template, kinds);
        this.surveyor = new Surveyor(machine, layout);
        this.ending = new Ending(machine, surveyor, clock);
        this.groups = new ControlGroup(machine.processes());
        this.limits = new UnitLimits(new Cgroups(machine.proc()));
    }

    @Override
    public BackendKind kind() {
        return BackendKind.SYSTEMD;
    }

    @Override
    public Instance define(InstanceId id, Blueprint blueprint) {
        Instance instance = super.define(id, blueprint);
        if (instance.owner().nameless()) {
            throw IkabudException.refused(
                    "user " + instance.owner().name(), UnitFile.NO_NAME, "leave --user out, or use --backend direct");
        }
        return instance;
    }

    @Override
    public List<String> prepare(Instance instance) {
        List<String> notes = new ArrayList<>(super.prepare(instance));
        notes.addAll(bringUnit(instance));
        return notes;
    }

    @Override
    public List<String> prepare(Instance instance, BootChecks checks) {
        List<String> notes = new ArrayList<>(super.prepare(instance, checks));
        checks.check(BootPhase.INSTANCE, "unit", () -> {
            List<String> found = bringUnit(instance);
            notes.addAll(found);
            return found.isEmpty()
                    ? Found.passed(UnitFile.name(instance.id()))
                    : Found.warned(String.join("; ", found), "move it away to have it rendered again");
        });
        checks.check(BootPhase.INSTANCE, "at boot", () -> {
            units.wish(instance.id(), Wanted.UP);
            // What happened before does not count against a start that somebody asked for.
            systemd.forgetFailures(UnitFile.name(instance.id()));
            return Found.passed("started with the machine");
        });
        return notes;
    }

    private List<String> bringUnit(Instance instance) {
        return units.bring(
                instance, FpmTemplate.directives(config.current(instance.id()).orElse("")));
    }

    @Override
    public void undo(Instance instance) {
        units.takeAway(instance.id(), true);
        super.undo(instance);
    }

    @Override
    public void wish(Instance instance, Wanted wanted) {
        try {
            units.wish(instance.id(), wanted);
        } catch (IkabudException untold) {
            // A stop must not fail for it; a start checks it, and the doctor finds what is left of it.
            return;
        }
    }

    @Override
    public List<Enforcement> enforcement(Instance instance, @Nullable ProcessIdentity master) {
        return limits.of(instance, master);
    }

    @Override
    public List<String> applyLimits(Instance instance, ProcessIdentity master) {
        bringUnit(instance);
        return List.of();
    }

    @Override
    public List<Drift> drifts(InstanceRecord record) {
        List<Drift> drifts = new ArrayList<>(super.drifts(record));
        String text = config.current(record.id()).orElseGet(() -> template.render(record.instance()));
        drifts.addAll(units.drifts(record, FpmTemplate.directives(text)));
        return drifts;
    }

    @Override
    public Survey survey(Instance instance, @Nullable ProcessIdentity recorded) {
        if (recorded != null && surveyor.isMaster(instance, recorded)) {
            return new Survey(Optional.of(recorded), List.of(), List.of());
        }
        UnitState state = state(instance.id());
        Optional<ProcessIdentity> master = master(state);
        return master.isPresent()
                ? new Survey(master, List.of(), List.of())
                : new Survey(Optional.empty(), members(instance, state), List.of());
    }

    private UnitState state(InstanceId id) {
        return systemd.state(UnitFile.name(id));
    }

    private Optional<ProcessIdentity> master(UnitState state) {
        return state.mainPid().isPresent()
                ? machine.processes().identify(state.mainPid().getAsInt())
                : Optional.empty();
    }

    private List<Member> members(Instance instance, UnitState state) {
        return surveyor.describe(instance, groups.members(state.group()));
    }

    @Override
    public Optional<Standing> standing(Instance instance) {
        UnitState state = state(instance.id());
        Optional<ProcessIdentity> master = master(state);
        if (!UnitStanding.ended(state)) {
            return Optional.of(UnitStanding.of(state, master, Cause.WORDLESS, List.of()));
        }
        Cause fpm = state.lastPid().isPresent()
                ? readiness.endCause(instance.id(), state.lastPid().getAsInt())
                : Cause.WORDLESS;
        List<String> words = systemd.lastWords(UnitFile.name(instance.id()), WORDS);
        return Optional.of(UnitStanding.of(state, master, fpm, words));
    }

    @Override
    public ProcessIdentity spawn(Instance instance) {
        RenderedConfig.requireBinary(instance, "start of " + instance.id());
        String unit = UnitFile.name(instance.id());
        boolean ready = systemd.start(unit, startTimeout.plus(BESIDE));
        Optional<ProcessIdentity> master = ready ? master(state(instance.id())) : Optional.empty();
        return master.orElseThrow(() -> startFailure(instance));
    }

    private IkabudException startFailure(Instance instance) {
        Standing seen = standing(instance).orElseThrow();
        FailureClass kind = seen.failure() == null ? FailureClass.CRASH : seen.failure();
        String why = seen.cause().isEmpty() ? "it ended right after its start" : seen.cause();
        return IkabudException.failed("start of " + instance.id(), why, kind);
    }

    @Override
    public void reload(Instance instance, ProcessIdentity master, Duration patience) {
        readiness.requireSockets(instance);
        long logged = readiness.log(instance.id()).size();
        Optional<String> refused = systemd.reload(UnitFile.name(instance.id()), patience);
        if (refused.isPresent() && isAlive(master)) {
            throw IkabudException.failed(
                    "reload of " + instance.id(),
                    refused.get(),
                    "look at it with `journalctl -u " + UnitFile.name(instance.id()) + "`");
        }
        try {
            readiness.awaitReload(instance, master, logged, patience);
        } catch (IkabudException failed) {
            if (!isAlive(master)) {
                recover(instance);
            }
            throw failed;
        }
    }

    // The file before the change is back, so that another start is worth it.
    private void recover(Instance instance) {
        if (config.rollBack(instance)) {
            systemd.forgetFailures(UnitFile.name(instance.id()));
            systemd.start(UnitFile.name(instance.id()), startTimeout.plus(BESIDE));
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
        return end(instance, grace);
    }

    @Override
    public Ended kill(Instance instance, @Nullable ProcessIdentity recorded, boolean force) {
        return end(instance, Duration.ZERO);
    }

    // Told to stop first, so that systemd does not start it again; then whatever is left is ended with its control
    // group.
    private Ended end(Instance instance, Duration grace) {
        String unit = UnitFile.name(instance.id());
        UnitState before = state(instance.id());
        if (!before.loaded()) {
            return Ended.NOTHING;
        }
        List<ProcessIdentity> all = groups.members(before.group());
        List<Member> strays = surveyor.describe(instance, all).stream()
                .filter(member -> !member.fpm())
                .toList();
        systemd.beginStop(unit);
        boolean inTime = !grace.isZero() && ending.await(all, grace);
        if (!inTime && !all.isEmpty()) {
            systemd.kill(unit, Signal.KILL, true);
            if (!ending.await(all, AFTER_KILL)) {
                throw IkabudException.failed(
                        "ending " + instance.id(),
                        "processes of it cannot be ended",
                        "a process that waits for a dead disk ends when that answers: `systemctl status " + unit + "`");
            }
        }
        awaitRest(instance.id());
        return new Ended(!inTime && !all.isEmpty() && !grace.isZero(), strays, List.of());
    }

    private void awaitRest(InstanceId id) {
        long deadline = clock.nanoTime() + AFTER_KILL.toNanos();
        while (!rests(state(id)) && clock.nanoTime() < deadline) {
            readiness.pause();
        }
        // A master that was killed leaves the unit failed; it was told to end.
        systemd.forgetFailures(UnitFile.name(id));
    }

    private static boolean rests(UnitState state) {
        return state.active().matches("inactive|failed");
    }

    @Override
    public List<String> obstacles(Instance instance) {
        List<String> obstacles = new ArrayList<>(super.obstacles(instance));
        obstacles.addAll(UnitFile.obstacles(instance));
        units.foreign(instance.id()).ifPresent(file -> obstacles.add("Ikabud did not write " + file));
        return obstacles;
    }

    @Override
    public Traits traits(Instance instance) {
        List<String> means = new ArrayList<>(List.of(
                "systemd restarts it, and starts it with the machine; no supervisor has to run",
                "it sees its own directories and a /tmp of its own, and nothing else can be written"));
        if (instance.limits().isLimited()) {
            means.add("systemd holds it within its limits");
        }
        return new Traits(List.of("unit " + units.file(instance.id())), means);
    }

    @Override
    public boolean hasRemains(Instance instance) {
        return units.exists(instance.id());
    }

    // A unit that is left and enabled comes with the machine, and so may run.
    @Override
    public void clearRemains(Instance instance) {
        if (!rests(state(instance.id()))) {
            end(instance, Duration.ZERO);
        }
        units.takeAway(instance.id(), false);
    }

    @Override
    public List<String> remove(Instance instance, boolean purge) {
        units.takeAway(instance.id(), true);
        return super.remove(instance, purge);
    }
}
