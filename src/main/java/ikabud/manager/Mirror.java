package ikabud.manager;

import ikabud.backend.Backend;
import ikabud.backend.Cause;
import ikabud.backend.Standing;
import ikabud.model.Actor;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.FailureClass;
import ikabud.model.InstanceRecord;
import ikabud.model.Observed;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import ikabud.model.RestartMode;
import ikabud.model.Wanted;

/**
 * Has the record of an instance follow what a service manager does with it: its restarts, its giving up, and what an
 * administrator did with its own tools. The caller holds the instance's op lock.
 */
final class Mirror {
    private final Backend backend;
    private final Ledger ledger;

    Mirror(Backend backend, Ledger ledger) {
        this.backend = backend;
        this.ledger = ledger;
    }

    /** Corrects the record where it is wrong, and returns it as it is then. */
    InstanceRecord follow(InstanceRecord record, Actor actor) {
        Observed observed = record.observed();
        ProcessIdentity known = observed.master();
        if (observed.phase() == Phase.UP && known != null && backend.isAlive(known)) {
            return record;
        }
        backend.standing(record.instance()).ifPresent(now -> follow(record, now, actor));
        return ledger.require(record.id());
    }

    private void follow(InstanceRecord record, Standing now, Actor actor) {
        switch (now.state()) {
            case RUNNING -> now.master().ifPresent(master -> running(record, now, master, actor));
            case STARTING -> starting(record, now, actor);
            case RESTARTING -> restarting(record, now, actor);
            case FAILED -> failed(record, now, actor);
            case STOPPING -> stopping(record);
            case STOPPED -> stopped(record, actor);
        }
    }

    private void running(InstanceRecord record, Standing now, ProcessIdentity master, Actor actor) {
        Phase phase = record.observed().phase();
        boolean known = master.equals(record.observed().master());
        if (known && phase == Phase.STOPPING && record.intent().wanted() == Wanted.DOWN) {
            return; // the command that stops it is at it
        }
        boolean byHand = !known && phase == Phase.UP && now.restarts() == 0;
        // Somebody may have looked while systemd was starting it again.
        boolean again = phase == Phase.STARTING && now.restarts() > 0;
        boolean cameAgain = !known && !byHand && (phase == Phase.UP || phase == Phase.BACKOFF || again);
        if (cameAgain && phase == Phase.UP) {
            ended(record, now, actor);
        }
        EventKind kind = byHand ? EventKind.RESTARTED : cameAgain ? EventKind.RECOVERED : EventKind.ADOPTED;
        String how = byHand
                ? ", restarted through systemd, not by Ikabud"
                : cameAgain ? ", restarted by systemd" : adopted(record, known);
        String detail = "PID " + master.pid() + how;
        if (record.intent().wanted() == Wanted.DOWN) {
            ledger.want(record.id(), Wanted.UP);
        }
        ledger.move(
                record.id(),
                Stimulus.FOUND_RUNNING,
                Seen.of(master),
                ledger.event(record.id(), actor, kind, detail, master, null));
    }

    private static String adopted(InstanceRecord record, boolean known) {
        if (known) {
            return " runs, its " + record.observed().phase().word() + " was cut short";
        }
        return record.intent().wanted() == Wanted.DOWN
                ? " was started through systemd, not by Ikabud"
                : " runs and was not on record";
    }

    private void starting(InstanceRecord record, Standing now, Actor actor) {
        switch (record.observed().phase()) {
            case BACKOFF -> ledger.move(record.id(), Stimulus.RETRY_DUE, Seen.NOTHING);
            case DOWN, FAILED, UNKNOWN -> ledger.move(record.id(), Stimulus.START, Seen.NOTHING);
            case UP, RELOADING -> {
                ended(record, now, actor);
                ledger.move(record.id(), Stimulus.RETRY_DUE, Seen.NOTHING);
            }
            case STARTING, STOPPING -> {
                // so it is on record, or whoever stops it sees to it
            }
        }
    }

