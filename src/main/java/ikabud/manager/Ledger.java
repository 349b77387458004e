package ikabud.manager;

import ikabud.model.Actor;
import ikabud.model.BootLog;
import ikabud.model.Clock;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.InstanceStore;
import ikabud.model.Intent;
import ikabud.model.Observed;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import ikabud.model.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The store as the manager uses it; each call holds the store's monitor, so several threads may share one store. */
final class Ledger {
    private final InstanceStore store;
    private final Clock clock;
    private final BiConsumer<Instance, Wanted> wished;

    /**
     * The record in that store.
     *
     * @param wished hears of each wish once it is stored
     */
    Ledger(InstanceStore store, Clock clock, BiConsumer<Instance, Wanted> wished) {
        this.store = store;
        this.clock = clock;
        this.wished = wished;
    }

    List<InstanceRecord> all() {
        synchronized (store) {
            return store.all();
        }
    }

    Optional<InstanceRecord> find(InstanceId id) {
        synchronized (store) {
            return store.find(id);
        }
    }

    InstanceRecord require(InstanceId id) {
        return find(id).orElseThrow(() -> IkabudException.noSuchInstance(id.value()));
    }

    Intent want(InstanceId id, Wanted wanted) {
        Intent intent;
        synchronized (store) {
            intent = store.want(id, wanted);
        }
        find(id).ifPresent(record -> wished.accept(record.instance(), wanted));
        return intent;
    }

    /** Whether nobody has wished anything since. */
    boolean isCurrent(InstanceId id, Intent intent) {
        return find(id).filter(record -> record.intent().generation() == intent.generation())
                .isPresent();
    }

    /**
     * Something happened to an instance: the table says what becomes of it, and that goes on record with the event, if any.
     * Where nothing becomes of it the record stays, and the event is stored alone.
     */
    void move(InstanceId id, Stimulus stimulus, Seen seen, @Nullable Event event) {
        synchronized (store) {
            Observed before = require(id).observed();
            Optional<Phase> next = Transitions.next(stimulus, before.phase());
            if (next.isPresent()) {
                store.observe(id, after(before, next.get(), seen), event);
            } else if (event != null) {
                store.append(event);
            }
        }
    }

    /** The same without an event. */
    void move(InstanceId id, Stimulus stimulus, Seen seen) {
        move(id, stimulus, seen, null);
    }

    private Observed after(Observed before, Phase next, Seen seen) {
        Instant now = clock.now();
        Instant until = seen.within() == null ? null : now.plus(seen.within());
        boolean stays = next == before.phase();
        // A stop keeps its deadline whatever else is seen meanwhile; so does a start.
        Instant deadline = stays && until == null && seen.master() != null ? before.until() : until;
        boolean same = stays && (next != Phase.UP || Objects.equals(before.master(), seen.master()));
        return new Observed(next, seen.master(), same ? before.since() : now, seen.cause(), seen.failure(), deadline);
    }

    /** What happened to it since then, oldest first. */
    List<Event> events(InstanceId id, Instant since, int most) {
        synchronized (store) {
            return store.events(id, since, 0, most);
        }
    }

    /** Says why an instance is as it is, without a change of phase; nothing if it is not as it was seen any more. */
    void explain(InstanceRecord record, String cause, Event event) {
        Observed seen = record.observed();
        synchronized (store) {
            if (!require(record.id()).observed().equals(seen)) {
                return;
            }
            store.observe(
                    record.id(),
                    new Observed(seen.phase(), seen.master(), seen.since(), cause, seen.failure(), seen.until()),
                    event);
        }
    }

    void record(BootLog boot) {
        synchronized (store) {
            store.record(boot);
        }
    }

    void register(InstanceRecord record, Event event) {
        synchronized (store) {
            store.register(record, event);
        }
    }

    void redefine(Instance instance, Event event) {
        synchronized (store) {
            store.redefine(instance, event);
        }
    }

    void forget(InstanceId id, Event event) {
        synchronized (store) {
            store.forget(id, event);
        }
    }

    void append(Event event) {
        synchronized (store) {
            store.append(event);
        }
    }

    /** An event of a command, with the time the command took so far. */
    Event event(Job job, EventKind kind, String detail, @Nullable ProcessIdentity identity) {
        return event(job.id(), job.actor(), kind, detail, identity, job.took());
    }

    Event event(
            InstanceId id,
            Actor actor,
            EventKind kind,
            String detail,
            @Nullable ProcessIdentity identity,
            @Nullable Duration took) {
        return new Event(0, clock.now(), id, kind, actor, detail, identity, took);
    }
}
