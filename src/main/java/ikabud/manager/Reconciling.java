package ikabud.manager;

import ikabud.backend.Backend;
import ikabud.backend.Survey;
import ikabud.model.Actor;
import ikabud.model.EventKind;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.Intent;
import ikabud.model.Observed;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import ikabud.model.Wanted;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes all records true: masters that ended by themselves, masters that run and are not on record, instances that are
 * rendered and not registered. Cheap while nothing is wrong; what another of us works on is left alone.
 */
final class Reconciling {
    private static final String PURPOSE = "look whether its record is true, at most 1 s";

    private final Backend backend;
    private final Ledger ledger;
    private final OpLocks locks;
    private final Truth truth;
    private final Actor self;

    Reconciling(Backend backend, Ledger ledger, OpLocks locks, Truth truth, Actor self) {
        this.backend = backend;
        this.ledger = ledger;
        this.locks = locks;
        this.truth = truth;
        this.self = self;
    }

    void reconcile() {
        List<InstanceRecord> records = ledger.all();
        Set<InstanceId> known = records.stream().map(InstanceRecord::id).collect(Collectors.toSet());
        Set<InstanceId> listening = backend.listening(known);
        for (InstanceRecord record : records) {
            if (isDoubtful(record, listening.contains(record.id()))) {
                exclusively(record.id(), () -> ledger.find(record.id()).ifPresent(now -> truth.mend(now, self)));
            }
        }
        for (Instance instance : backend.rendered(known)) {
            exclusively(instance.id(), () -> rebuild(instance));
        }
    }

    private boolean isDoubtful(InstanceRecord record, boolean listens) {
        ProcessIdentity master = record.observed().master();
        if (backend.hasRemains(record.instance())) {
            return true;
        }
        if (record.instance().isVirtual()) {
            return isDoubtful(record.observed().phase(), backend.survey(record.instance(), null));
        }
        return switch (record.observed().phase()) {
            case UP -> master == null || !backend.isAlive(master);
            case DOWN, FAILED -> listens || master != null;
            case BACKOFF ->
                listens || master != null || record.instance().backend().restarts();
            case STARTING, RELOADING, STOPPING, UNKNOWN -> true;
        };
    }

    // Without processes, how the site stands is all there is.
    private static boolean isDoubtful(Phase phase, Survey now) {
        return switch (phase) {
            case UP -> !now.serves();
            case DOWN, FAILED, BACKOFF -> now.serves();
            case STARTING, RELOADING, STOPPING, UNKNOWN -> true;
        };
    }

    private void rebuild(Instance instance) {
        if (ledger.find(instance.id()).isPresent()) {
            return;
        }
        Survey now = backend.survey(instance, null);
        Optional<ProcessIdentity> master = now.master();
        Phase phase = now.serves() ? Phase.UP : Phase.DOWN;
        Wanted wanted = now.serves() ? Wanted.UP : Wanted.DOWN;
        String detail = (instance.isVirtual() ? "from its definition on disk" : "from its rendered configuration")
                + master.map(found -> "; it runs, PID " + found.pid()).orElse("");
        ledger.register(
                new InstanceRecord(
                        instance, new Intent(wanted, 0), new Observed(phase, master.orElse(null), Instant.EPOCH, "")),
                ledger.event(instance.id(), self, EventKind.REBUILT, detail, master.orElse(null), null));
    }

    // One instance that cannot be looked at must not keep the others from it.
    private void exclusively(InstanceId id, Runnable look) {
        try {
            locks.ifFree(id, PURPOSE, look);
        } catch (IkabudException failure) {
            ledger.append(ledger.event(id, self, EventKind.FAILED, String.valueOf(failure.getMessage()), null, null));
        }
    }
}