    private void restarting(InstanceRecord record, Standing now, Actor actor) {
        if (record.observed().phase() != Phase.BACKOFF) {
            ended(record, now, actor);
        }
    }

    // The end and the wait before the next start, each with its event.
    private void ended(InstanceRecord record, Standing now, Actor actor) {
        ProcessIdentity old = record.observed().master();
        Cause told = now.failure() == null && old != null
                ? backend.causeOfEnd(record.instance(), old)
                : new Cause(now.failure() == null ? FailureClass.CRASH : now.failure(), now.cause());
        FailureClass failure = told.kind();
        String cause = told.message();
        ledger.move(
                record.id(),
                Stimulus.MASTER_ENDED,
                Seen.failed(cause, failure),
                ledger.event(record.id(), actor, EventKind.EXITED, cause, old, null));
        String which = "by systemd in " + Times.words(now.delay()) + ": " + cause;
        ledger.move(
                record.id(),
                Stimulus.RETRY_SET,
                Seen.failed(which, failure).within(now.delay()),
                ledger.event(record.id(), actor, EventKind.RESTARTING, which, old, null));
    }

    private void failed(InstanceRecord record, Standing now, Actor actor) {
        Observed observed = record.observed();
        if (observed.phase() == Phase.FAILED || observed.phase() == Phase.DOWN) {
            return;
        }
        FailureClass failure = now.failure() == null ? FailureClass.CRASH : now.failure();
        if (observed.phase() != Phase.BACKOFF) {
            ledger.move(
                    record.id(),
                    Stimulus.MASTER_ENDED,
                    Seen.failed(now.cause(), failure),
                    ledger.event(record.id(), actor, EventKind.EXITED, now.cause(), observed.master(), null));
        }
        String cause = now.cause() + "; given up by systemd";
        ledger.move(
                record.id(),
                Stimulus.GAVE_UP,
                Seen.failed(cause, failure),
                ledger.event(record.id(), actor, EventKind.GAVE_UP, cause, observed.master(), null));
    }

    private void stopping(InstanceRecord record) {
        ledger.move(record.id(), Stimulus.STOP, Seen.of(record.observed().master()));
    }

    private void stopped(InstanceRecord record, Actor actor) {
        Observed observed = record.observed();
        ProcessIdentity master = observed.master();
        if (observed.phase() == Phase.DOWN || observed.phase() == Phase.FAILED) {
            return;
        }
        // A stop through systemd has no deadline on record; a restart or a migration of ours has, and wants it up.
        boolean byUs = observed.phase() == Phase.STOPPING && observed.until() != null;
        if (byUs || record.intent().wanted() == Wanted.DOWN) {
            fullyEnded(record, actor, "it has ended; the command that stopped it was cut short");
            return;
        }
        if (master == null) {
            ledger.move(record.id(), Stimulus.FOUND_NOTHING, Seen.failed("its start was cut short", null));
            return;
        }
        boolean byItself = record.instance().supervision().restart().mode() == RestartMode.NEVER;
        if (!backend.isOfThisBoot(master) || byItself) {
            String cause =
                    byItself ? backend.causeOfEnd(record.instance(), master).message() : "the machine was restarted";
            FailureClass failure = byItself ? FailureClass.UNEXPECTED_EXIT : null;
            ledger.move(
                    record.id(),
                    Stimulus.MASTER_ENDED,
                    Seen.failed(cause, failure),
                    ledger.event(record.id(), actor, EventKind.EXITED, cause, master, null));
            return;
        }
        // Whoever stops a unit wants it down, as if `ikabud stop` had been typed.
        ledger.want(record.id(), Wanted.DOWN);
        fullyEnded(record, actor, "stopped through systemd, not by Ikabud");
    }

    private void fullyEnded(InstanceRecord record, Actor actor, String detail) {
        ProcessIdentity master = record.observed().master();
        Event event = ledger.event(record.id(), actor, EventKind.STOPPED, detail, master, null);
        ledger.move(record.id(), Stimulus.FULLY_ENDED, Seen.NOTHING, event);
    }
}
