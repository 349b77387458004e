package ikabud.manager;

import ikabud.backend.Backend;
import ikabud.backend.Ended;
import ikabud.backend.Steps;
import ikabud.backend.Survey;
import ikabud.model.Blueprint;
import ikabud.model.EventKind;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.Intent;
import ikabud.model.Needs;
import ikabud.model.Observed;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import ikabud.model.Wanted;
import java.time.Duration;
import java.util.List;

/** Carries out create and remove. What create makes is found and used again if it was cut short and comes once more. */
final class Registering {
    private static final Duration MAKING = Duration.ofSeconds(30);

    private final Backend backend;
    private final Ledger ledger;
    private final OpLocks locks;
    private final Truth truth;
    private final Starting starting;
    private final Patience patience;
    private final Steps steps;

    Registering(
            Backend backend,
            Ledger ledger,
            OpLocks locks,
            Truth truth,
            Starting starting,
            Patience patience,
            Steps steps) {
        this.backend = backend;
        this.ledger = ledger;
        this.locks = locks;
        this.truth = truth;
        this.starting = starting;
        this.patience = patience;
        this.steps = steps;
    }

    String create(Job job) {
        Blueprint blueprint = job.options().blueprint();
        if (blueprint == null) {
            throw IkabudException.usage(job.what(), "nothing is said of what it shall be", "name its kind");
        }
        backend.makeShared();
        return locks.holding(job, MAKING, MAKING, () -> createLocked(job, blueprint));
    }

    private String createLocked(Job job, Blueprint blueprint) {
        steps.reached("locked");
        if (ledger.find(job.id()).isPresent()) {
            throw job.refused("there is one of that name already", "choose another id");
        }
        Needs.of(ledger.all()).requirePossible(job.id(), blueprint.supervision().needs());
        Instance instance = backend.define(job.id(), blueprint);
        steps.reached("defined");
        register(job, instance);
        String created = job.id() + " is created, " + describe(instance);
        return blueprint.start() ? created + started(job, instance) : created;
    }

    private void register(Job job, Instance instance) {
        try {
            job.noteAll(backend.prepare(instance));
            steps.reached("prepared");
            ledger.register(
                    new InstanceRecord(instance, new Intent(atFirst(instance), 0), down(instance)),
                    ledger.event(job, EventKind.CREATED, describe(instance), null));
        } catch (IkabudException failure) {
            undo(job, instance);
            throw failure;
        }
        steps.reached("registered");
    }

    // A site that is there is open; if we die now, nobody must come to shut it.
    private static Wanted atFirst(Instance instance) {
        return instance.isVirtual() ? Wanted.UP : Wanted.DOWN;
    }

    private void undo(Job job, Instance instance) {
        try {
            backend.undo(instance);
        } catch (IkabudException left) {
            job.note("not all that was made could be taken back: " + left.getMessage());
        }
    }

    private String started(Job job, Instance instance) {
        try {
            return "; it is up, " + starting.first(job, instance);
        } catch (IkabudException failure) {
            job.note(job.id() + " is created and stays; start it when that is mended");
            throw failure;
        }
    }

    private static Observed down(Instance instance) {
        return new Observed(Phase.DOWN, null, instance.createdAt(), "");
    }

    private static String describe(Instance instance) {
        return instance.describe() + " as user " + instance.owner().name();
    }

    String remove(Job job) {
        ledger.require(job.id());
        Duration grace = job.timeout(patience.stop());
        return locks.holding(job, grace, patience.stop().plus(patience.start()), () -> removeLocked(job, grace));
    }

    private String removeLocked(Job job, Duration grace) {
        steps.reached("locked");
        refuseIfNeeded(job);
        InstanceRecord now = truth.mend(ledger.require(job.id()), job.actor());
        Instance instance = now.instance();
        ProcessIdentity master = now.observed().master();
        Survey running = backend.survey(instance, master);
        job.requireExpected(running, now);
        ledger.want(job.id(), Wanted.DOWN);
        steps.reached("down is wanted");
        ledger.move(job.id(), Stimulus.REMOVE, Seen.of(master).within(grace));
        // Without us a site is open: it is not shut before we leave it.
        boolean hasProcesses = running.door().isEmpty();
        Ended ended = hasProcesses
                ? backend.stop(instance, master, grace, job.options().force())
                : Ended.NOTHING;
        steps.reached("stopped");
        Stopping.noteWhatEnded(job, ended);
        ledger.move(job.id(), Stimulus.FULLY_ENDED, Seen.NOTHING);
        if (!ended.left().isEmpty()) {
            throw job.refused("processes of it still run: " + Job.names(ended.left()), "end them, or use --force");
        }
        List<String> kept = backend.remove(instance, job.options().purge());
        steps.reached("files removed");
        job.noteAll(kept);
        ledger.forget(job.id(), ledger.event(job, EventKind.REMOVED, String.join("; ", kept), master));
        steps.reached("forgotten");
        return job.id() + " is removed";
    }

    private void refuseIfNeeded(Job job) {
        List<InstanceId> needing = Needs.of(ledger.all()).neededBy(job.id());
        if (needing.isEmpty()) {
            return;
        }
        if (!job.options().force()) {
            throw job.refused(
                    "it is needed by " + Needs.listed(needing),
                    "remove those first, or change what they need, or use --force");
        }
        job.note("still needed by " + Needs.listed(needing));
    }
}
