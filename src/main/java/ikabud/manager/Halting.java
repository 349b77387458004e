package ikabud.manager;

import ikabud.backend.Backend;
import ikabud.backend.Ended;
import ikabud.backend.Survey;
import ikabud.model.Actor;
import ikabud.model.Clock;
import ikabud.model.Command;
import ikabud.model.EventKind;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.model.Verb;
import java.time.Duration;
import java.util.Optional;

/**
 * Stops an instance together with the supervisor, as when a container ends: what is wanted of it stays, so that the next
 * supervisor starts it again.
 */
final class Halting {
    private final Backend backend;
    private final Ledger ledger;
    private final OpLocks locks;
    private final Patience patience;
    private final Clock clock;
    private final Actor self;

    Halting(Backend backend, Ledger ledger, OpLocks locks, Patience patience, Clock clock, Actor self) {
        this.backend = backend;
        this.ledger = ledger;
        this.locks = locks;
        this.patience = patience;
        this.clock = clock;
        this.self = self;
    }

    /** Returns when it is down; waits for a command that is at it. */
    void halt(InstanceId id) {
        Command.Options patiently = new Command.Options(Signal.KILL, false, false, true, null, null);
        Job job = new Job(Command.of(Verb.STOP, id, self).with(patiently), clock);
        Duration grace = patience.stop();
        locks.holding(job, grace, patience.start().plus(grace), () -> halt(job, grace));
    }

    private String halt(Job job, Duration grace) {
        Optional<InstanceRecord> record = ledger.find(job.id());
        if (record.isEmpty()) {
            return "";
        }
        Survey now =
                backend.survey(record.get().instance(), record.get().observed().master());
        if (now.isEmpty()) {
            return "";
        }
        ProcessIdentity master = now.master().orElse(record.get().observed().master());
        ledger.move(job.id(), Stimulus.STOP, Seen.of(master).within(grace));
        Ended ended = backend.stop(record.get().instance(), master, grace, false);
        String how = ended.forced() ? ", forced after the grace" : "";
        String detail = "with the supervisor" + how + "; what is wanted of it stays";
        ledger.move(job.id(), Stimulus.FULLY_ENDED, Seen.NOTHING, ledger.event(job, EventKind.STOPPED, detail, master));
        return "";
    }
}
