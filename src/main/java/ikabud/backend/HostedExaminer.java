package ikabud.backend;

import ikabud.config.Kinds;
import ikabud.hosting.PhpCli;
import ikabud.hosting.SiteVisit;
import ikabud.model.Clock;
import ikabud.model.Door;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.VirtualKeys;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Examines sites that the account's own web server serves. */
public final class HostedExaminer implements SiteExaminer {
    private final VirtualFiles files;
    private final Machine machine;
    private final Kinds kinds;
    private final SiteVisit visits;

    /** Examines the sites of that place. */
    public HostedExaminer(Place place) {
        this(place, place.clock());
    }

    private HostedExaminer(Place place, Clock clock) {
        this.files = new VirtualFiles(place.layout(), place.machine());
        this.machine = place.machine();
        this.kinds = place.kinds();
        this.visits = new SiteVisit(clock);
    }

    @Override
    public Door look(Instance instance) {
        return files.gate(instance).look();
    }

    @Override
    public Optional<Impression> visit(Instance instance, Duration patience) {
        return Optional.of(instance.variables().getOrDefault(VirtualKeys.URL, ""))
                .filter(url -> !url.isEmpty())
                .map(url -> impression(visits.visit(url, patience)));
    }

    @Override
    public Optional<Impression> run(Instance instance, Duration patience) {
        Optional<Path> program = PhpCli.find();
        Optional<Path> script = index(instance);
        if (program.isEmpty() || script.isEmpty()) {
            return Optional.empty();
        }
        try {
            PhpCli php = new PhpCli(program.get(), machine.spawner());
            return Optional.of(impression(php.runSite(script.get(), patience)));
        } catch (IkabudException notStarted) {
            return Optional.of(new Impression(false, false, String.valueOf(notStarted.getMessage())));
        }
    }

    private Optional<Path> index(Instance instance) {
        return kinds.find(instance.kind())
                .core()
                .index()
                .map(instance.documentRoot()::resolve)
                .filter(script -> Files.isRegularFile(script, LinkOption.NOFOLLOW_LINKS));
    }

    private static Impression impression(SiteVisit.Impression seen) {
        return new Impression(seen.well(), seen.open(), seen.detail());
    }
}
