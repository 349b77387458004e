package ikabud.sampler;

import ikabud.model.Health;
import ikabud.model.History;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.InstanceSample;
import ikabud.model.InstanceSample.Liveness;
import ikabud.model.Layout;
import ikabud.model.PoolStatus;
import ikabud.model.ProcessIdentity;
import ikabud.model.Roster;
import ikabud.model.WorkerSample;
import ikabud.os.SocketState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One instance, followed from tick to tick: its family of the moment and its history. Confined to the sampler thread. */
final class Tracker implements AutoCloseable {
    private static final int HISTORY = 60;
    private static final long RATE_NANOS = 45_000_000_000L;
    private static final long PROMPT_NANOS = 10_000_000_000L;

    /** What all trackers share. */
    record Context(
            Layout layout,
            Function<Instance, OptionalInt> maxChildren,
            FamilyReader reader,
            Predicate<Path> socketAt,
            long pageSize,
            int ticksPerSecond) {}

    /** What is read once for all of them at each tick. */
    record Moment(
            OptionalLong uptimeSeconds,
            Map<String, SocketState> listening,
            Map<InstanceId, StatusReading> statuses,
            Instant now,
            long nanos) {}

    private final Context context;
    private final Path socketFile;
    private final String socket;
    private Roster.Entry entry;
    private @Nullable Family family;
    private Liveness liveness = Liveness.NONE;
    private OptionalDouble cpuPercent = OptionalDouble.empty();
    private List<WorkerSample> workers = List.of();
    private History history = History.EMPTY;

    Tracker(Roster.Entry entry, Context context) {
        this.entry = entry;
        this.context = context;
        this.socketFile = context.layout.socket(entry.id());
        this.socket = socketFile.toString();
    }

    /** Reads the processes of what the roster says now; its family, if that lives. */
    Optional<Family> refresh(Roster.Entry current, long nanos) {
        entry = current;
        @Nullable Family followed = familyOf(current.record().observed().master());
        liveness = followed == null ? Liveness.NONE : followed.refresh();
        boolean lives = liveness == Liveness.ALIVE || liveness == Liveness.FROZEN;
        Optional<Family> living = lives ? Optional.ofNullable(followed) : Optional.empty();
        cpuPercent = living.map(seen -> seen.cpuPercent(nanos)).orElse(OptionalDouble.empty());
        workers = living.map(seen -> seen.samples(nanos, context.pageSize)).orElse(List.of());
        history = history.with((float) cpuPercent.orElse(Double.NaN), HISTORY);
        return living;
    }

    private @Nullable Family familyOf(@Nullable ProcessIdentity master) {
        if (family != null && !family.identity().equals(master)) {
            family.close();
            family = null;
        }
        if (family == null && master != null) {
            family = new Family(master, context.reader);
        }
        return family;
    }

    /** All of it at this tick. */
    InstanceSample sample(Moment moment) {
        Optional<Family> living = Optional.ofNullable(family).filter(Family::lives);
        Optional<SocketState> listening = Optional.ofNullable(moment.listening.get(socket));
        OptionalInt queue =
                listening.map(state -> OptionalInt.of(state.waiting())).orElse(OptionalInt.empty());
        Optional<Boolean> present = moment.listening.isEmpty()
                ? Optional.empty()
                : Optional.of(listening.isPresent() && (living.isEmpty() || context.socketAt.test(socketFile)));
        OptionalInt maxChildren = context.maxChildren.apply(entry.record().instance());
        boolean asleep = liveness == Liveness.ALIVE && StatusReading.isAsleep(workers, queue);
        Optional<StatusReading> reading = living.flatMap(seen -> reading(seen, moment, asleep));
        Optional<PoolStatus> prompt = reading.filter(status -> moment.nanos - status.nanos() <= PROMPT_NANOS)
                .map(StatusReading::pool);
        return new InstanceSample(
                entry,
                liveness,
                cpuPercent,
                living.map(seen -> seen.rssBytes(context.pageSize)).orElse(OptionalLong.empty()),
                living.map(seen -> seen.pssBytes(moment.nanos)).orElse(OptionalLong.empty()),
                workers,
                reading.map(StatusReading::pool),
                maxChildren,
                asleep ? OptionalDouble.of(0) : rate(reading, moment),
                queue,
                present,
                living.flatMap(seen -> uptime(seen, moment.uptimeSeconds)),
                living.map(Family::oldBinary).orElse(false),
                Health.judge(entry.record(), liveness, present, prompt, maxChildren, queue),
                history);
    }

    // A reading of another master says nothing of this one.
    private Optional<StatusReading> reading(Family seen, Moment moment, boolean asleep) {
        return Optional.ofNullable(moment.statuses.get(entry.id()))
                .filter(status -> status.master().equals(seen.identity()))
                .map(status -> asleep ? status.asleep(moment.now, moment.nanos) : status);
    }

    private static OptionalDouble rate(Optional<StatusReading> reading, Moment moment) {
        return reading.filter(status -> moment.nanos - status.nanos() <= RATE_NANOS)
                .map(StatusReading::requestsPerSecond)
                .orElse(OptionalDouble.empty());
    }

    // Empty in a container whose /proc/uptime counts from the container's own start.
    private Optional<Duration> uptime(Family seen, OptionalLong uptimeSeconds) {
        long started = seen.identity().startTicks() / context.ticksPerSecond;
        return uptimeSeconds.isPresent() && uptimeSeconds.getAsLong() >= started
                ? Optional.of(Duration.ofSeconds(uptimeSeconds.getAsLong() - started))
                : Optional.empty();
    }

    @Override
    public void close() {
        if (family != null) {
            family.close();
        }
    }
}
