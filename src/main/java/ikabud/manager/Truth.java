package ikabud.manager;

import ikabud.backend.Backend;
import ikabud.backend.Cause;
import ikabud.backend.Survey;
import ikabud.model.Actor;
import ikabud.model.Door;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.FailureClass;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.InstanceRecord;
import ikabud.model.Observed;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import ikabud.model.Wanted;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Makes the record of one instance true again, after a master ended by itself or one of us died half-way. The caller holds
 * the instance's op lock, so nobody is in the middle of something.
 */
final class Truth {
    private static final Duration ONE_PING = Duration.ofMillis(500);

    private final Backend backend;
    private final Ledger ledger;
    private final Mirror mirror;

    Truth(Backend backend, Ledger ledger) {
        this.backend = backend;
        this.ledger = ledger;
        this.mirror = new Mirror(backend, ledger);
    }

    /** Compares the record with what runs, corrects it where it is wrong, and returns it as it is then. */
    InstanceRecord mend(InstanceRecord record, Actor actor) {
        clearRemains(record, actor);
        if (record.instance().backend().restarts()) {
            return mirror.follow(record, actor);
        }
        Observed observed = record.observed();
        Survey now = backend.survey(record.instance(), observed.master());
        if (now.door().isPresent()) {
            return door(record, now.door().get(), actor);
        }
        if (now.master().isPresent()) {
            return alive(record, now.master().get(), actor);
        }
        boolean settled = observed.phase() == Phase.FAILED || observed.phase() == Phase.BACKOFF;
        if (observed.phase() == Phase.DOWN || (settled && observed.master() == null)) {
            return record;
        }
        return gone(record, now, actor);
    }

    // Of a migration that was cut short: only what runs it on record may.
    private void clearRemains(InstanceRecord record, Actor actor) {
        if (!backend.hasRemains(record.instance())) {
            return;
        }
        try {
            backend.clearRemains(record.instance());
        } catch (IkabudException left) {
            // A start that it is in the way of tells, and so does the doctor.
            return;
        }
        String detail = "taken away what another way to run it than "
                + record.instance().backend().word() + " had left";
        ledger.append(event(record, actor, EventKind.STRAYS_ENDED, detail, null));
    }

    private InstanceRecord alive(InstanceRecord record, ProcessIdentity master, Actor actor) {
        Observed observed = record.observed();
        boolean known = master.equals(observed.master());
        boolean stopping = observed.phase() == Phase.STOPPING && record.intent().wanted() == Wanted.DOWN;
        if (known && (observed.phase() == Phase.UP || stopping)) {
            return record;
        }
        if (observed.phase() == Phase.STARTING && !backend.answers(record.instance(), ONE_PING)) {
            return known ? record : store(record, Stimulus.FOUND_STARTING, Seen.of(master), null);
        }
        hold(record.instance(), master);
        String detail = known
                ? "PID " + master.pid() + " runs, its " + observed.phase().word() + " was cut short"
                : "PID " + master.pid() + " runs and was not on record";
        Event event = event(record, actor, EventKind.ADOPTED, detail, master);
        return store(record, Stimulus.FOUND_RUNNING, Seen.of(master), event);
    }

    // Without processes there is only how the site stands; half shut is neither, and left to who opens or shuts it.
    private InstanceRecord door(InstanceRecord record, Door stands, Actor actor) {
        Observed observed = record.observed();
        boolean stopping = observed.phase() == Phase.STOPPING && record.intent().wanted() == Wanted.DOWN;
        if (stands == Door.OPEN && observed.phase() != Phase.UP && !stopping) {
            String detail = "its site is open, which was not on record";
            return store(
                    record,
                    Stimulus.FOUND_RUNNING,
                    Seen.NOTHING,
                    event(record, actor, EventKind.ADOPTED, detail, null));
        }
        if (stopping) {
            String detail = "its site is shut; the command that stopped it was cut short";
            Event event = event(record, actor, EventKind.STOPPED, detail, null);
            return stands == Door.SHUT ? store(record, Stimulus.FULLY_ENDED, Seen.NOTHING, event) : record;
        }
        if (stands == Door.OPEN || isWaiting(observed)) {
            return record;
        }
        return switch (observed.phase()) {
            case UP -> {
                String cause = "its site was shut, and not by a stop";
                Event event = event(record, actor, EventKind.EXITED, cause, null);
                yield store(record, Stimulus.MASTER_ENDED, Seen.failed(cause, FailureClass.UNEXPECTED_EXIT), event);
            }
            case STARTING -> store(record, Stimulus.FOUND_NOTHING, Seen.failed("its start was cut short", null), null);
            case STOPPING, RELOADING, UNKNOWN -> store(record, Stimulus.FULLY_ENDED, Seen.NOTHING, null);
            case DOWN, FAILED, BACKOFF -> record;
        };
    }

    // Whoever started it, or changed its limits, may have died over that.
    private void hold(Instance instance, ProcessIdentity master) {
        try {
            backend.applyLimits(instance, master);
        } catch (IkabudException refused) {
            // It runs, and status says by what it is held.
            return;
        }
    }

    private InstanceRecord gone(InstanceRecord record, Survey now, Actor actor) {
        ProcessIdentity master = record.observed().master();
        if (record.observed().phase() == Phase.STOPPING) {
            String detail = "it has ended; the command that stopped it was cut short";
            Event event = event(record, actor, EventKind.STOPPED, detail, master);
            return store(record, Stimulus.FULLY_ENDED, Seen.NOTHING, event);
        }
        if (isWaiting(record.observed())) {
            return record;
        }
        if (master == null) {
            // Nothing was spawned, or it ended before anybody wrote it down.
            return store(record, Stimulus.FOUND_NOTHING, Seen.failed("its start was cut short", null), null);
        }
        String orphans = now.orphans().isEmpty() ? "" : "; left behind: " + Job.names(now.orphans());
        if (!backend.isOfThisBoot(master)) {
            String cause = "the machine was restarted";
            Event event = event(record, actor, EventKind.EXITED, cause, master);
            return store(record, Stimulus.MASTER_ENDED, Seen.failed(cause, null), event);
        }
        Cause why = backend.causeOfEnd(record.instance(), master);
        String cause = why.message() + orphans;
        Event event = event(record, actor, EventKind.EXITED, cause, master);
        return store(record, Stimulus.MASTER_ENDED, Seen.failed(cause, why.kind()), event);
    }

    /** Whether it waits for what it needs: a start that is under way has a deadline. */
    static boolean isWaiting(Observed observed) {
        return observed.phase() == Phase.STARTING && observed.master() == null && observed.until() == null;
    }

    private InstanceRecord store(InstanceRecord record, Stimulus stimulus, Seen seen, @Nullable Event event) {
        ledger.move(record.id(), stimulus, seen, event);
        return ledger.require(record.id());
    }

    private Event event(
            InstanceRecord record, Actor actor, EventKind kind, String detail, @Nullable ProcessIdentity master) {
        return ledger.event(record.id(), actor, kind, detail, master, null);
    }
}
