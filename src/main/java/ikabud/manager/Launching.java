package ikabud.manager;

import ikabud.backend.Backend;
import ikabud.backend.BootChecks;
import ikabud.backend.BootChecks.Found;
import ikabud.backend.Ended;
import ikabud.backend.Steps;
import ikabud.backend.Survey;
import ikabud.model.BootPhase;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.FailureClass;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.Intent;
import ikabud.model.Observed;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings a master up for start, restart and create, whose op lock is held. The wish is looked at right before and right
 * after the spawn: if a stop came meanwhile, what was spawned is ended.
 */
final class Launching {
    private final Backend backend;
    private final Ledger ledger;
    private final Boots boots;
    private final Steps steps;

    Launching(Backend backend, Ledger ledger, Boots boots, Steps steps) {
        this.backend = backend;
        this.ledger = ledger;
        this.boots = boots;
        this.steps = steps;
    }

    /**
     * Starts a master, or opens a site that has none; returns when it serves.
     *
     * @param before the master there was, whose orphans may still run
     */
    void launch(
            Job job,
            Instance instance,
            Intent intent,
            @Nullable ProcessIdentity before,
            Duration patience,
            EventKind kind) {
        BootChecks boot = job.beginBoot();
        launch(job, instance, intent, boot, patience, kind, () -> {
            prepare(job, instance, boot);
            clear(job, instance, before);
        });
    }

    /** Makes all checks of its boot up to the master's own. */
    void prepare(Job job, Instance instance, BootChecks boot) {
        boots.checkRecord(job, boot);
        job.noteAll(backend.prepare(instance, boot));
        boots.checkNeeds(job, boot);
        steps.reached("prepared");
    }

    /** The same for an instance that is prepared and of which nothing is left: only the master is missing. */
    void launchPrepared(Job job, Instance instance, Intent intent, BootChecks boot, Duration patience, EventKind kind) {
        launch(job, instance, intent, boot, patience, kind, () -> {});
    }

    private void launch(
            Job job,
            Instance instance,
            Intent intent,
            BootChecks boot,
            Duration patience,
            EventKind kind,
            Runnable first) {
        ledger.move(job.id(), begin(job, kind), Seen.NOTHING.within(patience));
        steps.reached("starting is on record");
        @Nullable ProcessIdentity master = null;
        try {
            first.run();
            requireWish(job, intent);
            steps.reached("about to spawn");
            master = spawn(boot, instance);
            steps.reached("spawned");
            ledger.move(job.id(), Stimulus.SPAWNED, Seen.of(master));
            steps.reached("master is on record");
            requireWish(job, intent);
            if (master != null) {
                backend.awaitReady(instance, master, patience, boot);
            }
        } catch (IkabudException failure) {
            boots.keep(job);
            recover(job, instance, intent, master, failure);
            return;
        }
        serve(job, instance, intent, master, kind);
    }

    private Stimulus begin(Job job, EventKind kind) {
        Observed now = ledger.require(job.id()).observed();
        if (now.phase() == Phase.STOPPING && now.master() == null) {
            // A stop that was cut short; without a master there is nothing to end first.
            ledger.move(job.id(), Stimulus.FULLY_ENDED, Seen.NOTHING);
        }
        if (now.phase() == Phase.STARTING) {
            return Stimulus.NEEDS_MET;
        }
        boolean retry = now.phase() == Phase.BACKOFF && kind == EventKind.RECOVERED;
        return retry ? Stimulus.RETRY_DUE : Stimulus.START;
    }

    /** Waits for a master that another of us started and died over. */
    void resume(Job job, Instance instance, Intent intent, ProcessIdentity master, Duration patience) {
        try {
            backend.awaitReady(instance, master, patience, job.beginBoot());
        } catch (IkabudException failure) {
            boots.keep(job);
            recover(job, instance, intent, master, failure);
            return;
        }
        serve(job, instance, intent, master, EventKind.STARTED);
    }

