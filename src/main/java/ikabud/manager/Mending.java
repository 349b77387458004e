package ikabud.manager;

import ikabud.backend.Backend;
import ikabud.backend.Ended;
import ikabud.model.Actor;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.FailureClass;
import ikabud.model.Fault;
import ikabud.model.InstanceRecord;
import ikabud.model.OverLimit;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import ikabud.model.RestartMode;
import ikabud.model.Signal;
import ikabud.model.Wanted;
import java.time.Duration;

/**
 * Does something about the faults of a master that lives and is of no use. What it ends is then restarted by the rules of
 * the policy, as any other end. The caller holds the instance's op lock.
 */
final class Mending {
    // In a storm there is nothing to wait for, and each second fills the log.
    private static final Duration STORM = Duration.ofSeconds(1);

    private final Backend backend;
    private final Ledger ledger;
    private final Patience patience;
    private final Actor self;

    Mending(Backend backend, Ledger ledger, Patience patience, Actor self) {
        this.backend = backend;
        this.ledger = ledger;
        this.patience = patience;
        this.self = self;
    }

    void mend(InstanceRecord now, Fault fault, Attended memory) {
        ProcessIdentity master = now.observed().master();
        boolean serves = now.observed().phase() == Phase.UP && now.intent().wanted() == Wanted.UP;
        if (master == null || !serves || !backend.isAlive(master)) {
            return;
        }
        switch (fault) {
            case FROZEN -> thaw(now, fault, master, memory);
            case SOCKET_GONE -> end(now, fault, master, patience.stop(), FailureClass.CRASH);
            case OVER_MEMORY -> {
                if (now.instance().limits().over() == OverLimit.RESTART) {
                    end(now, fault, master, patience.stop(), FailureClass.CRASH);
                }
            }
            case WORKER_STORM -> giveUp(now, fault, master);
            case WORKERS_KILLED, WORKERS_CRASHING, NOT_ANSWERING, SITE_BROKEN, SITE_DOWN -> {
                // told by whoever found it; a restart would not mend it
            }
        }
    }

    // Once it is only woken; a master that is found frozen again is replaced.
    private void thaw(InstanceRecord now, Fault fault, ProcessIdentity master, Attended memory) {
        if (!memory.wakes(master)) {
            end(now, fault, master, Duration.ZERO, FailureClass.CRASH);
            return;
        }
        String detail = "CONT to PID " + master.pid() + ": " + fault.sentence();
        if (backend.signal(now.instance(), master, Signal.CONT)) {
            ledger.append(event(now, EventKind.SIGNALLED, detail));
        }
    }

    private void end(InstanceRecord now, Fault fault, ProcessIdentity master, Duration grace, FailureClass failure) {
        if (now.instance().supervision().restart().mode() == RestartMode.NEVER) {
            return;
        }
        if (now.instance().backend().restarts()) {
            leaveToRestart(now, fault, master, grace);
        } else {
            stop(now, fault, master, grace, failure);
        }
    }

    // A service manager that is asked to stop it would not start it again; for one whose master ends it does.
    private void leaveToRestart(InstanceRecord now, Fault fault, ProcessIdentity master, Duration grace) {
        Signal signal = grace.isZero() ? Signal.KILL : Signal.QUIT;
        if (backend.signal(now.instance(), master, signal)) {
            String detail = signal + " to PID " + master.pid() + ", to be started anew: " + fault.sentence();
            ledger.append(event(now, EventKind.SIGNALLED, detail));
        }
    }

    private void stop(InstanceRecord now, Fault fault, ProcessIdentity master, Duration grace, FailureClass failure) {
        ledger.move(now.id(), Stimulus.FAULT, Seen.of(master).within(grace));
        Ended ended = grace.isZero()
                ? backend.kill(now.instance(), master, false)
                : backend.stop(now.instance(), master, grace, false);
        String strays = ended.strays().isEmpty() ? "" : "; also ended: " + Job.names(ended.strays());
        Event event = event(now, EventKind.EXITED, "the supervisor ended it: " + fault.sentence() + strays);
        ledger.move(now.id(), Stimulus.MASTER_ENDED, Seen.failed(fault.sentence(), failure), event);
    }

    private void giveUp(InstanceRecord now, Fault fault, ProcessIdentity master) {
        stop(now, fault, master, STORM, FailureClass.CONFIG);
        String cause = "worker init: " + fault.sentence() + "; given up: a restart would not mend it";
        Event event = event(now, EventKind.GAVE_UP, cause);
        ledger.move(now.id(), Stimulus.GAVE_UP, Seen.failed(cause, FailureClass.CONFIG), event);
    }

    private Event event(InstanceRecord now, EventKind kind, String detail) {
        return ledger.event(now.id(), self, kind, detail, now.observed().master(), null);
    }
}
