package ikabud.manager;

import ikabud.backend.Backend;
import ikabud.backend.BootChecks;
import ikabud.backend.Steps;
import ikabud.model.Actor;
import ikabud.model.BackendKind;
import ikabud.model.BootCheck;
import ikabud.model.Clock;
import ikabud.model.Command;
import ikabud.model.EventKind;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.InstanceStore;
import ikabud.model.Locks;
import ikabud.model.MigrationPlan;
import ikabud.model.Outcome;
import ikabud.model.Outcome.Result;
import ikabud.model.PlainText;
import ikabud.model.Roster;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * Carries out commands on instances, within this process. Other processes do the same at the same time.
 *
 * <p>Safe from several threads: commands for different instances run side by side, those for one are kept apart by its op
 * lock. Every call to the store holds the store's monitor.
 */
public final class InstanceManager {
    private static final int LONGEST_DETAIL = 2000;

    private final boolean system;
    private final Actor self;
    private final Ledger ledger;
    private final Clock clock;
    private final Patience patience;
    private final Starting starting;
    private final Stopping stopping;
    private final Registering registering;
    private final Changing changing;
    private final Migrating migrating;
    private final Migrations migrations;
    private final Reconciling reconciling;
    private final Attendant attendant;
    private final Halting halting;
    private final Boots boots;
    private final Upkeep upkeep;

    /**
     * Puts the manager together.
     *
     * @param system whether the instances are root's, so that nobody else may command them
     * @param self who is said to have done what nobody asked for, such as finding a master that ended
     */
    public InstanceManager(
            Backend backend,
            InstanceStore store,
            Locks locks,
            Clock clock,
            Patience patience,
            boolean system,
            Actor self) {
        this(backend, store, locks, clock, patience, system, self, Steps.UNHEARD);
    }

    /** The same, with somebody who hears of every step. */
    public InstanceManager(
            Backend backend,
            InstanceStore store,
            Locks locks,
            Clock clock,
            Patience patience,
            boolean system,
            Actor self,
            Steps steps) {
        this(backend, store, locks, clock, patience, system, self, steps, Math::random);
    }

    /** The same, with numbers from 0 up to 1 that spread the delays of restarts. */
    InstanceManager(
            Backend backend,
            InstanceStore store,
            Locks locks,
            Clock clock,
            Patience patience,
            boolean system,
            Actor self,
            Steps steps,
            DoubleSupplier random) {
        this.system = system;
        this.self = self;
        this.clock = clock;
        this.patience = patience;
        this.ledger = new Ledger(store, clock, backend::wish);
        OpLocks opLocks = new OpLocks(locks, clock);
        Truth truth = new Truth(backend, ledger);
        Waiting waiting = new Waiting(ledger, clock);
        this.boots = new Boots(backend, ledger, opLocks, waiting);
        Launching launching = new Launching(backend, ledger, boots, steps);
        this.starting = new Starting(backend, ledger, opLocks, truth, waiting, launching, patience, steps);
        this.stopping = new Stopping(backend, ledger, opLocks, patience, steps);
        this.registering = new Registering(backend, ledger, opLocks, truth, starting, patience, steps);
        this.changing = new Changing(backend, ledger, opLocks, truth, starting, patience, steps);
        this.migrating =
                new Migrating(backend, ledger, opLocks, truth, waiting, launching, boots, patience, clock, steps);
        this.migrations = new Migrations(backend, patience);
        this.reconciling = new Reconciling(backend, ledger, opLocks, truth, self);
        this.upkeep = new Upkeep(backend, ledger, opLocks, self);
        this.halting = new Halting(backend, ledger, opLocks, patience, clock, self);
        Care care = new Care(backend, ledger, truth, launching, patience, clock, self);
        this.attendant = new Attendant(
                backend,
                ledger,
                opLocks,
                care,
                new Mending(backend, ledger, patience, self),
                boots,
                patience,
                clock,
                self,
                random);
    }

