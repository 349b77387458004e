package ikabud.cli;

import ikabud.app.Finding;
import ikabud.app.Supervising;
import ikabud.config.Kind;
import ikabud.config.Setting;
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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the verbs need of the program. Only {@link #submit} may be called from a thread other than the main one. */
interface Control extends AutoCloseable {
    /** Where everything lies. */
    Layout layout();

    /** All instances, reconciled with what runs. */
    Roster roster();

    /** The same roster with restarts and uptime as the journal tells them. */
    Roster counted(Roster roster);

    /** One instance as it is recorded now. */
    Optional<InstanceRecord> find(InstanceId id);

    /**
     * A reading of everything.
     *
     * @param between time after an earlier reading, so that CPU and rates are known; zero leaves them unknown
     */
    Snapshot snapshot(Duration between);

    /** A look at one instance, asked for. */
    Checkup examine(InstanceRecord instance, Checkup.Reach reach);

    /** The master's line as {@code ps} would print it; empty where no master runs. */
    Optional<String> processLine(InstanceRecord instance);

    /** By what each limit of an instance is held, as it runs now. */
    List<Enforcement> enforcement(InstanceRecord instance);

    /** Carries out a command on another thread. */
    CompletableFuture<Outcome> submit(Command command);

    /** The same, with each check of the boot that it makes told on that thread. */
    CompletableFuture<Outcome> submit(Command command, Consumer<BootCheck> heard);

    /** How the last boot of an instance went. */
    Optional<BootLog> lastBoot(InstanceId id);

    /** What it would do to have an instance run in another way; running requests get {@code grace}, or the usual time. */
    MigrationPlan migration(InstanceRecord record, BackendKind to, Optional<Duration> grace);

    /** The migration to the best way in which this machine could run it; empty if it is run in that way. */
    Optional<MigrationPlan> upgrade(InstanceRecord record);

    /** Has the end of the process, such as by Ctrl-C, told and then put off until the shield is closed. */
    Shield shield(Runnable told);

    /** Keeps the process alive until work that was begun has ended. */
    interface Shield extends AutoCloseable {
        /** Whether the process was told to end. */
        boolean interrupted();

        @Override
        void close();
    }

    /** The last {@code most} events after {@code afterSequence} that fit, oldest first. */
    List<Event> events(@Nullable InstanceId id, @Nullable Instant since, long afterSequence, int most);

    /** The instances' logs. */
    LogSource logs();

    /** The kinds of instances that can be made. */
    List<Kind> kinds();

    /** What the doctor found, and has mended where that is asked for. */
    List<Finding> doctor(boolean mend);

    /** The effective settings and where each came from. */
    List<Setting> settings();

    /** The time between two readings as it is set. */
    Duration refresh();

    /** Who we are, for the journal. */
    Actor actor();

    /** Both times. */
    Clock clock();

    /** Who supervises this installation. */
    Optional<Locks.Holder> supervisor();

    /** Starts a supervisor in the background, with these options of the verb {@code supervise}. */
    Outcome startSupervisor(List<String> options);

    /** Ends whoever supervises. */
    Outcome stopSupervisor(Duration patience);

    /** Supervises until told to end. */
    ExitCode supervise(Supervising.Wishes wishes, Supervising.Teller teller);

    /** Makes the demo's instances and visits them, until closed. */
    void beginDemo();

    /** Something that happened at the start and that the administrator should know. */
    default Optional<String> warning() {
        return Optional.empty();
    }

    @Override
    void close();
}
