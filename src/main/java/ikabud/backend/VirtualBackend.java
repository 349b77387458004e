package ikabud.backend;

import ikabud.backend.BootChecks.Found;
import ikabud.config.Kind;
import ikabud.config.SiteCore;
import ikabud.config.Variable;
import ikabud.hosting.SiteSwitch;
import ikabud.hosting.SiteVisit;
import ikabud.hosting.SiteVisit.Impression;
import ikabud.model.BackendKind;
import ikabud.model.Blueprint;
import ikabud.model.BootCheck.Result;
import ikabud.model.BootPhase;
import ikabud.model.Door;
import ikabud.model.FailureClass;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.Limits;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.model.VirtualKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs nothing: the account's own web server serves the site, and all that can be done is to open and to shut it. For a
 * normal user, who owns the document root.
 */
public final class VirtualBackend implements Backend {
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);
    private static final String NO_PROCESS = "no process is its own";

    private final Place place;
    private final Steps steps;
    private final Owners owners;
    private final InstanceFiles files;
    private final VirtualFiles own;
    private final Preflight preflight;
    private final SiteVisit visits;

    /** The instances of that place. */
    public VirtualBackend(Place place) {
        this(place, Steps.UNHEARD);
    }

    /** The same, with somebody who hears of every step of opening and shutting. */
    public VirtualBackend(Place place, Steps steps) {
        this.place = place;
        this.steps = steps;
        Machine machine = place.machine();
        this.owners = new Owners(machine.users(), place.layout());
        this.files = new InstanceFiles(
                place.layout(), machine.files(), machine.users().currentUid());
        this.own = new VirtualFiles(place.layout(), machine);
        this.preflight = new Preflight(place.layout(), owners);
        this.visits = new SiteVisit(place.clock());
    }

    @Override
    public BackendKind kind() {
        return BackendKind.VIRTUAL;
    }

    @Override
    public void makeShared() {
        files.makeShared();
    }

    @Override
    public Instance define(InstanceId id, Blueprint blueprint) {
        String what = "create " + id;
        if (owners.asRoot()) {
            throw IkabudException.refused(
                    what,
                    "root must not write where a site can: a virtual instance belongs to the user of the account",
                    "do it as that user, or leave --backend virtual out");
        }
        requireNothingOfFpm(what, blueprint);
        List<String> mistakes = mistakes(place.kinds().find(blueprint.kind()), blueprint.variables());
        if (!mistakes.isEmpty()) {
            throw IkabudException.usage(what, String.join("; ", mistakes), "`ikabud create --help` shows what can be");
        }
        return new Instance(
                id,
                blueprint.kind(),
                owners.choose(id, blueprint.user()),
                "",
                Path.of(""),
                own.documentRoot(what, blueprint.documentRoot()),
                blueprint.variables(),
                place.clock().now().truncatedTo(ChronoUnit.MICROS),
                blueprint.supervision(),
                BackendKind.VIRTUAL,
                Limits.NONE);
    }

    private static void requireNothingOfFpm(String what, Blueprint blueprint) {
        if (blueprint.php() != null) {
            throw IkabudException.usage(what, "the account's web server decides about PHP", "leave --php out");
        }
        if (blueprint.limits().isLimited()) {
            throw IkabudException.usage(what, NO_PROCESS + ", so nothing can be limited", "leave the limits out");
        }
        if (!blueprint.start()) {
            throw IkabudException.usage(
                    what, "its site is open as it is, and stays so until somebody stops it", "leave --no-start out");
        }
    }

    private static List<String> mistakes(Kind kind, Map<String, String> set) {
        return VirtualKeys.mistakes(
                set, kind.variables().stream().map(Variable::name).toList());
    }

    @Override
    public List<String> prepare(Instance instance) {
        own.make(instance);
        return List.of();
    }

    @Override
    public List<String> prepare(Instance instance, BootChecks checks) {
        SiteCore core = place.kinds().find(instance.kind()).core();
        preflight.core(instance, core, checks);
        checks.check(BootPhase.INSTANCE, "files", () -> {
            own.make(instance);
            return Found.passed("");
        });
        return List.of();
    }

    @Override
    public void undo(Instance instance) {
        own.remove(instance.id(), false);
    }

    @Override
    public Map<String, String> variables(Instance instance) {
        return VirtualKeys.values(instance.variables());
    }

    @Override
    public List<String> mistakes(Instance instance, Map<String, String> changed, Collection<String> besides) {
        List<String> mistakes = new ArrayList<>(mistakes(place.kinds().find(instance.kind()), changed));
        if (changed.containsKey(VirtualKeys.SWITCH) && gate(instance).look() != Door.OPEN) {
            mistakes.add(VirtualKeys.SWITCH + ": it can be changed while the site is open; start it first");
        }
        return mistakes;
    }

    @Override
    public List<String> obstacles(Instance instance) {
        try {
            own.documentRoot(instance.id().value(), instance.documentRoot());
            return List.of();
        } catch (IkabudException obstacle) {
            return List.of(obstacle.what() + ": " + obstacle.why());
        }
    }

    @Override
    public Traits traits(Instance instance) {
        List<String> means = new ArrayList<>(List.of(
                "the account's web server serves " + instance.documentRoot() + ", with the PHP it has",
                "a stop answers 503 with what that web server and PHP obey: `ikabud doctor` says what"));
        if (instance.limits().isLimited()) {
            means.add("its limits are kept, and nothing holds it to them");
        }
        return new Traits(List.of(own.definition(instance.id()).toString()), means);
    }

    @Override
    public boolean hasRemains(Instance instance) {
        return own.isDefined(instance.id());
    }

    @Override
    public void clearRemains(Instance instance) {
        gate(instance).open(steps::reached);
        own.forget(instance.id());
    }

    @Override
    public void check(Instance instance) {
        own.requireDocumentRoot(instance);
    }

    @Override
    public Survey survey(Instance instance, @Nullable ProcessIdentity recorded) {
        return Survey.of(gate(instance).look());
    }

    private SiteSwitch gate(Instance instance) {
        return own.gate(instance);
    }

    @Override
    public boolean isAlive(ProcessIdentity process) {
        return false;
    }

    @Override
    public boolean isOfThisBoot(ProcessIdentity process) {
        return false;
    }

    @Override
    public Set<InstanceId> listening(Collection<InstanceId> ids) {
        return Set.of();
    }

    @Override
    public boolean answers(Instance instance, Duration patience) {
        return gate(instance).look() == Door.OPEN;
    }

    /** Opens the site; there is no process to return. */
    @Override
    public @Nullable ProcessIdentity spawn(Instance instance) {
        gate(instance).open(steps::reached);
        return null;
    }

    @Override
    public void awaitReady(Instance instance, ProcessIdentity master, Duration patience, BootChecks checks) {
        throw processless(instance);
    }

    @Override
    public void visit(Instance instance, Duration patience, BootChecks checks) {
        Optional<String> url = url(instance);
        checks.check(
                BootPhase.SITE,
                "request",
                () -> url.map(address -> found(address, patience))
                        .orElseGet(() -> Found.skipped("no url is set to ask for")));
    }

    private Found found(String url, Duration patience) {
        Impression seen = visits.visit(url, patience);
        return seen.well()
                ? Found.passed(seen.detail())
                : new Found(
                        Result.FAILED,
                        seen.detail(),
                        "look at the site's error log; `ikabud doctor` looks at the host");
    }

    private static Optional<String> url(Instance instance) {
        return Optional.ofNullable(instance.variables().get(VirtualKeys.URL)).filter(url -> !url.isEmpty());
    }

    @Override
    public void reload(Instance instance, ProcessIdentity master, Duration patience) {
        throw processless(instance);
    }

    private static IkabudException processless(Instance instance) {
        return IkabudException.refused(instance.id().value(), NO_PROCESS, "start, stop or restart it");
    }

    @Override
    public boolean signal(Instance instance, ProcessIdentity master, Signal signal) {
        return false;
    }

    @Override
    public boolean awaitEnd(ProcessIdentity process, Duration patience) {
        return true;
    }

    @Override
    public Ended stop(Instance instance, @Nullable ProcessIdentity recorded, Duration grace, boolean force) {
        kill(instance, recorded, force);
        Duration patience = grace.compareTo(LONGEST_LOOK) < 0 ? grace : LONGEST_LOOK;
        List<String> notes = new ArrayList<>();
        url(instance)
                .map(address -> visits.visit(address, patience))
                .filter(Impression::open)
                .ifPresent(seen -> notes.add("but it does not answer 503, " + seen.detail()
                        + ": PHP may remember .user.ini for 5 minutes; `ikabud doctor` tells whether the host obeys it"
                        + " and .htaccess"));
        return new Ended(false, List.of(), List.of(), notes);
    }

    @Override
    public Ended kill(Instance instance, @Nullable ProcessIdentity recorded, boolean force) {
        own.requireDocumentRoot(instance);
        own.make(instance);
        gate(instance).shut(steps::reached);
        return Ended.NOTHING;
    }

    @Override
    public Cause causeOfEnd(Instance instance, ProcessIdentity master) {
        return new Cause(FailureClass.UNEXPECTED_EXIT, NO_PROCESS);
    }

    @Override
    public List<String> remove(Instance instance, boolean purge) {
        boolean wasOpen = gate(instance).look() == Door.OPEN;
        if (Files.isDirectory(instance.documentRoot())) {
            gate(instance).open(steps::reached);
        }
        boolean kept = own.remove(instance.id(), purge && wasOpen);
        String open = "its site is open, as without Ikabud";
        return kept
                ? List.of(open, own.home(instance.id()) + " stays: PHP may still ask for gate.php for 5 minutes")
                : List.of(open);
    }

    @Override
    public List<Instance> rendered(Set<InstanceId> recorded) {
        return own.definitions(recorded);
    }
}
