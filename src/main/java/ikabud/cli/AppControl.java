package ikabud.cli;

import ikabud.app.Finding;
import ikabud.app.HeldLimits;
import ikabud.app.Ikabud;
import ikabud.app.Interruption;
import ikabud.app.Launch;
import ikabud.app.Supervising;
import ikabud.app.SupervisorProcess;
import ikabud.config.Kind;
import ikabud.config.Setting;
import ikabud.demo.Demo;
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
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.Layout;
import ikabud.model.Locks;
import ikabud.model.LogSource;
import ikabud.model.MigrationPlan;
import ikabud.model.Outcome;
import ikabud.model.Roster;
import ikabud.model.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The real program behind the verbs. */
final class AppControl implements Control {
    private final Launch launch;
    private final Ikabud ikabud;

    private AppControl(Launch launch) {
        this.launch = launch;
        this.ikabud = Ikabud.open(launch);
        ikabud.endsSoon();
    }

    static Control open(Map<String, String> environment, Map<String, String> settings) {
        return new AppControl(new Launch(environment, settings, Definition.PROGRAM));
    }

    @Override
    public Layout layout() {
        return ikabud.layout();
    }

    @Override
    public Roster roster() {
        return ikabud.roster();
    }

    @Override
    public Roster counted(Roster roster) {
        return ikabud.counted(roster);
    }

    @Override
    public Optional<InstanceRecord> find(InstanceId id) {
        return ikabud.find(id);
    }

    @Override
    public Snapshot snapshot(Duration between) {
        return ikabud.snapshot(between);
    }

    @Override
    public Checkup examine(InstanceRecord instance, Checkup.Reach reach) {
        return ikabud.examine(instance, reach);
    }

    @Override
    public Optional<String> processLine(InstanceRecord instance) {
        return ikabud.processLine(instance);
    }

    @Override
    public List<Enforcement> enforcement(InstanceRecord instance) {
        return HeldLimits.of(ikabud, instance);
    }

    @Override
    public CompletableFuture<Outcome> submit(Command command) {
        return ikabud.commands().submit(command);
    }

    @Override
    public CompletableFuture<Outcome> submit(Command command, Consumer<BootCheck> heard) {
        return ikabud.commands(heard).submit(command);
    }

    @Override
    public Optional<BootLog> lastBoot(InstanceId id) {
        return ikabud.lastBoot(id);
    }

    @Override
    public MigrationPlan migration(InstanceRecord record, BackendKind to, Optional<Duration> grace) {
        return ikabud.migration(record, to, grace);
    }

    @Override
    public Optional<MigrationPlan> upgrade(InstanceRecord record) {
        return ikabud.upgrade(record);
    }

    @Override
    public Shield shield(Runnable told) {
        Interruption interruption = ikabud.interruption(told);
        return new Shield() {
            @Override
            public boolean interrupted() {
                return interruption.interrupted();
            }

            @Override
            public void close() {
                interruption.close();
            }
        };
    }

    @Override
    public List<Event> events(@Nullable InstanceId id, @Nullable Instant since, long afterSequence, int most) {
        return ikabud.events(id, since, afterSequence, most);
    }

    @Override
    public LogSource logs() {
        return ikabud.logs();
    }

    @Override
    public List<Kind> kinds() {
        return ikabud.kinds();
    }

    @Override
    public List<Finding> doctor(boolean mend) {
        return ikabud.doctor(mend);
    }

    @Override
    public List<Setting> settings() {
        return ikabud.provenance();
    }

    @Override
    public Duration refresh() {
        return ikabud.settings().refresh();
    }

    @Override
    public Actor actor() {
        return ikabud.actor();
    }

    @Override
    public Clock clock() {
        return ikabud.clock();
    }

    @Override
    public Optional<Locks.Holder> supervisor() {
        return SupervisorProcess.of(ikabud).current();
    }

    @Override
    public Outcome startSupervisor(List<String> options) {
        return SupervisorProcess.of(ikabud).start(options);
    }

    @Override
    public Outcome stopSupervisor(Duration patience) {
        return SupervisorProcess.of(ikabud).stop(patience);
    }

    @Override
    public ExitCode supervise(Supervising.Wishes wishes, Supervising.Teller teller) {
        // So that the journal tells its own deeds from those of whoever started it.
        return Supervising.run(
                new Launch(launch.environment(), launch.flags(), Definition.PROGRAM + " supervise"), wishes, teller);
    }

    @Override
    public void beginDemo() {
        Demo.begin(ikabud);
    }

    @Override
    public Optional<String> warning() {
        return ikabud.warning();
    }

    @Override
    public void close() {
        ikabud.close();
    }
}
