package ikabud.support;

import ikabud.backend.Backend;
import ikabud.backend.BootChecks;
import ikabud.backend.Cause;
import ikabud.backend.Ended;
import ikabud.backend.Member;
import ikabud.backend.Standing;
import ikabud.backend.Survey;
import ikabud.backend.Traits;
import ikabud.model.BackendKind;
import ikabud.model.Blueprint;
import ikabud.model.BootCheck;
import ikabud.model.BootPhase;
import ikabud.model.FailureClass;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.Limits;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.model.Wanted;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Masters that are numbers: they start, fail and end as a test says. Confined to the test's thread. */
public final class FakeBackend implements Backend {
    /** The boot id of every process here. */
    public static final String BOOT = "11111111-2222-3333-4444-555555555555";

    private final List<ProcessIdentity> spawned = new ArrayList<>();
    private final List<String> signals = new ArrayList<>();
    private final Deque<Cause> failures = new ArrayDeque<>();
    private final Map<InstanceId, ProcessIdentity> masters = new HashMap<>();
    private final Map<InstanceId, List<Member>> orphans = new HashMap<>();
    private final Map<ProcessIdentity, Cause> causes = new HashMap<>();
    private final Set<InstanceId> mute = new HashSet<>();
    private final List<String> wishes = new ArrayList<>();
    private @Nullable Standing standing;
    private final List<Limits> limited = new ArrayList<>();
    private boolean forbidden;
    private boolean unlimited;
    private Runnable beforeReady = () -> {};
    private final BackendKind kind;
    private final Set<InstanceId> prepared = new HashSet<>();
    private final List<String> obstacles = new ArrayList<>();
    private @Nullable FakeBackend beside;
    private boolean illSite;
    private int nextPid;

    /** Run by Ikabud itself. */
    public FakeBackend() {
        this(BackendKind.DIRECT);
    }

    /** Run in that way; with a service manager, that tells of what runs and restarts nothing. */
    public FakeBackend(BackendKind kind) {
        this.kind = kind;
        this.nextPid = kind == BackendKind.DIRECT ? 1000 : 2000;
    }

    /** The masters that were started, in order. */
    public List<ProcessIdentity> spawned() {
        return spawned;
    }

    /** What was signalled, such as {@code QUIT 1001}, in order. */
    public List<String> signals() {
        return signals;
    }

    /** The limits that were set of what runs, in order. */
    public List<Limits> limited() {
        return limited;
    }

    /** No limit can be set any more. */
    public void refuseLimits() {
        unlimited = true;
    }

    /** The next start fails like that; further calls set those after it. */
    public void failNext(FailureClass kind) {
        failures.add(new Cause(kind, "it failed: " + kind.word()));
    }

    /** Starts fail no more than they are told to from now on. */
    public void forgetFailures() {
        failures.clear();
    }

    /** Does that in each start, between the spawn and its first answer. */
    public void beforeReady(Runnable work) {
        beforeReady = work;
    }

    /** The instance's master ends by itself. */
    public void end(InstanceId id, FailureClass kind) {
        ProcessIdentity master = masters.remove(id);
        causes.put(master, new Cause(kind, "it ended: " + kind.word()));
    }

    /** The same, and workers stay behind. */
    public void endLeavingOrphans(InstanceId id) {
        end(id, FailureClass.CRASH);
        orphans.put(id, List.of(new Member(process(nextPid++), "php-fpm: pool www", true, true)));
    }

    /** A master runs that nobody here started. */
    public ProcessIdentity runs(InstanceId id) {
        ProcessIdentity master = process(nextPid++);
        masters.put(id, master);
        return master;
    }

    /** A service manager says that an instance stands so. */
    public void stands(Standing seen) {
        standing = seen;
    }

    /** The wishes it was told, such as {@code blog up}, in order. */
    public List<String> wishes() {
        return wishes;
    }

    /** Nothing of it may be ended from now on. */
    public void forbidEnding() {
        forbidden = true;
    }

    /** All may be ended again. */
    public void allowEnding() {
        forbidden = false;
    }

    /** It runs, and does not answer. */
    public void silence(InstanceId id) {
        mute.add(id);
    }

    private static ProcessIdentity process(int pid) {
        return new ProcessIdentity(BOOT, 4026531836L, pid, pid * 10L);
    }

    @Override
    public BackendKind kind() {
        return kind;
    }

    @Override
    public Optional<Standing> standing(Instance instance) {
        if (standing != null || !kind.restarts()) {
            return Optional.ofNullable(standing);
        }
        Optional<ProcessIdentity> master = Optional.ofNullable(masters.get(instance.id()));
        Standing.State state = master.isPresent() ? Standing.State.RUNNING : Standing.State.STOPPED;
        return Optional.of(new Standing(state, master, "", null, 0, Duration.ZERO));
    }

    /** There is another way beside this one, with masters of its own. */
    public FakeBackend beside(FakeBackend other) {
        beside = other;
        return this;
    }

    /** What stands against running instances here from now on. */
    public void bar(String... reasons) {
        obstacles.addAll(List.of(reasons));
    }

    /** Sites answer with an error from now on. */
    public void breakSites() {
        illSite = true;
    }

    /** Whether a master of it runs here. */
    public boolean isRunning(InstanceId id) {
        return masters.containsKey(id);
    }

    /** Whether anything was made for it here and not taken away. */
    public boolean isPrepared(InstanceId id) {
        return prepared.contains(id);
    }

    @Override
    public List<String> obstacles(Instance instance) {
        return obstacles;
    }

    @Override
    public Traits traits(Instance instance) {
        return new Traits(List.of(kind.word() + "'s own"), List.of("it is run by " + kind.word()));
    }

