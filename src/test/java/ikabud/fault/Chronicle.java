package ikabud.fault;

import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import ikabud.os.ProcFs;
import ikabud.os.ProcStat;
import ikabud.support.LiveSites;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Watches all instances from outside: which masters served, and that none ran twice at once. Has a thread of its own. */
final class Chronicle implements AutoCloseable {
    private static final int PERIOD_MILLIS = 60;
    private static final String TITLE = "php-fpm: ";

    private final LiveSites sites;
    private final ProcFs proc;
    private final Map<Integer, InstanceId> owners = new ConcurrentHashMap<>();
    private final Map<InstanceId, Set<ProcessIdentity>> masters = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::watch, "chronicle");
    private volatile boolean ended;
    private volatile @Nullable String twice;

    /** Begins to watch. */
    Chronicle(LiveSites sites) {
        this.sites = sites;
        this.proc = sites.root().machine().proc();
        thread.start();
    }

    private void watch() {
        while (!ended) {
            sites.manager().roster().entries().forEach(entry -> note(entry.record()));
            groups().forEach((id, groups) -> {
                if (groups.size() > 1) {
                    twice = id + " runs in the groups " + groups;
                }
            });
            try {
                TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
            } catch (InterruptedException end) {
                return;
            }
        }
    }

    private void note(InstanceRecord record) {
        owners.put(record.instance().owner().uid(), record.id());
        ProcessIdentity master = record.observed().master();
        if (record.observed().phase() == Phase.UP && master != null && sites.isAlive(master)) {
            masters.computeIfAbsent(record.id(), unseen -> ConcurrentHashMap.newKeySet())
                    .add(master);
        }
    }

    private Map<InstanceId, Set<Integer>> groups() {
        Map<InstanceId, Set<Integer>> groups = new HashMap<>();
        for (int pid : proc.pids()) {
            InstanceId id = owners.get(proc.uid(pid).orElse(-1));
            Optional<ProcStat> stat =
                    id == null ? Optional.empty() : proc.stat(pid).filter(each -> !each.dead());
            // Until it has its title it serves nobody; a check of a configuration never gets one. A decoy is called
            // sleep.
            if (stat.isPresent()
                    && stat.get().comm().startsWith("php-fpm")
                    && String.join(" ", proc.commandLine(pid)).startsWith(TITLE)) {
                groups.computeIfAbsent(id, unseen -> new HashSet<>())
                        .add(stat.get().group());
            }
        }
        return groups;
    }

    /** The groups that run and belong to no master on record. */
    Set<Integer> strangers() {
        Set<Integer> strangers = new HashSet<>();
        groups().forEach((id, groups) -> {
            strangers.addAll(groups);
            sites.master(id).ifPresent(master -> strangers.remove(master.pid()));
        });
        return strangers;
    }

    /** The masters that were seen to serve. */
    Set<ProcessIdentity> mastersOf(InstanceId id) {
        return masters.getOrDefault(id, Set.of());
    }

    /** How many of all. */
    int count() {
        return masters.values().stream().mapToInt(Set::size).sum();
    }

    /** Fails if anything has run twice at once so far. */
    void requireOneCopy() {
        if (twice != null) {
            throw new AssertionError(twice);
        }
    }

    /** Ends the watch. */
    @Override
    public void close() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
