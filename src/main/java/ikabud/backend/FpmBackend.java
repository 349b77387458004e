package ikabud.backend;

import ikabud.backend.BootChecks.Found;
import ikabud.config.Kind;
import ikabud.config.Kinds;
import ikabud.config.SiteCore;
import ikabud.fastcgi.FastCgiClient;
import ikabud.fastcgi.FpmStatus;
import ikabud.model.BackendKind;
import ikabud.model.Blueprint;
import ikabud.model.BootPhase;
import ikabud.model.Clock;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.Layout;
import ikabud.model.Owner;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import ikabud.model.VirtualKeys;
import ikabud.os.SocketState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is the same for all ways to run an instance as an FPM master: its user, its files, its configuration, and how it is
 * asked. How the master starts and ends is left to who extends it.
 */
abstract class FpmBackend implements Backend {
    final Layout layout;
    final Machine machine;
    final Clock clock;
    private final @Nullable String defaultPhp;
    private final String webUser;
    final Kinds kinds;
    private final FpmBinaries binaries;
    final Owners owners;
    final InstanceFiles files;
    final FpmTemplate template;
    final RenderedConfig config;
    final Readiness readiness;
    private final Preflight preflight;
    private final PhpDirectives directives;
    private final SiteRequest request;
    private final Map<InstanceId, SiteCore> cores = new ConcurrentHashMap<>();
    private final Map<InstanceId, List<Path>> missing = new ConcurrentHashMap<>();

    /** The instances of an installation on a machine, as {@code place} has them. */
    FpmBackend(Place place, LaunchChain chain, Owners owners) {
        this.layout = place.layout();
        this.machine = place.machine();
        this.clock = place.clock();
        this.defaultPhp = place.defaultPhp();
        this.webUser = place.webUser();
        this.kinds = place.kinds();
        this.binaries = new FpmBinaries(machine);
        this.owners = owners;
        this.files = new InstanceFiles(layout, machine.files(), machine.users().currentUid());
        this.template = new FpmTemplate(layout, files, place.webUser(), kinds);
        this.config = new RenderedConfig(layout, machine, chain, template);
        this.directives = new PhpDirectives(machine.spawner(), chain);
        this.preflight = new Preflight(layout, owners);
        FastCgiClient client = new FastCgiClient(clock);
        this.request = new SiteRequest(layout, client);
        this.readiness = new Readiness(machine, layout, files, new FpmStatus(client, clock), clock);
    }

    /** The PHP-FPMs it can choose from. */
    public FpmBinaries binaries() {
        return binaries;
    }

    @Override
    public void makeShared() {
        files.makeShared();
    }

    @Override
    public Instance define(InstanceId id, Blueprint blueprint) {
        files.checkSocketPath(id);
        FpmBinary binary = binaries.choose(blueprint.php() == null ? defaultPhp : blueprint.php());
        Path documentRoot = documentRoot(id, blueprint);
        // Once with a stand-in, so that a mistake in the variables is told before a user is made.
        template.render(instance(id, blueprint, binary, documentRoot, new Owner("#0", 0, 0, false)));
        missing.put(id, files.missing(id));
        Owner owner = owners.choose(id, blueprint.user());
        return instance(id, blueprint, binary, documentRoot, owner);
    }

    private Instance instance(InstanceId id, Blueprint blueprint, FpmBinary binary, Path documentRoot, Owner owner) {
        return new Instance(
                id,
                blueprint.kind(),
                owner,
                binary.version(),
                binary.path(),
                documentRoot,
                blueprint.variables(),
                clock.now().truncatedTo(ChronoUnit.MICROS),
                blueprint.supervision(),
                kind(),
                blueprint.limits());
    }

    private Path documentRoot(InstanceId id, Blueprint blueprint) {
        Path asked = blueprint.documentRoot();
        if (asked == null) {
            return files.publicDirectory(id);
        }
        try {
            Path real = asked.toRealPath();
            if (Files.isDirectory(real)) {
                return real;
            }
        } catch (IOException missing) {
            throw noDirectory(asked, missing);
        }
        throw noDirectory(asked, null);
    }

    private static IkabudException noDirectory(Path asked, @Nullable IOException cause) {
        String why = cause == null ? "it is no directory" : "there is no such directory that can be read";
        return IkabudException.usage("document root " + asked, why, "name the directory that holds the site's scripts");
    }

    @Override
    public List<String> prepare(Instance instance) {
        owners.verify(instance.owner());
        files.make(instance);
        List<String> notes = new ArrayList<>(config.bring(instance));
        notes.addAll(directives.unknown(instance, FpmTemplate.directives(PhpLines.of(instance.variables()))));
        return notes;
    }

    @Override
    public List<String> prepare(Instance instance, BootChecks checks) {
        preflight.kernel(instance, checks);
        Kind kind = kinds.find(instance.kind());
        cores.put(instance.id(), kind.core());
        preflight.core(instance, kind.core(), checks);
        checks.check(BootPhase.INSTANCE, "directories", () -> {
            files.make(instance);
            return Found.passed("");
        });
        List<String> notes = new ArrayList<>();
        checks.check(BootPhase.INSTANCE, "configuration", () -> {
            notes.addAll(config.bring(instance, kind));
            return notes.isEmpty()
                    ? Found.passed(layout.fpmConfig(instance.id()).toString())
                    : Found.warned(String.join("; ", notes), "move it away to have it rendered again");
        });
        checks.check(BootPhase.INSTANCE, "database", () -> Found.skipped("the kind names none"));
        return notes;
    }

