package ikabud.support;

import ikabud.model.BackendKind;
import ikabud.model.FailureClass;
import ikabud.model.Fault;
import ikabud.model.Health;
import ikabud.model.History;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.InstanceSample;
import ikabud.model.InstanceSample.Liveness;
import ikabud.model.Intent;
import ikabud.model.Limits;
import ikabud.model.Observed;
import ikabud.model.Owner;
import ikabud.model.Phase;
import ikabud.model.PoolStatus;
import ikabud.model.Reliability;
import ikabud.model.RestartPolicy;
import ikabud.model.Roster;
import ikabud.model.Supervision;
import ikabud.model.Verb;
import ikabud.model.Wanted;
import ikabud.model.WorkerSample;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builder of one instance; confined to its test. */
public final class Site {
    private final InstanceId id;
    private final int pid;
    private final Map<Verb, String> refusals = new EnumMap<>(Verb.class);
    private String kind = "php";
    private Phase phase = Phase.UP;
    private Wanted wanted = Wanted.UP;
    private Liveness liveness = Liveness.ALIVE;
    private String cause = "";
    private OptionalDouble cpu = OptionalDouble.empty();
    private OptionalLong pss = OptionalLong.empty();
    private OptionalLong rss = OptionalLong.empty();
    private Optional<PoolStatus> pool = Optional.empty();
    private OptionalInt most = OptionalInt.empty();
    private OptionalDouble requests = OptionalDouble.empty();
    private OptionalInt queue = OptionalInt.of(0);
    private Optional<Duration> uptime = Optional.empty();
    private boolean oldBinary;
    private @Nullable FailureClass failure;
    private @Nullable Instant until;
    private Reliability reliability = Reliability.UNKNOWN;
    private List<InstanceId> needs = List.of();

    Site(String id) {
        this.id = new InstanceId(id);
        this.pid = 2000 + Math.floorMod(id.hashCode(), 28_000);
        refusals.put(Verb.START, "it is up");
    }

    public Site kind(String name) {
        kind = name;
        return this;
    }

    public Site cpu(double percent) {
        cpu = OptionalDouble.of(percent);
        return this;
    }

    /** Proportional and resident memory in MiB. */
    public Site memory(long pssMebi, long rssMebi) {
        pss = OptionalLong.of(pssMebi * Snapshots.MEBI);
        rss = OptionalLong.of(rssMebi * Snapshots.MEBI);
        return this;
    }

    /** Resident memory only, in MiB. */
    public Site resident(long rssMebi) {
        pss = OptionalLong.empty();
        rss = OptionalLong.of(rssMebi * Snapshots.MEBI);
        return this;
    }

    public Site pool(int active, int idle, int maxChildren) {
        Instant read = Snapshots.AT.minusSeconds(2);
        pool = Optional.of(new PoolStatus(active, idle, 18_204, 3, 1, Snapshots.AT.minusSeconds(40_000), read));
        most = OptionalInt.of(maxChildren);
        return this;
    }

    public Site requests(double perSecond) {
        requests = OptionalDouble.of(perSecond);
        return this;
    }

    public Site queue(int waiting) {
        queue = OptionalInt.of(waiting);
        return this;
    }

    /** Days, hours, minutes, seconds: {@code 3d07:12:09}. */
    public Site up(String time) {
        int days = Integer.parseInt(time.substring(0, time.indexOf('d')));
        String[] parts = time.substring(time.indexOf('d') + 1).split(":", -1);
        uptime = Optional.of(Duration.ofDays(days)
                .plusHours(Integer.parseInt(parts[0]))
                .plusMinutes(Integer.parseInt(parts[1]))
                .plusSeconds(Integer.parseInt(parts[2])));
        return this;
    }

    public Site down() {
        return ended(Phase.DOWN, Wanted.DOWN, "stopped by root");
    }

    public Site failed(String why) {
        return ended(Phase.FAILED, Wanted.UP, why);
    }

    public Site failure(FailureClass ended) {
        failure = ended;
        return this;
    }

    /** Its phase is to end in that many seconds. */
    public Site until(int seconds) {
        until = Snapshots.AT.plusSeconds(seconds);
        return this;
    }

