package ikabud.backend;

import ikabud.hosting.DatabaseSize;
import ikabud.hosting.DiskWalk;
import ikabud.hosting.PhpCli;
import ikabud.model.Clock;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.Usage;
import ikabud.model.VirtualKeys;
import ikabud.os.Spawner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Measures what sites without processes take: their files a little at a time, their databases rarely, their last sign of life
 * each time. Remembers how far it came. Confined to one thread at a time.
 */
public final class HostedGauges {
    private static final Duration ANEW = Duration.ofMinutes(10);
    private static final Duration COARSE = Duration.ofSeconds(30);

    private final Clock clock;
    private final Spawner spawner;
    private final Map<InstanceId, DiskWalk> walks = new HashMap<>();

    /** Gauges that have measured nothing. */
    public HostedGauges(Clock clock, Machine machine) {
        this.clock = clock;
        this.spawner = machine.spawner();
    }

    /** Forgets how far it came with any others than these. */
    public void keep(Collection<InstanceId> ids) {
        walks.entrySet().removeIf(walk -> {
            boolean gone = !ids.contains(walk.getKey());
            if (gone) {
                walk.getValue().close();
            }
            return gone;
        });
    }

    /**
     * Goes on measuring one site for about that long; its database may take 10 s more, once in ten minutes.
     *
     * @param before what is known of it
     */
    public Usage measure(Instance instance, Usage before, Duration time) {
        Usage usage = before.withActivity(activity(before.activeAt(), lastActivity(instance)));
        if (isDue(usage.databaseAt()) && !database(instance).isEmpty()) {
            usage = usage.withDatabase(databaseBytes(instance), clock.now());
        }
        if (!walks.containsKey(instance.id()) && !isDue(usage.diskAt())) {
            return usage;
        }
        DiskWalk walk = walks.computeIfAbsent(instance.id(), unknown -> new DiskWalk(instance.documentRoot(), clock));
        OptionalLong bytes = walk.walk(time);
        if (bytes.isPresent()) {
            walks.remove(instance.id());
            usage = usage.withDisk(bytes.getAsLong(), clock.now());
        }
        return usage;
    }

    // What changes with every request is written down now and then only: whoever reads the record reads it anew then.
    private static @Nullable Instant activity(@Nullable Instant known, @Nullable Instant seen) {
        boolean near = known != null
                && seen != null
                && Duration.between(known, seen).abs().compareTo(COARSE) < 0;
        return near ? known : seen;
    }

    private boolean isDue(@Nullable Instant last) {
        return last == null || Duration.between(last, clock.now()).compareTo(ANEW) >= 0;
    }

    private static String database(Instance instance) {
        return instance.variables().getOrDefault(VirtualKeys.DATABASE, "");
    }

    private OptionalLong databaseBytes(Instance instance) {
        Optional<Path> php = PhpCli.find();
        Path credentials = instance.documentRoot().resolve(database(instance));
        return php.isEmpty() ? OptionalLong.empty() : DatabaseSize.of(credentials, new PhpCli(php.get(), spawner));
    }

    // A log that was named grows with requests; without one, that the first script was read has to do.
    private static @Nullable Instant lastActivity(Instance instance) {
        Instant last = times(instance.documentRoot().resolve("index.php"))
                .map(seen -> seen.lastAccessTime().toInstant())
                .orElse(null);
        for (Path log : logs(instance)) {
            Instant grown =
                    times(log).map(seen -> seen.lastModifiedTime().toInstant()).orElse(last);
            last = last == null || (grown != null && grown.isAfter(last)) ? grown : last;
        }
        return last;
    }

    private static Optional<BasicFileAttributes> times(Path path) {
        try {
            return Optional.of(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** The log files of a site: those that were named, and where PHP writes its errors if nobody says otherwise. */
    public static List<Path> logs(Instance instance) {
        List<Path> logs = new ArrayList<>();
        for (String name :
                instance.variables().getOrDefault(VirtualKeys.LOG, "").split(",", -1)) {
            if (!name.isBlank()) {
                logs.add(Path.of(name.strip()));
            }
        }
        logs.add(instance.documentRoot().resolve("error_log"));
        return logs;
    }
}
