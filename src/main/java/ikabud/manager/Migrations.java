package ikabud.manager;

import ikabud.backend.Backend;
import ikabud.backend.Traits;
import ikabud.model.BackendKind;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.InstanceRecord;
import ikabud.model.MigrationPlan;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Says what a migration would do, and which one an instance should make. Changes nothing. */
final class Migrations {
    private final Backend backend;
    private final Patience patience;

    Migrations(Backend backend, Patience patience) {
        this.backend = backend;
        this.patience = patience;
    }

    /** What it would mean to have an instance run in another way. */
    MigrationPlan plan(InstanceRecord record, BackendKind to, Duration grace) {
        Instance before = record.instance();
        List<String> obstacles = obstacles(backend, record, to);
        boolean serves = record.observed().phase() == Phase.UP;
        boolean stops = serves && !before.isVirtual();
        boolean silent = stops && to != BackendKind.VIRTUAL;
        Traits old = traits(before);
        Traits fresh = obstacles.isEmpty() ? traits(before.with(to)) : Traits.NONE;
        return new MigrationPlan(
                record.id(),
                before.backend(),
                to,
                serves,
                obstacles,
                stops ? List.of(stopped(record, grace)) : List.of(),
                fresh.own(),
                old.own(),
                kept(before, to),
                obstacles.isEmpty() ? means(before, to, fresh) : List.of(),
                silent ? grace.plus(patience.start()) : Duration.ZERO);
    }

    /** What stands against having an instance run in another way, as it is now; empty if nothing. */
    static List<String> obstacles(Backend backend, InstanceRecord record, BackendKind to) {
        Instance before = record.instance();
        List<String> obstacles = new ArrayList<>(backend.obstacles(before.with(to)));
        boolean account = before.isVirtual() || to == BackendKind.VIRTUAL;
        if (account && before.backend() != to && record.observed().phase() != Phase.UP) {
            obstacles.add("it is down, and the account's web server would serve its site: start it first");
        }
        return obstacles;
    }

    private List<String> means(Instance before, BackendKind to, Traits fresh) {
        List<String> means = new ArrayList<>(fresh.means());
        Set<String> dropped = new TreeSet<>(before.variables().keySet());
        dropped.removeAll(backend.adopt(before.with(to)).variables().keySet());
        if (!dropped.isEmpty()) {
            means.add("it has no " + String.join(", ", dropped) + ": what was set of that is forgotten");
        }
        return means;
    }

    private Traits traits(Instance instance) {
        try {
            return backend.traits(instance);
        } catch (IkabudException impossible) {
            // The way it is run now may not be possible here any more.
            return Traits.NONE;
        }
    }

    private static String stopped(InstanceRecord record, Duration grace) {
        ProcessIdentity master = record.observed().master();
        return (master == null ? "its master" : "PID " + master.pid()) + "; running requests have up to "
                + grace.toSeconds() + " s to end";
    }

    private static List<String> kept(Instance instance, BackendKind to) {
        List<String> kept =
                new ArrayList<>(List.of("id", "user " + instance.owner().name()));
        if (!instance.isVirtual() && to != BackendKind.VIRTUAL) {
            kept.add("socket");
        }
        kept.addAll(List.of("document root", "data", "logs", "settings", "limits", "needs", "history"));
        return kept;
    }

    /**
     * The best way in which this machine could run it, where that is better than its own: the first without obstacles, else
     * the best one with them; empty if it is run in the best way.
     */
    Optional<MigrationPlan> upgrade(InstanceRecord record) {
        BackendKind now = record.instance().backend();
        Optional<MigrationPlan> barred = Optional.empty();
        for (BackendKind each : BackendKind.values()) {
            if (each.compareTo(backend.kind()) >= 0 && each.compareTo(now) < 0) {
                MigrationPlan plan = plan(record, each, patience.stop());
                if (plan.possible()) {
                    return Optional.of(plan);
                }
                barred = barred.or(() -> Optional.of(plan));
            }
        }
        return barred;
    }
}