    /** Carries a command out and returns what became of it; it always appends an event, and never throws. */
    public Outcome execute(Command command) {
        return execute(command, BootChecks.UNHEARD);
    }

    /**
     * The same with somebody who hears each check of the boot that the command makes, on the thread that boots.
     *
     * <p>What the site itself answers is looked at last, and its time is not part of what the command took.
     */
    public Outcome execute(Command command, Consumer<BootCheck> heard) {
        Job job = new Job(command, clock, heard);
        Outcome outcome = attempt(job);
        boots.finish(job);
        return new Outcome(outcome.result(), outcome.message(), outcome.exitCode(), outcome.took(), job.notes());
    }

    private Outcome attempt(Job job) {
        try {
            requireRights(job);
            String message = carryOut(job);
            return Outcome.done(message, job.took(), job.notes());
        } catch (IkabudException failure) {
            return failed(job, failure);
        } catch (RuntimeException unforeseen) {
            return failed(
                    job,
                    IkabudException.failed(
                            job.what(), "something unforeseen, " + unforeseen, "please report it", unforeseen));
        }
    }

    /** Makes the records true again; an instance that another process works on is left to it. */
    public void reconcile() {
        reconciling.reconcile();
    }

    /** All instances as recorded, with what can be done to each. */
    public Roster roster() {
        return RosterRules.roster(ledger.all(), mayAct(self), clock.now());
    }

    /** What it would do to have an instance run in another way; running requests get {@code grace}, or the usual time. */
    public MigrationPlan migration(InstanceRecord record, BackendKind to, Optional<Duration> grace) {
        return migrations.plan(record, to, grace.orElse(patience.stop()));
    }

    /** The migration to the best way in which this machine could run it; empty if it is run in that way. */
    public Optional<MigrationPlan> upgrade(InstanceRecord record) {
        return migrations.upgrade(record);
    }

    /** Stops an instance together with the supervisor: what is wanted of it stays. Returns when it is down. */
    public void halt(InstanceId id) {
        halting.halt(id);
    }

    /**
     * What of the instances is not any more as it was made.
     *
     * @param mend whether to mend what can be, which needs the rights of who made them
     */
    public List<Upkept> upkeep(boolean mend) {
        if (mend && !mayAct(self)) {
            throw IkabudException.needsRights("mending", RosterRules.NOT_ROOT, "use sudo");
        }
        return mend ? upkeep.mend() : upkeep.look();
    }

    /** Looks after instances; for the supervisor alone. */
    public Attendant attendant() {
        return attendant;
    }

    private String carryOut(Job job) {
        return switch (job.command().verb()) {
            case CREATE -> registering.create(job);
            case START -> starting.start(job);
            case STOP -> stopping.stop(job);
            case RESTART -> starting.restart(job);
            case RELOAD -> starting.reload(job);
            case KILL -> stopping.kill(job);
            case REMOVE -> registering.remove(job);
            case SET -> changing.set(job);
            case MIGRATE -> migrating.migrate(job);
        };
    }

    private boolean mayAct(Actor actor) {
        return !system || actor.uid() == 0;
    }

    private void requireRights(Job job) {
        if (!mayAct(job.actor())) {
            throw IkabudException.needsRights(job.what(), RosterRules.NOT_ROOT, "use sudo");
        }
    }

    private Outcome failed(Job job, IkabudException failure) {
        Outcome outcome = Outcome.of(failure, job.took());
        EventKind kind = outcome.result() == Result.REFUSED ? EventKind.REFUSED : EventKind.FAILED;
        String detail = job.command().verb().word() + ": " + outcome.message();
        try {
            ledger.append(ledger.event(
                    job,
                    kind,
                    PlainText.shorten(PlainText.neutralise(detail), LONGEST_DETAIL),
                    job.command().expected()));
        } catch (IkabudException unwritten) {
            job.note("that could not be written to the journal: " + unwritten.getMessage());
        }
        return outcome;
    }
}
