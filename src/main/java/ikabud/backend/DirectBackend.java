package ikabud.backend;

import ikabud.backend.BootChecks.Found;
import ikabud.config.Kind;
import ikabud.config.Kinds;
import ikabud.config.SiteCore;
import ikabud.fastcgi.FastCgiClient;
import ikabud.fastcgi.FpmStatus;
import ikabud.model.Blueprint;
import ikabud.model.BootPhase;
import ikabud.model.Clock;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.Layout;
import ikabud.model.Owner;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.os.SocketState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs each instance as an unprivileged FPM master that we spawn ourselves, without systemd. */
public final class DirectBackend implements Backend {
    private final Layout layout;
    private final Machine machine;
    private final Clock clock;
    private final @Nullable String defaultPhp;
    private final Kinds kinds;
    private final FpmBinaries binaries;
    private final Owners owners;
    private final InstanceFiles files;
    private final FpmTemplate template;
    private final LaunchChain chain;
    private final RenderedConfig config;
    private final Surveyor surveyor;
    private final Ending ending;
    private final Readiness readiness;
    private final Preflight preflight;
    private final SiteRequest request;
    private final Map<InstanceId, SiteCore> cores = new ConcurrentHashMap<>();
    private final Map<InstanceId, List<Path>> missing = new ConcurrentHashMap<>();

    /**
     * Runs the instances of that layout on that machine.
     *
     * @param webUser who may connect to the sockets besides their owners; empty for nobody
     * @param defaultPhp PHP version of new instances, such as {@code 8.2}; null for the newest installed
     * @param kinds where templates come from
     */
    public DirectBackend(
            Layout layout, Machine machine, Clock clock, String webUser, @Nullable String defaultPhp, Kinds kinds) {
        this.layout = layout;
        this.machine = machine;
        this.clock = clock;
        this.defaultPhp = defaultPhp;
        this.kinds = kinds;
        this.binaries = new FpmBinaries(machine);
        this.owners = new Owners(machine.users(), layout);
        this.files = new InstanceFiles(layout, machine.files(), machine.users().currentUid());
        this.template = new FpmTemplate(layout, files, webUser, kinds);
        this.chain = new LaunchChain(layout, owners.asRoot());
        this.config = new RenderedConfig(layout, machine, chain, template);
        this.surveyor = new Surveyor(machine, layout);
        this.ending = new Ending(machine, surveyor, clock);
        this.preflight = new Preflight(layout, owners);
        FastCgiClient client = new FastCgiClient(clock);
        this.request = new SiteRequest(layout, client);
        FpmStatus fpm = new FpmStatus(client, clock);
        this.readiness = new Readiness(machine, layout, files, fpm, clock);
    }

    /** The PHP-FPMs it can choose from. */
    public FpmBinaries binaries() {
        return binaries;
    }

    @Override
    public String name() {
        return "direct";
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
                blueprint.supervision());
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
        return config.bring(instance);
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
        return kinds.find(instance.kind()).mistakes(changed, besides);
    }

    @Override
    public boolean needsRestart(Instance before, Instance after) {
        return !FpmTemplate.directives(template.render(before)).equals(FpmTemplate.directives(template.render(after)));
    }

    @Override
    public void check(Instance instance) {
        config.check(instance);
    }

    @Override
    public Survey survey(Instance instance, @Nullable ProcessIdentity recorded) {
        return surveyor.survey(instance, recorded);
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
    public ProcessIdentity spawn(Instance instance) {
        RenderedConfig.requireBinary(instance, "start of " + instance.id());
        String text = config.current(instance.id()).orElse("");
        Path output = files.freshStartOutput(instance.id());
        int pid = machine.spawner()
                .spawnDetached(chain.master(instance, FpmTemplate.directives(text)), LaunchChain.ENVIRONMENT, output);
        return machine.processes()
                .identify(pid)
                .orElseThrow(() -> readiness.startCause(instance.id(), pid).failure("start of " + instance.id()));
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

    @Override
    public Cause causeOfEnd(Instance instance, ProcessIdentity master) {
        return readiness.endCause(instance.id(), master);
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
