package ikabud.sampler;

import ikabud.model.Clock;
import ikabud.model.HostSample;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.InstanceSample;
import ikabud.model.Layout;
import ikabud.model.Roster;
import ikabud.model.Snapshot;
import ikabud.os.ProcFiles;
import ikabud.os.ProcFs;
import ikabud.os.ProcStat;
import ikabud.os.SocketState;
import ikabud.os.UnixSockets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Turns a roster into a snapshot, once per tick, and remembers what it needs to tell a rate from a count.
 *
 * <p>A tick reads files of {@code /proc} and nothing else: it never waits for FPM. Confined to the sampler thread.
 */
public final class Sampler implements AutoCloseable {
    private final Clock clock;
    private final UnixSockets sockets;
    private final Supplier<Map<InstanceId, StatusReading>> statuses;
    private final HostReader host;
    private final RareRound rare;
    private final HostedSites hosted;
    private final Tracker.Context context;
    private final Map<InstanceId, Tracker> trackers = new HashMap<>();
    private long tick;

    /**
     * A sampler that has seen nothing.
     *
     * @param maxChildren how many workers an instance's pool may have
     * @param statuses the last readings of a {@link StatusPoller}; must return at once
     */
    public Sampler(
            Clock clock,
            ProcFs proc,
            Layout layout,
            Function<Instance, OptionalInt> maxChildren,
            Supplier<Map<InstanceId, StatusReading>> statuses) {
        this(clock, proc, layout, maxChildren, statuses, MasterReader::read, UnixSockets::isAt);
    }

    Sampler(
            Clock clock,
            ProcFs proc,
            Layout layout,
            Function<Instance, OptionalInt> maxChildren,
            Supplier<Map<InstanceId, StatusReading>> statuses,
            IntFunction<Optional<ProcStat>> masters,
            Predicate<Path> socketAt) {
        this.clock = clock;
        this.sockets = new UnixSockets(proc);
        this.statuses = statuses;
        this.host = new HostReader(proc);
        this.rare = new RareRound(proc);
        this.hosted = new HostedSites(proc);
        this.context = new Tracker.Context(
                layout,
                maxChildren,
                new FamilyReader(proc, new ProcFiles(proc), masters, host.cores()),
                socketAt,
                proc.pageSize(),
                proc.ticksPerSecond());
    }

    /** Reads everything once. What cannot be read is unknown; nothing here throws for the state of a process. */
    public Snapshot tick(Roster roster) {
        return tick(roster, true);
    }

    /** The same but for what takes long, such as proportional memory, which the next tick reads: for a first look. */
    public Snapshot glance(Roster roster) {
        return tick(roster, false);
    }

    private Snapshot tick(Roster roster, boolean thorough) {
        long start = clock.nanoTime();
        HostSample machine = host.read();
        Map<String, SocketState> listening = sockets.listening();
        Map<InstanceId, StatusReading> readings = statuses.get();
        List<Tracker> current = new ArrayList<>(roster.entries().size());
        List<Family> families = new ArrayList<>(roster.entries().size());
        for (Roster.Entry entry : roster.entries()) {
            if (entry.record().instance().isVirtual()) {
                continue;
            }
            Tracker tracker = trackers.computeIfAbsent(entry.id(), id -> new Tracker(entry, context));
            current.add(tracker);
            tracker.refresh(entry, clock.nanoTime()).ifPresent(families::add);
        }
        if (trackers.size() > current.size()) {
            forgetAllBut(roster);
        }
        if (thorough) {
            rare.go(families, start);
        }
        Tracker.Moment moment = new Tracker.Moment(machine.uptimeSeconds(), listening, readings, clock.now(), start);
        List<InstanceSample> samples = new ArrayList<>(roster.entries().size());
        Iterator<Tracker> tracked = current.iterator();
        for (Roster.Entry entry : roster.entries()) {
            boolean virtual = entry.record().instance().isVirtual();
            samples.add(virtual ? hosted.sample(entry, moment) : tracked.next().sample(moment));
        }
        return new Snapshot(++tick, moment.now(), Duration.ofNanos(clock.nanoTime() - start), machine, samples);
    }

    private void forgetAllBut(Roster roster) {
        Set<InstanceId> known = new HashSet<>();
        roster.entries().forEach(entry -> known.add(entry.id()));
        trackers.entrySet().removeIf(tracked -> {
            boolean gone = !known.contains(tracked.getKey());
            if (gone) {
                tracked.getValue().close();
            }
            return gone;
        });
    }

    @Override
    public void close() {
        trackers.values().forEach(Tracker::close);
        trackers.clear();
    }
}
