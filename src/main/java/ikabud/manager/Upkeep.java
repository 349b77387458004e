package ikabud.manager;

import ikabud.backend.Backend;
import ikabud.backend.Drift;
import ikabud.model.Actor;
import ikabud.model.EventKind;
import ikabud.model.IkabudException;
import ikabud.model.InstanceRecord;
import java.util.ArrayList;
import java.util.List;

/** Finds what of all instances is not any more as it was made, and mends what can be mended without a restart. */
final class Upkeep {
    private static final String PURPOSE = "mend its files, at most 10 s";

    private final Backend backend;
    private final Ledger ledger;
    private final OpLocks locks;
    private final Actor self;

    Upkeep(Backend backend, Ledger ledger, OpLocks locks, Actor self) {
        this.backend = backend;
        this.ledger = ledger;
        this.locks = locks;
        this.self = self;
    }

    /** Looks only. */
    List<Upkept> look() {
        List<Upkept> all = new ArrayList<>();
        for (InstanceRecord record : ledger.all()) {
            backend.drifts(record).forEach(drift -> all.add(new Upkept(record.id(), drift, false, "")));
        }
        return all;
    }

    /** Looks, and mends what can be; what another of us works on is left to it. */
    List<Upkept> mend() {
        List<Upkept> all = new ArrayList<>();
        for (InstanceRecord record : ledger.all()) {
            locks.ifFree(record.id(), PURPOSE, () -> ledger.find(record.id()).ifPresent(now -> mend(now, all)));
        }
        return all;
    }

    private void mend(InstanceRecord record, List<Upkept> all) {
        for (Drift drift : backend.drifts(record)) {
            all.add(mend(record, drift));
        }
    }

    private Upkept mend(InstanceRecord record, Drift drift) {
        Runnable mend = drift.mend();
        if (mend == null) {
            return new Upkept(record.id(), drift, false, "");
        }
        try {
            mend.run();
        } catch (IkabudException failure) {
            return new Upkept(record.id(), drift, false, String.valueOf(failure.getMessage()));
        }
        String detail = drift.what() + ": " + drift.why();
        ledger.append(ledger.event(record.id(), self, EventKind.MENDED, detail, null, null));
        return new Upkept(record.id(), drift, true, "");
    }
}