    /** The supervisor will start it again in that many seconds. */
    public Site backoff(String why, FailureClass ended, int seconds) {
        return ended(Phase.BACKOFF, Wanted.UP, why).failure(ended).until(seconds);
    }

    /** It waits to be started. */
    public Site waiting(String why) {
        return ended(Phase.STARTING, Wanted.UP, why);
    }

    /** Its master runs and does not serve yet. */
    public Site starting(String why, int seconds) {
        cause = why;
        return phase(Phase.STARTING).until(seconds);
    }

    public Site restarts(int count, double uptimePercent) {
        reliability = new Reliability(OptionalInt.of(count), OptionalDouble.of(uptimePercent), reliability.fault());
        return this;
    }

    public Site fault(Fault found) {
        reliability = new Reliability(reliability.restarts(), reliability.uptimePercent(), Optional.of(found));
        return this;
    }

    public Site needing(String... others) {
        needs = Stream.of(others).map(InstanceId::new).toList();
        return this;
    }

    /** Its master vanished without being asked to. */
    public Site gone() {
        liveness = Liveness.GONE;
        queue = OptionalInt.empty();
        return this;
    }

    public Site frozen() {
        liveness = Liveness.FROZEN;
        return this;
    }

    public Site phase(Phase observed) {
        phase = observed;
        return this;
    }

    public Site oldBinary() {
        oldBinary = true;
        return this;
    }

    public Site refusing(Verb verb, String why) {
        refusals.put(verb, why);
        return this;
    }

    private Site ended(Phase observed, Wanted wish, String why) {
        phase = observed;
        wanted = wish;
        cause = why;
        liveness = Liveness.NONE;
        queue = OptionalInt.empty();
        refusals.clear();
        for (Verb verb : List.of(Verb.STOP, Verb.RELOAD, Verb.KILL)) {
            refusals.put(verb, "it is " + observed.word());
        }
        return this;
    }

    public InstanceSample sample() {
        boolean runs = liveness == Liveness.ALIVE || liveness == Liveness.FROZEN || liveness == Liveness.GONE;
        var instance = new Instance(
                id,
                kind,
                new Owner(id.userName(), 900 + pid % 90, 900 + pid % 90, true),
                "8.2",
                Path.of("/usr/sbin/php-fpm8.2"),
                Path.of("/var/lib/ikabud/instances/" + id + "/public"),
                Map.of(),
                Snapshots.AT.minusSeconds(4_000_000),
                new Supervision(RestartPolicy.DEFAULT, needs),
                BackendKind.DIRECT,
                Limits.NONE);
        var observed = new Observed(
                phase, runs ? Snapshots.identity(pid) : null, Snapshots.AT.minusSeconds(724), cause, failure, until);
        var record = new InstanceRecord(instance, new Intent(wanted, 7), observed);
        Optional<Boolean> socket = Optional.of(liveness == Liveness.ALIVE);
        return new InstanceSample(
                new Roster.Entry(record, refusals, reliability),
                liveness,
                cpu,
                rss,
                pss,
                workers(),
                pool,
                most,
                requests,
                queue,
                socket,
                liveness == Liveness.GONE ? Optional.empty() : uptime,
                oldBinary,
                Health.judge(record, liveness, socket, pool, most, queue),
                history());
    }

    private List<WorkerSample> workers() {
        List<WorkerSample> workers = new ArrayList<>();
        int count = pool.map(status -> status.active() + status.idle()).orElse(0);
        for (int i = 0; i < count; i++) {
            boolean busy = i < pool.map(PoolStatus::active).orElse(0);
            double share = busy ? cpu.orElse(0) / Math.max(1, pool.get().active()) : 0;
            workers.add(new WorkerSample(
                    pid + 1 + i,
                    busy ? 'R' : 'S',
                    OptionalDouble.of(share),
                    rss.orElse(0) / (count + 1),
                    OptionalLong.empty()));
        }
        return workers;
    }

    // A wave around the current value, the same each time.
    private History history() {
        History history = History.EMPTY;
        if (cpu.isEmpty()) {
            return history;
        }
        for (int i = 0; i < 60; i++) {
            double wave = 0.65 + 0.35 * Math.sin(i * 0.4 + id.value().length());
            history = history.with((float) (cpu.getAsDouble() * wave), 60);
        }
        return history;
    }
}
