package ikabud.manager;

import ikabud.model.InstanceRecord;
import ikabud.model.InstanceStore;
import java.util.List;

/** The records of instances without processes, read again only when something changed. Confined to one thread at a time. */
final class Hosted {
    private final InstanceStore store;
    private List<InstanceRecord> records = List.of();
    private long revision = Long.MIN_VALUE;

    Hosted(InstanceStore store) {
        this.store = store;
    }

    List<InstanceRecord> now() {
        synchronized (store) {
            long current = store.revision();
            if (current != revision) {
                records = store.all().stream()
                        .filter(record -> record.instance().isVirtual())
                        .toList();
                revision = current;
            }
        }
        return records;
    }
}