    private void serve(Job job, Instance instance, Intent intent, @Nullable ProcessIdentity master, EventKind kind) {
        steps.reached("master serves");
        Event event = ledger.event(job, kind, named(master), master);
        ledger.move(job.id(), Stimulus.READY, Seen.of(master), event);
        steps.reached("up is on record");
        job.boot().ifPresent(BootChecks::serves);
        if (!ledger.isCurrent(job.id(), intent)) {
            backend.kill(instance, master, false);
            ledger.move(job.id(), Stimulus.FULLY_ENDED, Seen.NOTHING);
            throw superseded(job);
        }
    }

    private static String named(@Nullable ProcessIdentity master) {
        return master == null ? "its site is open" : "PID " + master.pid();
    }

    private @Nullable ProcessIdentity spawn(BootChecks boot, Instance instance) {
        BootChecks.Step step = boot.begin(BootPhase.RUNTIME, "process");
        try {
            ProcessIdentity master = backend.spawn(instance);
            step.end(Found.passed(named(master)));
            return master;
        } catch (IkabudException failure) {
            step.fail(failure);
            throw failure;
        }
    }

    // What a master that was killed left behind would keep the socket and make the new one end with 78.
    private void clear(Job job, Instance instance, @Nullable ProcessIdentity before) {
        Survey now = backend.survey(instance, before);
        if (now.isEmpty() || now.serves() || now.door().isPresent()) {
            return;
        }
        Ended ended = backend.kill(instance, before, job.options().force());
        if (!ended.strays().isEmpty()) {
            String detail = "left behind by an earlier master and ended: " + Job.names(ended.strays());
            ledger.append(ledger.event(job, EventKind.STRAYS_ENDED, detail, before));
            job.note(detail);
        }
        steps.reached("orphans ended");
        if (!ended.left().isEmpty()) {
            throw IkabudException.refused(
                    job.what(),
                    "its lock or socket is held by " + Job.names(ended.left()) + ", of a user that others use too",
                    "end them yourself, or let --force do it",
                    FailureClass.CONFLICT);
        }
    }

    private void recover(
            Job job, Instance instance, Intent intent, @Nullable ProcessIdentity spawned, IkabudException failure) {
        Survey now = backend.survey(instance, spawned);
        Optional<ProcessIdentity> running = now.master();
        boolean wanted = ledger.isCurrent(job.id(), intent);
        if (wanted && running.isPresent() && !running.get().equals(spawned)) {
            adopt(job, running.get());
            return;
        }
        if (running.isPresent() || (!wanted && now.door().isPresent())) {
            backend.kill(instance, spawned, false);
        }
        if (!wanted) {
            ledger.move(job.id(), Stimulus.FULLY_ENDED, Seen.NOTHING);
            throw superseded(job);
        }
        FailureClass kind = Failures.of(failure);
        Seen seen = Seen.failed(failure.why(), kind);
        if (Restarts.isFinal(instance.supervision().restart(), kind)) {
            ledger.move(job.id(), Stimulus.START_HOPELESS, seen, job.isUnasked() ? givenUp(job, failure) : null);
        } else {
            ledger.move(job.id(), failed(kind), seen);
        }
        throw failure;
    }

    private Event givenUp(Job job, IkabudException failure) {
        String detail = failure.why() + "; given up: a restart would not mend it";
        return ledger.event(job.id(), job.actor(), EventKind.GAVE_UP, detail, null, null);
    }

    private static Stimulus failed(FailureClass kind) {
        return kind == FailureClass.START_TIMEOUT ? Stimulus.START_TIMED_OUT : Stimulus.START_FAILED;
    }

    // One of us died between its spawn and its record; that master took the lock before ours did.
    private void adopt(Job job, ProcessIdentity master) {
        String detail = "PID " + master.pid() + " runs and was not on record";
        Event event = ledger.event(job, EventKind.ADOPTED, detail, master);
        ledger.move(job.id(), Stimulus.FOUND_RUNNING, Seen.of(master), event);
        job.note(detail);
    }

    /** Refuses to go on if somebody wished something else since. */
    void requireWish(Job job, Intent intent) {
        if (!ledger.isCurrent(job.id(), intent)) {
            throw superseded(job);
        }
    }

    private static IkabudException superseded(Job job) {
        return job.refused("a stop came meanwhile, and a stop wins", "start it again if it shall run");
    }
}
