package ikabud.support;

import ikabud.model.BootLog;
import ikabud.model.Event;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.InstanceStore;
import ikabud.model.Intent;
import ikabud.model.Observed;
import ikabud.model.Phase;
import ikabud.model.Usage;
import ikabud.model.VirtualPid;
import ikabud.model.VirtualProcess;
import ikabud.model.Wanted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A record in memory; its version changes with each change, whoever makes it. Safe from any thread. */
public final class MemoryStore implements InstanceStore {
    private final Map<String, InstanceRecord> records = new TreeMap<>();
    private final List<Event> events = new ArrayList<>();
    private final Map<InstanceId, BootLog> boots = new HashMap<>();
    private long version;
    private long openings;
    private @Nullable IkabudException refusal;

    /** Every reading fails from now on. */
    public synchronized void refuse(IkabudException failure) {
        refusal = failure;
        version++;
    }

    @Override
    public synchronized long revision() {
        return version;
    }

    @Override
    public synchronized List<InstanceRecord> all() {
        if (refusal != null) {
            throw refusal;
        }
        return List.copyOf(records.values());
    }

    @Override
    public synchronized Optional<InstanceRecord> find(InstanceId id) {
        return Optional.ofNullable(records.get(id.value()));
    }

    /** Puts a record in, or in the place of the one there is. */
    public synchronized void put(InstanceRecord record) {
        records.put(record.id().value(), record);
        version++;
    }

    @Override
    public synchronized void register(InstanceRecord instance, Event event) {
        if (find(instance.id()).isPresent()) {
            throw IkabudException.refused("instance " + instance.id(), "there is one of that name already", "");
        }
        put(instance);
        append(event);
    }

    @Override
    public synchronized void redefine(Instance instance, Event event) {
        change(
                instance.id(),
                old -> new InstanceRecord(instance, old.intent(), old.observed(), old.virtual(), old.usage()));
        append(event);
    }

    @Override
    public synchronized Intent want(InstanceId id, Wanted wanted) {
        return change(
                        id,
                        old -> new InstanceRecord(
                                old.instance(),
                                new Intent(wanted, old.intent().generation() + 1),
                                old.observed(),
                                old.virtual(),
                                old.usage()))
                .intent();
    }

    @Override
    public synchronized void observe(InstanceId id, Observed observed, @Nullable Event event) {
        change(
                id,
                old -> new InstanceRecord(old.instance(), old.intent(), observed, opening(old, observed), old.usage()));
        if (event != null) {
            append(event);
        }
    }

    private @Nullable VirtualProcess opening(InstanceRecord old, Observed observed) {
        VirtualProcess last = old.virtual();
        boolean open = last != null && last.stoppedAt() == null;
        boolean up = observed.phase() == Phase.UP;
        if (!old.instance().isVirtual() || up == open || (!up && last == null)) {
            return last;
        }
        return up
                ? new VirtualProcess(new VirtualPid(++openings), observed.since(), null)
                : new VirtualProcess(last.pid(), last.startedAt(), observed.since());
    }

    @Override
    public synchronized void measured(InstanceId id, Usage usage) {
        change(id, old -> new InstanceRecord(old.instance(), old.intent(), old.observed(), old.virtual(), usage));
    }

    private InstanceRecord change(InstanceId id, UnaryOperator<InstanceRecord> how) {
        InstanceRecord changed = how.apply(find(id).orElseThrow(() -> IkabudException.noSuchInstance(id.value())));
        put(changed);
        return changed;
    }

    @Override
    public synchronized void forget(InstanceId id, Event event) {
        records.remove(id.value());
        append(event);
    }

    @Override
    public synchronized void append(Event event) {
        version++;
        events.add(new Event(
                events.size() + 1,
                event.at(),
                event.instance(),
                event.kind(),
                event.actor(),
                event.detail(),
                event.identity(),
                event.took()));
    }

    @Override
    public synchronized List<Event> events(
            @Nullable InstanceId id, @Nullable Instant since, long afterSequence, int most) {
        List<Event> fitting = events.stream()
                .filter(event -> id == null || id.equals(event.instance()))
                .filter(event -> since == null || !event.at().isBefore(since))
                .filter(event -> event.sequence() > afterSequence)
                .toList();
        return fitting.subList(Math.max(0, fitting.size() - most), fitting.size());
    }

    @Override
    public synchronized void record(BootLog boot) {
        boots.put(boot.id(), boot);
        version++;
    }

    @Override
    public synchronized Optional<BootLog> lastBoot(InstanceId id) {
        return Optional.ofNullable(boots.get(id));
    }

    @Override
    public synchronized int prune(Instant before, int most) {
        return 0;
    }

    @Override
    public synchronized long version() {
        return version;
    }
}