    @Override
    public void undo(Instance instance) {
        files.remove(missing.getOrDefault(instance.id(), List.of()));
        owners.takeBack(instance.owner());
    }

    @Override
    public Map<String, String> variables(Instance instance) {
        return kinds.find(instance.kind()).values(instance.variables());
    }

    @Override
    public List<String> mistakes(Instance instance, Map<String, String> changed, Collection<String> besides) {
        return template.mistakes(instance.kind(), changed, besides);
    }

    @Override
    public boolean needsRestart(Instance before, Instance after) {
        return !FpmTemplate.directives(template.render(before)).equals(FpmTemplate.directives(template.render(after)));
    }

    @Override
    public List<Drift> drifts(InstanceRecord record) {
        Instance instance = record.instance();
        List<Drift> drifts = new ArrayList<>(owners.drifts(instance));
        FileDrift fileDrift =
                new FileDrift(layout, files, machine.files(), machine.users().currentUid());
        drifts.addAll(fileDrift.find(instance));
        config.drift(instance).ifPresent(drifts::add);
        boolean up = record.observed().phase() == Phase.UP;
        if (up && !webUser.isEmpty() && !webUser.equals(instance.owner().name())) {
            fileDrift.socket(instance, webUser).ifPresent(drifts::add);
        }
        return drifts;
    }

    @Override
    public List<String> obstacles(Instance instance) {
        List<String> obstacles = new ArrayList<>();
        attempt(obstacles, () -> requireFpm(instance));
        attempt(obstacles, () -> owners.verify(instance.owner()));
        attempt(obstacles, () -> files.checkSocketPath(instance.id()));
        if (!Files.isDirectory(instance.documentRoot())) {
            obstacles.add("there is no document root " + instance.documentRoot());
        }
        return obstacles;
    }

    private void requireFpm(Instance instance) {
        if (hasFpm(instance)) {
            RenderedConfig.requireBinary(instance, instance.id().value());
        } else {
            binaries.choose(defaultPhp);
        }
    }

    private static void attempt(List<String> obstacles, Runnable look) {
        try {
            look.run();
        } catch (IkabudException obstacle) {
            obstacles.add(obstacle.what() + ": " + obstacle.why());
        }
    }

    @Override
    public Instance adopt(Instance instance) {
        // What was set for the account's web server says nothing to a pool.
        Set<String> account = new HashSet<>(VirtualKeys.NAMES);
        kinds.find(instance.kind()).variables().forEach(variable -> account.remove(variable.name()));
        Map<String, String> known = new LinkedHashMap<>(instance.variables());
        known.keySet().removeAll(account);
        Instance adopted = instance.with(known);
        if (!hasFpm(instance)) {
            FpmBinary binary = binaries.choose(defaultPhp);
            adopted = adopted.with(binary.version(), binary.path());
        }
        // Its account may have come from another machine, where it had another uid.
        return owners.asRoot() ? adopted : adopted.with(owners.choose(instance.id(), null));
    }

    // One that was run without a process of its own knows no PHP.
    private static boolean hasFpm(Instance instance) {
        return !instance.phpBinary().toString().isEmpty();
    }

    // Both ways to run a master read the same configuration, and where there is none it is in nobody's way.
    @Override
    public boolean hasRemains(Instance instance) {
        return instance.backend() == BackendKind.VIRTUAL
                && config.current(instance.id()).isPresent();
    }

    @Override
    public void clearRemains(Instance instance) {
        config.takeAway(instance.id());
    }

    @Override
    public void check(Instance instance) {
        config.check(instance);
    }

    @Override
    public boolean isAlive(ProcessIdentity process) {
        return machine.processes().isAlive(process);
    }

    @Override
    public boolean isOfThisBoot(ProcessIdentity process) {
        return process.bootId().equals(machine.proc().bootId())
                && process.pidNamespace() == machine.proc().pidNamespace();
    }

    @Override
    public Set<InstanceId> listening(Collection<InstanceId> ids) {
        Map<String, SocketState> sockets = machine.sockets().listening();
        return ids.stream()
                .filter(id -> sockets.containsKey(layout.socket(id).toString()))
                .collect(Collectors.toSet());
    }

    @Override
    public boolean answers(Instance instance, Duration patience) {
        return readiness.answers(instance, patience);
    }

    @Override
    public void awaitReady(Instance instance, ProcessIdentity master, Duration patience, BootChecks checks) {
        readiness.awaitStart(instance, master, patience, checks);
    }

    @Override
    public void visit(Instance instance, Duration patience, BootChecks checks) {
        SiteCore known = cores.remove(instance.id());
        SiteCore core = known == null ? kinds.find(instance.kind()).core() : known;
        checks.check(BootPhase.SITE, "request", () -> request.visit(instance, core, patience));
    }

    @Override
    public Cause causeOfEnd(Instance instance, ProcessIdentity master) {
        return readiness.endCause(instance.id(), master.pid());
    }

    @Override
    public List<String> remove(Instance instance, boolean purge) {
        files.remove(instance, purge);
        if (purge) {
            owners.delete(instance.owner());
            return List.of();
        }
        String kept = "data stays in " + layout.home(instance.id()) + ", logs in " + layout.logDirectory(instance.id());
        return instance.owner().made()
                ? List.of(kept, "user " + instance.owner().name() + " stays, since files are its")
                : List.of(kept);
    }

    @Override
    public List<Instance> rendered(Set<InstanceId> recorded) {
        return config.definitions(recorded);
    }
}
