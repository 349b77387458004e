package ikabud.manager;

import ikabud.backend.Backend;
import ikabud.backend.Ended;
import ikabud.backend.Steps;
import ikabud.backend.Survey;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.FailureClass;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.InstanceRecord;
import ikabud.model.Intent;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import ikabud.model.Verb;
import ikabud.model.Wanted;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries out start, restart and reload: all that ends with a master that serves, and so needs the op lock. */
final class Starting {
    private final Backend backend;
    private final Ledger ledger;
    private final OpLocks locks;
    private final Truth truth;
    private final Waiting waiting;
    private final Launching launching;
    private final Patience patience;
    private final Steps steps;

    Starting(
            Backend backend,
            Ledger ledger,
            OpLocks locks,
            Truth truth,
            Waiting waiting,
            Launching launching,
            Patience patience,
            Steps steps) {
        this.backend = backend;
        this.ledger = ledger;
        this.locks = locks;
        this.truth = truth;
        this.waiting = waiting;
        this.launching = launching;
        this.patience = patience;
        this.steps = steps;
    }

    String start(Job job) {
        ledger.require(job.id());
        return locks.holding(job, job.timeout(patience.start()), longest(), () -> startLocked(job));
    }

    private String startLocked(Job job) {
        steps.reached("locked");
        InstanceRecord before = ledger.require(job.id());
        InstanceRecord now = truth.mend(before, job.actor());
        boolean wasMended = !now.observed().equals(before.observed());
        if (now.observed().phase() == Phase.UP && wasMended) {
            return alreadyRuns(job, now);
        }
        if (now.observed().phase() == Phase.UP) {
            throw job.refused(
                    String.valueOf(RosterRules.refusal(Verb.START, now, job.now())), "restart it to start it afresh");
        }
        waiting.refuseUnlessPatient(job);
        Intent intent = ledger.want(job.id(), Wanted.UP);
        steps.reached("up is wanted");
        waiting.await(job, intent, job.timeout(patience.start()));
        bringUp(job, now, before.observed().master(), intent);
        return started(job);
    }

    // The record was wrong: the wish is true already, and now so is the record.
    private String alreadyRuns(Job job, InstanceRecord now) {
        if (now.intent().wanted() == Wanted.DOWN) {
            ledger.want(job.id(), Wanted.UP);
        }
        return job.id() + " was running already, " + now.running() + "; its record was made true";
    }

    private void bringUp(Job job, InstanceRecord now, @Nullable ProcessIdentity before, Intent intent) {
        Instance instance = now.instance();
        ProcessIdentity master = now.observed().master();
        Duration atMost = job.timeout(patience.start());
        if (master != null && now.observed().phase() == Phase.STARTING) {
            launching.resume(job, instance, intent, master, atMost);
            return;
        }
        if (master != null) {
            // A stop that was cut short: it is finished first.
            backend.stop(instance, master, patience.stop(), job.options().force());
            ledger.move(job.id(), Stimulus.FULLY_ENDED, Seen.NOTHING);
            before = master;
        }
        launching.launch(job, instance, intent, before, atMost, EventKind.STARTED);
    }

    /** For create: starts what was just registered, and returns what runs then; the op lock is held. */
    String first(Job job, Instance instance) {
        waiting.refuseUnlessPatient(job);
        Intent intent = ledger.want(job.id(), Wanted.UP);
        steps.reached("up is wanted");
        waiting.await(job, intent, job.timeout(patience.start()));
        launching.launch(job, instance, intent, null, job.timeout(patience.start()), EventKind.STARTED);
        return ledger.require(job.id()).running();
    }

    private String started(Job job) {
        return job.id() + " is up, " + ledger.require(job.id()).running();
    }

    String restart(Job job) {
        ledger.require(job.id());
        Duration grace = job.timeout(patience.stop());
        return locks.holding(job, grace.plus(patience.start()), longest(), () -> restartLocked(job, grace));
    }

