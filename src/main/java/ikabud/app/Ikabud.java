package ikabud.app;

import ikabud.backend.Backends;
import ikabud.backend.FpmExaminer;
import ikabud.backend.Machine;
import ikabud.config.Kind;
import ikabud.config.Kinds;
import ikabud.config.Layouts;
import ikabud.config.LoadedSettings;
import ikabud.config.Setting;
import ikabud.config.Settings;
import ikabud.config.SettingsLoader;
import ikabud.journal.Journal;
import ikabud.manager.Checkups;
import ikabud.manager.InstanceManager;
import ikabud.manager.Patience;
import ikabud.model.Actor;
import ikabud.model.Alarm;
import ikabud.model.BackendKind;
import ikabud.model.BootCheck;
import ikabud.model.BootLog;
import ikabud.model.Checkup;
import ikabud.model.Clock;
import ikabud.model.CommandSink;
import ikabud.model.Event;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.InstanceStore;
import ikabud.model.Layout;
import ikabud.model.LogSource;
import ikabud.model.MigrationPlan;
import ikabud.model.Roster;
import ikabud.model.Snapshot;
import ikabud.os.Actors;
import ikabud.os.FileLogs;
import ikabud.os.FlockLocks;
import ikabud.os.FolderWatch;
import ikabud.os.SystemClock;
import ikabud.os.UnitLogs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The program, put together. What is dear to load, above all SQLite and native code, is loaded when it is first needed.
 *
 * <p>Safe from any thread.
 */
public final class Ikabud implements AutoCloseable {
    private final Launch launch;
    private final Machine machine;
    private final Layout layout;
    private final Kinds kinds;
    private final Clock clock = new SystemClock();
    private final Workers workers = new Workers();
    private final BackendChoice ways;
    private final FolderWatch folders = new FolderWatch(listening -> workers.start("folders", listening));
    private final Hosting hosting = new Hosting(this);

    private final AtomicBoolean reconciling = new AtomicBoolean();

    private @Nullable LoadedSettings settings;
    private @Nullable Actor actor;
    private volatile @Nullable String warning;
    private @Nullable Journal journal;
    private @Nullable InstanceManager manager;
    private @Nullable Pictures pictures;

    private Ikabud(Launch launch, Machine machine) {
        this.launch = launch;
        this.machine = machine;
        this.layout = Layouts.detect(launch.environment(), machine.users().currentUid());
        this.kinds = new Kinds(layout);
        this.ways = new BackendChoice(layout, machine, clock, kinds, this::settings);
    }

    /** Finds out who we are and where everything lies; reads no settings and no state yet. */
    public static Ikabud open(Launch launch) {
        return new Ikabud(launch, Machine.real());
    }

    /** This process ends as soon as its command has, so it need not wait for the ends of what it starts. */
    public void endsSoon() {
        machine.spawner().children().tend();
    }

    /** Where everything lies. */
    public Layout layout() {
        return layout;
    }

    /** The effective settings; the first call reads them and reports every mistake at once. */
    public Settings settings() {
        return loadedSettings().settings();
    }

    /** The effective settings and where each came from. */
    public List<Setting> provenance() {
        return loadedSettings().effective();
    }

    private synchronized LoadedSettings loadedSettings() {
        LoadedSettings loaded = settings;
        if (loaded == null) {
            List<Path> files = Layouts.settingsFiles(launch.environment(), layout);
            if (layout.system()) {
                files.stream().filter(Files::exists).forEach(machine.files()::requireTrustedPath);
            }
            loaded = SettingsLoader.load(files, launch.environment(), launch.flags());
            settings = loaded;
        }
        return loaded;
    }

    /** Who acts, for the journal. */
    public synchronized Actor actor() {
        Actor current = actor;
        if (current == null) {
            current = new Actors(machine.proc(), machine.users(), launch.environment()).current(launch.program());
            actor = current;
        }
        return current;
    }

    /** Both times. */
    public Clock clock() {
        return clock;
    }

    /** The record, for the calling thread alone; whoever asks for it closes it. */
    public Journal openJournal() {
        Journal opened = new StateDirectory(machine, layout).open(clock);
        opened.recovery()
                .filter(recovery -> recovery.movedTo().isPresent())
                .ifPresent(recovery -> warning = new Restoring(opened, clock, actor())
                        .restore(recovery, recovery.movedTo().get()));
        return opened;
    }

    /** Something that happened at the start and that the administrator should know. */
    public Optional<String> warning() {
        return Optional.ofNullable(warning);
    }

    /** The record of our own commands, which use it on threads of their own: hold its monitor. Opened by the first call. */
    synchronized Journal store() {
        Journal open = journal;
        if (open == null) {
            open = openJournal();
            journal = open;
        }
        return open;
    }

    /** All instances as they are now: the record is made true first. */
    public Roster roster() {
        manager().reconcile();
        return manager().roster();
    }

    /** The same roster with restarts and uptime as the journal tells them. */
    public Roster counted(Roster roster) {
        Journal own = store();
        synchronized (own) {
            return new Tallying(own, clock).counted(roster);
        }
    }

    /** One instance as it is recorded. */
    public Optional<InstanceRecord> find(InstanceId id) {
        return recorded(store -> store.find(id));
    }

    /** All instances as they are recorded. */
    public List<InstanceRecord> records() {
        return recorded(InstanceStore::all);
    }

