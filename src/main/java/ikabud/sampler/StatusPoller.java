package ikabud.sampler;

import ikabud.model.Clock;
import ikabud.model.InstanceId;
import ikabud.model.InstanceSample;
import ikabud.model.Layout;
import ikabud.model.Owner;
import ikabud.model.Snapshot;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks pools for their counters beside the ticks, in rotation: what is looked at and busy first and most often.
 *
 * <p>{@link #poll} belongs to one thread, which may wait for a hung socket; {@link #readings} and {@link #watch} may be
 * called from any. An instance with neither workers nor queue is not asked: asking an idle pool would fork a process in
 * it, and the answer is known.
 */
public final class StatusPoller {
    /** How long one socket may take. */
    public static final Duration TIMEOUT = Duration.ofMillis(200);

    private static final int MOST_PER_POLL = 64;

    private final StatusSource source;
    private final Layout layout;
    private final Clock clock;
    private final Map<InstanceId, Asked> asked = new HashMap<>();
    private volatile Set<InstanceId> watched = Set.of();
    private volatile Map<InstanceId, StatusReading> readings = Map.of();

    /** A poller that has asked nobody. */
    public StatusPoller(StatusSource source, Layout layout, Clock clock) {
        this.source = source;
        this.layout = layout;
        this.clock = clock;
    }

    /** Says which instances somebody looks at now. */
    public void watch(Collection<InstanceId> visible) {
        watched = Set.copyOf(visible);
    }

    /** The last readings, for the next tick; never waits. */
    public Map<InstanceId, StatusReading> readings() {
        return readings;
    }

    /**
     * Asks those whose turn it is, the most urgent first.
     *
     * @param deadlineNanos monotonic time after which nobody more is asked; it ends at most {@link #TIMEOUT} later
     */
    public void poll(Snapshot snapshot, long deadlineNanos) {
        Map<InstanceId, InstanceSample> samples = new HashMap<>();
        snapshot.instances().forEach(sample -> samples.put(sample.id(), sample));
        asked.keySet().retainAll(samples.keySet());
        for (InstanceSample sample : turns(snapshot)) {
            if (clock.nanoTime() - deadlineNanos >= 0) {
                break;
            }
            ask(sample);
        }
        publish();
    }

    private List<InstanceSample> turns(Snapshot snapshot) {
        long now = clock.nanoTime();
        Set<InstanceId> seen = watched;
        return snapshot.instances().stream()
                .filter(sample -> of(sample).isDue(sample, seen.contains(sample.id()), snapshot.at(), now))
                .sorted((one, other) -> Long.compare(
                        of(other).urgency(other, seen.contains(other.id()), now),
                        of(one).urgency(one, seen.contains(one.id()), now)))
                .limit(MOST_PER_POLL)
                .toList();
    }

    private Asked of(InstanceSample sample) {
        return asked.computeIfAbsent(sample.id(), id -> new Asked());
    }

    private void ask(InstanceSample sample) {
        Owner owner = sample.entry().record().instance().owner();
        var answer = source.read(layout.statusSocket(sample.id()), owner.uid(), TIMEOUT);
        of(sample).answered(sample, answer, clock.nanoTime());
    }

    private void publish() {
        Map<InstanceId, StatusReading> known = new HashMap<>();
        asked.forEach((id, state) -> state.reading().ifPresent(reading -> known.put(id, reading)));
        readings = Map.copyOf(known);
    }
}