    private String restartLocked(Job job, Duration grace) {
        steps.reached("locked");
        InstanceRecord now = truth.mend(ledger.require(job.id()), job.actor());
        Survey running = backend.survey(now.instance(), now.observed().master());
        job.requireExpected(running, now);
        waiting.refuse(job);
        // A mistake in the configuration is told while the old master still serves.
        job.noteAll(backend.prepare(now.instance()));
        backend.check(now.instance());
        steps.reached("checked");
        launching.requireWish(job, now.intent());
        Intent intent = ledger.want(job.id(), Wanted.UP);
        steps.reached("up is wanted");
        ProcessIdentity before = running.master().orElse(now.observed().master());
        if (running.serves()) {
            end(job, now.instance(), running.master().orElse(null), grace);
        }
        if (!ledger.isCurrent(job.id(), intent)) {
            ledger.move(job.id(), Stimulus.FULLY_ENDED, Seen.NOTHING);
        }
        launching.requireWish(job, intent);
        launching.launch(job, now.instance(), intent, before, patience.start(), EventKind.RESTARTED);
        return started(job);
    }

    private void end(Job job, Instance instance, @Nullable ProcessIdentity master, Duration grace) {
        ledger.move(job.id(), Stimulus.RESTART, Seen.of(master).within(grace));
        steps.reached("stopping is on record");
        // A site is opened again at once: nobody has to be asked whether it was shut.
        Ended ended = instance.isVirtual()
                ? backend.kill(instance, null, false)
                : backend.stop(instance, master, grace, job.options().force());
        Stopping.noteWhatEnded(job, ended);
        ledger.move(job.id(), Stimulus.FULLY_ENDED, Seen.NOTHING);
        steps.reached("stopped");
    }

    String reload(Job job) {
        ledger.require(job.id());
        Duration atMost = job.timeout(patience.start());
        return locks.holding(job, atMost, longest(), () -> reloadLocked(job, atMost));
    }

    /** Has it take up its configuration; the op lock is held. */
    String reloadLocked(Job job, Duration atMost) {
        steps.reached("locked");
        InstanceRecord now = truth.mend(ledger.require(job.id()), job.actor());
        Survey running = backend.survey(now.instance(), now.observed().master());
        Optional<ProcessIdentity> master = running.master();
        job.requireExpected(running, now);
        String refusal = RosterRules.refusal(Verb.RELOAD, now, job.now());
        if (refusal != null || master.isEmpty()) {
            throw job.refused(
                    refusal == null ? "it is not running" : refusal,
                    now.instance().isVirtual() ? "" : "start it");
        }
        job.noteAll(backend.prepare(now.instance()));
        backend.check(now.instance());
        steps.reached("checked");
        ledger.move(job.id(), Stimulus.RELOAD, Seen.of(master.get()).within(atMost));
        steps.reached("reloading is on record");
        takeUp(job, now, master.get(), atMost);
        return job.id() + " has taken up its configuration, PID " + master.get().pid();
    }

    private void takeUp(Job job, InstanceRecord now, ProcessIdentity master, Duration atMost) {
        try {
            backend.reload(now.instance(), master, atMost);
        } catch (IkabudException failure) {
            // A stop that came meanwhile writes what is true itself.
            if (ledger.isCurrent(job.id(), now.intent())) {
                reloadFailed(job, master, failure);
            }
            throw failure;
        }
        steps.reached("reloaded");
        Event event = ledger.event(job, EventKind.RELOADED, "PID " + master.pid(), master);
        ledger.move(job.id(), Stimulus.RELOADED, Seen.of(master), event);
    }

    private void reloadFailed(Job job, ProcessIdentity master, IkabudException failure) {
        if (backend.isAlive(master)) {
            ledger.move(job.id(), Stimulus.RELOAD_FAILED, Seen.of(master));
            return;
        }
        // The file before the change is back in its place, so that a restart is worth a try.
        String cause = "it ended during a reload: " + failure.why();
        Event event = ledger.event(job, EventKind.EXITED, cause, master);
        ledger.move(job.id(), Stimulus.MASTER_ENDED, Seen.failed(cause, FailureClass.CRASH), event);
    }

    private Duration longest() {
        return patience.start().plus(patience.stop());
    }
}