    /** The last {@code most} events after {@code afterSequence} that fit, oldest first. */
    public List<Event> events(@Nullable InstanceId id, @Nullable Instant since, long afterSequence, int most) {
        return recorded(store -> store.events(id, since, afterSequence, most));
    }

    /** How the last boot of an instance went, whoever booted it. */
    public Optional<BootLog> lastBoot(InstanceId id) {
        return recorded(store -> store.lastBoot(id));
    }

    private <T> T recorded(Function<InstanceStore, T> reading) {
        InstanceStore store = store();
        synchronized (store) {
            return reading.apply(store);
        }
    }

    /**
     * A picture of everything.
     *
     * @param between time since the picture before, so that CPU and rates are known; zero leaves them unknown
     */
    public synchronized Snapshot snapshot(Duration between) {
        Pictures open = pictures;
        if (open == null) {
            open = new Pictures(this);
            pictures = open;
        }
        return open.next(between);
    }

    /** Carries commands out on threads of their own. */
    public CommandSink commands() {
        return workers.sink(command -> manager().execute(command));
    }

    /** The same, with each check of a boot told on the thread that makes it. */
    public CommandSink commands(Consumer<BootCheck> heard) {
        return workers.sink(command -> manager().execute(command, heard));
    }

    /** Puts the end of the process off until it is closed, so that what was begun comes to its end. */
    public Interruption interruption(Runnable told) {
        return new Interruption(workers, told);
    }

    /** The instances' logs. */
    public LogSource logs() {
        return logs(id -> find(id).filter(found -> found.instance().backend() == BackendKind.SYSTEMD)
                .isPresent());
    }

    /** The same for somebody who knows which instances systemd runs. */
    LogSource logs(Predicate<InstanceId> bySystemd) {
        return new UnitLogs(
                new FileLogs(layout, clock, hosting::logs, folders::of), bySystemd, machine.spawner(), clock);
    }

    /** The kinds of instances that can be made. */
    public List<Kind> kinds() {
        return kinds.all();
    }

    /** Their names alone, without reading them. */
    public List<String> kindNames() {
        return kinds.names();
    }

    /** What the screen says as long as nothing worse is to be said; may be empty. */
    String notice() {
        return warning()
                .or(() -> SystemInstallation.besides(layout).map(text -> text + ": " + SystemInstallation.REMEDY))
                .orElse("");
    }

    /** Runs something beside, on a daemon thread of that name. */
    public void background(String name, Runnable work) {
        workers.start(name, work);
    }

    /**
     * What could go wrong here, and what to do about it.
     *
     * @param mend whether to mend what can be
     */
    public List<Finding> doctor(boolean mend) {
        List<Finding> findings = new ArrayList<>(new Doctor(machine, layout, settings()).look(() -> {
            manager().reconcile();
            return manager().upkeep(mend);
        }));
        findings.add(ways.finding());
        findings.addAll(hosting.findings());
        findings.addAll(new BetterWay(this).findings());
        return findings;
    }

    /** What it would do to have an instance run in another way. */
    public MigrationPlan migration(InstanceRecord record, BackendKind to, Optional<Duration> grace) {
        return manager().migration(record, to, grace);
    }

    /** The migration to the best way in which this machine could run it; empty if it is run in that way. */
    public Optional<MigrationPlan> upgrade(InstanceRecord record) {
        return manager().upgrade(record);
    }

    /** The master's line as {@code ps} prints it: PID, user, CPU over its life, memory, CPU time, command. */
    public Optional<String> processLine(InstanceRecord record) {
        return new ProcessLine(machine.proc()).of(record);
    }

    /** A look at one instance, asked for. */
    public Checkup examine(InstanceRecord record, Checkup.Reach reach) {
        if (record.instance().isVirtual()) {
            return hosting.examine(record, reach);
        }
        return new Checkups(new FpmExaminer(layout, machine, clock), clock, poolSizes()::of).examine(record, reach);
    }

    PoolSizes poolSizes() {
        return new PoolSizes(kinds);
    }

    Hosting hosting() {
        return hosting;
    }

    Machine machine() {
        return machine;
    }

    Launch launch() {
        return launch;
    }

    /** Goes off when somebody writes into the record. */
    Alarm recordAlarm() {
        return folders.of(layout.state());
    }

    Workers workers() {
        return workers;
    }

    /** The manager for our own commands; safe from several threads. */
    synchronized InstanceManager manager() {
        InstanceManager current = manager;
        if (current == null) {
            current = new InstanceManager(
                    backend(),
                    store(),
                    new FlockLocks(layout, machine.proc()),
                    clock,
                    new Patience(settings().startTimeout(), settings().stopTimeout()),
                    layout.system(),
                    actor());
            manager = current;
        }
        return current;
    }

    Backends backend() {
        return ways.backends();
    }

    /** In which ways instances can be run. */
    BackendChoice ways() {
        return ways;
    }

    /** Makes the record true again on a thread of its own, unless that is under way. */
    void reconcileSoon() {
        if (reconciling.compareAndSet(false, true)) {
            workers.start("reconcile", () -> {
                try {
                    manager().reconcile();
                } catch (IkabudException failure) {
                    // told when the next command meets it; the picture already shows what is true
                    return;
                } finally {
                    reconciling.set(false);
                }
            });
        }
    }

    @Override
    public synchronized void close() {
        workers.close();
        folders.close();
        if (pictures != null) {
            pictures.close();
        }
        if (journal != null) {
            journal.close();
        }
    }
}
