package ikabud.manager;

import ikabud.backend.HostedGauges;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.InstanceStore;
import ikabud.model.Usage;
import java.time.Duration;
import java.util.List;

/**
 * Measures what the sites of instances without processes take, some milliseconds each, and stores what is new. Confined to one
 * thread at a time.
 */
public final class UsageRound {
    private static final Duration EACH = Duration.ofMillis(50);

    private final HostedGauges gauges;
    private final InstanceStore store;
    private final Hosted hosted;

    /**
     * A round that has measured nothing.
     *
     * @param store its monitor is held at each call
     */
    public UsageRound(HostedGauges gauges, InstanceStore store) {
        this.gauges = gauges;
        this.store = store;
        this.hosted = new Hosted(store);
    }

    /** Goes on measuring; meant for every few seconds. Nothing where all instances have processes. */
    public void run() {
        List<InstanceRecord> virtual = hosted.now();
        List<InstanceId> ids = virtual.stream().map(InstanceRecord::id).toList();
        gauges.keep(ids);
        for (InstanceRecord record : virtual) {
            Usage usage = gauges.measure(record.instance(), record.usage(), EACH);
            if (!usage.equals(record.usage())) {
                synchronized (store) {
                    store.measured(record.id(), usage);
                }
            }
        }
    }
}