    @Override
    public boolean hasRemains(Instance instance) {
        return beside != null && instance.backend() != kind && isPrepared(instance.id());
    }

    @Override
    public void clearRemains(Instance instance) {
        masters.remove(instance.id());
        prepared.remove(instance.id());
    }

    @Override
    public void wish(Instance instance, Wanted wanted) {
        wishes.add(instance.id() + " " + wanted.name().toLowerCase(java.util.Locale.ROOT));
    }

    @Override
    public void makeShared() {}

    @Override
    public Instance define(InstanceId id, Blueprint blueprint) {
        return Instances.instance(id.value()).with(blueprint.supervision());
    }

    @Override
    public List<String> prepare(Instance instance) {
        prepared.add(instance.id());
        return List.of();
    }

    @Override
    public List<String> prepare(Instance instance, BootChecks checks) {
        return prepare(instance);
    }

    @Override
    public void undo(Instance instance) {}

    @Override
    public Map<String, String> variables(Instance instance) {
        return instance.variables();
    }

    @Override
    public List<String> mistakes(Instance instance, Map<String, String> changed, Collection<String> besides) {
        return changed.keySet().stream()
                .filter(name -> !name.equals("max-children"))
                .map(name -> "unknown variable " + name)
                .toList();
    }

    @Override
    public List<String> applyLimits(Instance instance, ProcessIdentity master) {
        if (unlimited) {
            throw IkabudException.failed("limits of " + instance.id(), "the kernel does not take them", "");
        }
        limited.add(instance.limits());
        return List.of();
    }

    @Override
    public void check(Instance instance) {}

    @Override
    public Survey survey(Instance instance, @Nullable ProcessIdentity recorded) {
        ProcessIdentity master = masters.get(instance.id());
        if (master != null) {
            return new Survey(Optional.of(master), List.of(), List.of());
        }
        return new Survey(Optional.empty(), orphans.getOrDefault(instance.id(), List.of()), List.of());
    }

    @Override
    public boolean isAlive(ProcessIdentity process) {
        return masters.containsValue(process) || (beside != null && beside.masters.containsValue(process));
    }

    @Override
    public boolean isOfThisBoot(ProcessIdentity process) {
        return process.bootId().equals(BOOT);
    }

    @Override
    public Set<InstanceId> listening(Collection<InstanceId> ids) {
        Set<InstanceId> listening = new HashSet<>(masters.keySet());
        if (beside != null) {
            listening.addAll(beside.masters.keySet());
        }
        listening.retainAll(ids);
        return listening;
    }

    @Override
    public boolean answers(Instance instance, Duration patience) {
        return masters.containsKey(instance.id()) && !mute.contains(instance.id());
    }

    @Override
    public ProcessIdentity spawn(Instance instance) {
        ProcessIdentity running = masters.get(instance.id());
        if (kind.restarts() && running != null) {
            return running; // to start a unit that runs changes nothing
        }
        if (!survey(instance, null).isEmpty()) {
            throw IkabudException.failed("start of " + instance.id(), "something runs already", FailureClass.CONFLICT);
        }
        ProcessIdentity master = runs(instance.id());
        spawned.add(master);
        return master;
    }

    @Override
    public void visit(Instance instance, Duration patience, BootChecks checks) {
        checks.check(
                BootPhase.SITE,
                "request",
                () -> illSite
                        ? new BootChecks.Found(BootCheck.Result.FAILED, "it answered 500", "look at php.log")
                        : BootChecks.Found.passed("it answered 200"));
    }

    @Override
    public void awaitReady(Instance instance, ProcessIdentity master, Duration patience, BootChecks checks) {
        beforeReady.run();
        Cause failure = failures.poll();
        if (failure != null) {
            masters.remove(instance.id());
            throw IkabudException.failed("start of " + instance.id(), failure.message(), failure.kind());
        }
        if (!master.equals(masters.get(instance.id()))) {
            throw IkabudException.failed("start of " + instance.id(), "it ended", FailureClass.CRASH);
        }
        mute.remove(instance.id());
    }

    @Override
    public void reload(Instance instance, ProcessIdentity master, Duration patience) {
        signal(instance, master, Signal.USR2);
    }

    @Override
    public boolean signal(Instance instance, ProcessIdentity master, Signal signal) {
        signals.add(signal + " " + master.pid());
        return master.equals(masters.get(instance.id()));
    }

    @Override
    public boolean awaitEnd(ProcessIdentity process, Duration patience) {
        return !isAlive(process);
    }

    @Override
    public Ended stop(Instance instance, @Nullable ProcessIdentity recorded, Duration grace, boolean force) {
        return endAll(instance, Signal.QUIT);
    }

    @Override
    public Ended kill(Instance instance, @Nullable ProcessIdentity recorded, boolean force) {
        return endAll(instance, Signal.KILL);
    }

    private Ended endAll(Instance instance, Signal signal) {
        if (forbidden) {
            throw IkabudException.needsRights("ending " + instance.id(), "the kernel does not let us", "use sudo");
        }
        ProcessIdentity master = masters.remove(instance.id());
        if (master != null) {
            signals.add(signal + " " + master.pid());
        }
        List<Member> left = orphans.remove(instance.id());
        if (left != null) {
            left.forEach(orphan -> signals.add("KILL " + orphan.identity().pid()));
        }
        return new Ended(false, left == null ? List.of() : left, List.of());
    }

    @Override
    public Cause causeOfEnd(Instance instance, ProcessIdentity master) {
        return causes.getOrDefault(master, new Cause(FailureClass.CRASH, "it ended without a word"));
    }

    @Override
    public List<String> remove(Instance instance, boolean purge) {
        return List.of();
    }

    @Override
    public List<Instance> rendered(Set<InstanceId> recorded) {
        return List.of();
    }
}
