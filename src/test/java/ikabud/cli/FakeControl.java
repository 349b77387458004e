package ikabud.cli;

import ikabud.app.Finding;
import ikabud.app.Supervising;
import ikabud.config.Kind;
import ikabud.config.Setting;
import ikabud.config.Variable;
import ikabud.manager.Checkups;
import ikabud.model.Actor;
import ikabud.model.BackendKind;
import ikabud.model.BootCheck;
import ikabud.model.BootLog;
import ikabud.model.Checkup;
import ikabud.model.Clock;
import ikabud.model.Command;
import ikabud.model.Enforcement;
import ikabud.model.Event;
import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.InstanceSample;
import ikabud.model.Layout;
import ikabud.model.Locks;
import ikabud.model.LogKind;
import ikabud.model.LogLine;
import ikabud.model.LogSource;
import ikabud.model.MigrationPlan;
import ikabud.model.Outcome;
import ikabud.model.Reliability;
import ikabud.model.Roster;
import ikabud.model.Snapshot;
import ikabud.support.FakeClock;
import ikabud.support.FakeExaminer;
import ikabud.support.Instances;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** A program in which commands end as told. */
final class FakeControl implements Control {
    static final Actor ACTOR = new Actor("admin", 0, 1000L, 7L, "", "ikabud");

    final FakeClock clock = new FakeClock();
    final List<InstanceRecord> records = new ArrayList<>();
    final List<Command> commands = new ArrayList<>();
    final List<Event> events = new ArrayList<>();
    final List<InstanceSample> samples = new ArrayList<>();
    final List<Supervising.Wishes> supervised = new ArrayList<>();
    Optional<Locks.Holder> supervisor = Optional.empty();
    Reliability reliability = Reliability.UNKNOWN;
    final List<Checkup.Reach> reaches = new ArrayList<>();
    final FakeExaminer examiner = new FakeExaminer();
    final List<Finding> findings = new ArrayList<>();
    final List<BootCheck> checks = new ArrayList<>();
    final List<BootLog> boots = new ArrayList<>();
    List<Enforcement> enforcement = List.of();
    BackendKind best = BackendKind.DIRECT;
    BiFunction<InstanceRecord, BackendKind, MigrationPlan> migrations = FakeControl::migration;
    private Runnable interrupt = () -> {};
    private boolean interrupted;
    Optional<IkabudException> logTrouble = Optional.empty();
    final Map<InstanceId, Deque<LogLine>> lines = new LinkedHashMap<>();
    Function<Command, CompletableFuture<Outcome>> answer = command -> CompletableFuture.completedFuture(
            Outcome.done(command.verb().word() + " " + command.target() + ": done", Duration.ofMillis(120), List.of()));

    static FakeControl with(InstanceRecord... records) {
        FakeControl control = new FakeControl();
        control.records.addAll(List.of(records));
        return control;
    }

    static FakeControl withSites() {
        return with(Instances.up("blog"), Instances.up("shop-1"), Instances.down("shop-2"));
    }

    static MigrationPlan migration(InstanceRecord record, BackendKind to) {
        boolean serves = record.observed().master() != null;
        return new MigrationPlan(
                record.id(),
                record.instance().backend(),
                to,
                serves,
                List.of(),
                serves ? List.of("PID 4711; running requests have up to 10 s to end") : List.of(),
                List.of("unit /etc/systemd/system/ikabud-" + record.id() + ".service"),
                List.of(),
                List.of("id", "user", "socket"),
                List.of("systemd restarts it", "it has a /tmp of its own"),
                serves ? Duration.ofSeconds(25) : Duration.ZERO);
    }

    void log(String id, LogKind kind, String raw) {
        lines.computeIfAbsent(new InstanceId(id), any -> new ArrayDeque<>()).add(LogLine.parse(kind, raw));
    }

    @Override
    public Layout layout() {
        return new Layout(
                Path.of("/etc/ikabud"),
                Path.of("/var/lib/ikabud"),
                Path.of("/run/ikabud"),
                Path.of("/var/log/ikabud"),
                true);
    }

    @Override
    public Roster roster() {
        return new Roster(records.stream()
                .map(record -> new Roster.Entry(record, Map.of()))
                .toList());
    }

    @Override
    public Roster counted(Roster roster) {
        return new Roster(
                roster.entries().stream().map(entry -> entry.with(reliability)).toList());
    }

    @Override
    public Optional<InstanceRecord> find(InstanceId id) {
        return records.stream().filter(record -> record.id().equals(id)).findFirst();
    }

    @Override
    public Snapshot snapshot(Duration between) {
        clock.advance(between);
        return new Snapshot(1, clock.now(), Duration.ZERO, Snapshot.NONE.host(), samples);
    }

