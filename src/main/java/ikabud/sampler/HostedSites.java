package ikabud.sampler;

import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.InstanceSample;
import ikabud.model.Roster;
import ikabud.model.VirtualProcess;
import ikabud.os.ProcFs;
import ikabud.os.ProcStat;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Estimates what sites without processes of their own take of the memory: the resident memory of the account's PHP processes
 * that work below the document root, as far as the kernel shows them. Where none was ever seen, PHP may run as somebody else,
 * and nothing is known. Confined to the sampler thread.
 */
final class HostedSites {
    private static final long ANEW_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int MOST_PROCESSES = 5000;

    private final ProcFs proc;
    private final Set<InstanceId> everSeen = new HashSet<>();
    private List<Worker> workers = List.of();
    private boolean read;
    private long readAt;

    HostedSites(ProcFs proc) {
        this.proc = proc;
    }

    /** A PHP process: whose it is, where it works, and what it has resident. */
    private record Worker(int uid, Path directory, String title, long bytes) {}

    /** One site at this tick. */
    InstanceSample sample(Roster.Entry entry, Tracker.Moment moment) {
        VirtualProcess last = entry.record().virtual();
        Optional<Duration> uptime = last == null || last.stoppedAt() != null
                ? Optional.empty()
                : Optional.of(age(last.startedAt(), moment.now()));
        return InstanceSample.virtual(entry, uptime, memory(entry.record().instance(), moment.nanos()));
    }

    private static Duration age(Instant since, Instant now) {
        return since.isAfter(now) ? Duration.ZERO : Duration.between(since, now);
    }

    private OptionalLong memory(Instance instance, long nanos) {
        if (!read || nanos - readAt >= ANEW_NANOS) {
            read = true;
            readAt = nanos;
            workers = workers();
        }
        long sum = 0;
        for (Worker worker : workers) {
            if (worksFor(worker, instance)) {
                everSeen.add(instance.id());
                sum += worker.bytes();
            }
        }
        return everSeen.contains(instance.id()) ? OptionalLong.of(sum) : OptionalLong.empty();
    }

    // lsphp:/home/me/public_html/index.php      LiteSpeed's names its script; CGI and FPM work in its directory
    private static boolean worksFor(Worker worker, Instance instance) {
        Path root = instance.documentRoot();
        return worker.uid() == instance.owner().uid()
                && (worker.directory().startsWith(root) || worker.title().contains(root + "/"));
    }

    private List<Worker> workers() {
        List<Worker> found = new ArrayList<>();
        int[] pids = proc.pids();
        for (int i = 0; i < Math.min(pids.length, MOST_PROCESSES); i++) {
            worker(pids[i]).ifPresent(found::add);
        }
        return found;
    }

    private Optional<Worker> worker(int pid) {
        Optional<ProcStat> stat = proc.stat(pid).filter(seen -> isPhp(seen.comm()) && !seen.dead());
        if (stat.isEmpty()) {
            return Optional.empty();
        }
        try {
            String title = String.join(" ", proc.commandLine(pid));
            Path directory = Path.of(proc.link(pid + "/cwd").orElse("/"));
            long bytes = stat.get().residentPages() * proc.pageSize();
            return Optional.of(new Worker(proc.uid(pid).orElse(-1), directory, title, bytes));
        } catch (InvalidPathException odd) {
            return Optional.empty();
        }
    }

    private static boolean isPhp(String name) {
        return name.startsWith("php") || name.startsWith("lsphp");
    }
}