    @Override
    public Checkup examine(InstanceRecord instance, Checkup.Reach reach) {
        reaches.add(reach);
        clock.advance(Duration.ofMillis(3));
        return new Checkups(examiner, clock, any -> OptionalInt.of(2)).examine(instance, reach);
    }

    @Override
    public Optional<String> processLine(InstanceRecord instance) {
        return Optional.ofNullable(instance.observed().master())
                .map(master -> master.pid() + " " + instance.instance().owner().name()
                        + " 0.0 1.2 00:05:23 php-fpm: master process");
    }

    @Override
    public List<Enforcement> enforcement(InstanceRecord instance) {
        return enforcement;
    }

    @Override
    public CompletableFuture<Outcome> submit(Command command) {
        commands.add(command);
        return answer.apply(command);
    }

    @Override
    public CompletableFuture<Outcome> submit(Command command, Consumer<BootCheck> heard) {
        checks.forEach(heard);
        return submit(command);
    }

    @Override
    public Optional<BootLog> lastBoot(InstanceId id) {
        return boots.stream().filter(boot -> boot.id().equals(id)).findFirst();
    }

    @Override
    public MigrationPlan migration(InstanceRecord record, BackendKind to, Optional<Duration> grace) {
        return migrations.apply(record, to);
    }

    @Override
    public Optional<MigrationPlan> upgrade(InstanceRecord record) {
        return best.compareTo(record.instance().backend()) < 0
                ? Optional.of(migrations.apply(record, best))
                : Optional.empty();
    }

    @Override
    public Shield shield(Runnable told) {
        interrupt = told;
        return new Shield() {
            @Override
            public boolean interrupted() {
                return interrupted;
            }

            @Override
            public void close() {}
        };
    }

    /** Somebody presses Ctrl-C. */
    void interrupt() {
        interrupted = true;
        interrupt.run();
    }

    @Override
    public List<Event> events(InstanceId id, Instant since, long afterSequence, int most) {
        List<Event> fitting = events.stream()
                .filter(event -> id == null || Objects.equals(event.instance(), id))
                .filter(event -> since == null || !event.at().isBefore(since))
                .filter(event -> event.sequence() > afterSequence)
                .toList();
        return fitting.subList(Math.max(0, fitting.size() - most), fitting.size());
    }

    @Override
    public LogSource logs() {
        return (id, most) -> new LogSource.Follower() {
            private int asked;
            private final Deque<LogLine> left = new ArrayDeque<>(lines.getOrDefault(id, new ArrayDeque<>()));

            {
                while (left.size() > most) {
                    left.remove();
                }
            }

            @Override
            public List<LogLine> read(int atMost) {
                List<LogLine> some = new ArrayList<>();
                while (some.size() < atMost && !left.isEmpty()) {
                    some.add(left.remove());
                }
                return some;
            }

            @Override
            public boolean ready() {
                return ++asked > 1;
            }

            @Override
            public Optional<IkabudException> trouble() {
                return logTrouble;
            }

            @Override
            public long dropped() {
                return 0;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public List<Kind> kinds() {
        Variable children = new Variable(
                "max_children",
                Variable.Type.NUMBER,
                "5",
                "workers at most",
                OptionalLong.of(1),
                OptionalLong.of(500),
                List.of());
        return List.of(new Kind("php", "a plain PHP site", List.of(), List.of(children)));
    }

    @Override
    public List<Finding> doctor(boolean mend) {
        return findings;
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                new Setting("refresh", "2s", "default"), new Setting("theme", "light", "/etc/ikabud/ikabud.json:2:3"));
    }

    @Override
    public Duration refresh() {
        return Duration.ofSeconds(2);
    }

    @Override
    public Actor actor() {
        return ACTOR;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Optional<Locks.Holder> supervisor() {
        return supervisor;
    }

    @Override
    public Outcome startSupervisor(List<String> options) {
        supervisor = Optional.of(new Locks.Holder(4711, "supervises since 2026-11-20T08:00:00Z"));
        return Outcome.done("supervised, PID 4711", Duration.ofSeconds(1), List.of());
    }

    @Override
    public Outcome stopSupervisor(Duration patience) {
        supervisor = Optional.empty();
        return Outcome.done("no longer supervised; PID 4711 has ended", Duration.ofSeconds(1), List.of());
    }

    @Override
    public ExitCode supervise(Supervising.Wishes wishes, Supervising.Teller teller) {
        supervised.add(wishes);
        events.forEach(teller::happened);
        return ExitCode.DONE;
    }

    @Override
    public void beginDemo() {
        throw new AssertionError("no verb begins the demo unasked");
    }

    @Override
    public void close() {}
}
