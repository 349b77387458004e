package ikabud.manager;

import ikabud.backend.Backend;
import ikabud.model.Actor;
import ikabud.model.Clock;
import ikabud.model.Command;
import ikabud.model.EventKind;
import ikabud.model.Fault;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.Locks.Held;
import ikabud.model.Observed;
import ikabud.model.ProcessIdentity;
import ikabud.model.RestartPolicy;
import ikabud.model.Verb;
import ikabud.model.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.DoubleSupplier;

/**
 * Looks after instances on behalf of the supervisor: starts what is wanted up, restarts what ended by the rules of its
 * policy, gives up, and finishes what a dead command left undone. Whoever calls it holds the supervisor lock.
 *
 * <p>What it keeps of an instance lives here alone. Safe from several threads: those that attend the same instance are kept
 * apart by its op lock.
 */
public final class Attendant {
    private static final Duration BUSY = Duration.ofMillis(200);
    private static final Duration TROUBLE = Duration.ofSeconds(5);
    private static final Duration LOOK_BACK = RestartPolicy.LONGEST_DELAY.multipliedBy(2);
    private static final int MOST_EVENTS = 200;

    private final Backend backend;
    private final Ledger ledger;
    private final OpLocks locks;
    private final Care care;
    private final Mending mending;
    private final Boots boots;
    private final String purpose;
    private final Clock clock;
    private final Actor self;
    private final DoubleSupplier random;
    private volatile Executor sites = Runnable::run;
    private final Map<InstanceId, Attended> memories = new ConcurrentHashMap<>();

    Attendant(
            Backend backend,
            Ledger ledger,
            OpLocks locks,
            Care care,
            Mending mending,
            Boots boots,
            Patience patience,
            Clock clock,
            Actor self,
            DoubleSupplier random) {
        this.backend = backend;
        this.ledger = ledger;
        this.locks = locks;
        this.care = care;
        this.mending = mending;
        this.boots = boots;
        long most = patience.start().plus(patience.stop()).toSeconds();
        this.purpose = "the supervisor looks after it, at most " + most + " s";
        this.clock = clock;
        this.self = self;
        this.random = random;
    }

    /**
     * Has what a site answers after a boot asked elsewhere, so that a slow site keeps no other instance waiting.
     *
     * @param executor may take up to 5 s for each
     */
    public void askSitesOn(Executor executor) {
        sites = executor;
    }

    /**
     * Makes the instance's record true and does what its wish, phase, policy and needs ask for; may take as long as a start.
     * Cheap where nothing is to be done. Throws only where the record can neither be read nor written.
     *
     * @return the monotonic time ({@link Clock#nanoTime}) at which it must be attended again, or empty if only a change of
     *     its record, its processes or what it needs can make that necessary
     */
    public OptionalLong attend(InstanceId id) {
        Optional<InstanceRecord> record = ledger.find(id);
        if (record.isEmpty()) {
            memories.remove(id);
            return OptionalLong.empty();
        }
        Attended memory = memories.computeIfAbsent(id, unknown -> remembered(record.get()));
        Optional<OptionalLong> rest = atRest(record.get(), memory);
        return rest.isPresent() ? rest.get() : exclusively(id, (now, job) -> care.take(job, now, memory));
    }

    /**
     * Does what can be done about a fault that was found: wakes a frozen master once and replaces it the next time, replaces
     * one whose socket is gone, ends a storm of workers for good; nothing about the others. May take as long as a stop.
     * Somebody else at work on the instance has precedence; the fault is found again.
     */
    public void found(InstanceId id, Fault fault) {
        Optional<InstanceRecord> record = ledger.find(id);
        if (record.isPresent() && fault.needsAct()) {
            Attended memory = memories.computeIfAbsent(id, unknown -> remembered(record.get()));
            exclusively(id, (now, job) -> {
                mending.mend(now, fault, memory);
                return OptionalLong.empty();
            });
        }
    }

    // Most looks end here, without the lock, so that they are not in the way of a command.
    private Optional<OptionalLong> atRest(InstanceRecord record, Attended memory) {
        Observed observed = record.observed();
        ProcessIdentity master = observed.master();
        memory.wished(record.intent().generation());
        boolean wanted = record.intent().wanted() == Wanted.UP;
        return switch (observed.phase()) {
            case UP -> {
                boolean lives = record.instance().isVirtual()
                        ? backend.survey(record.instance(), null).serves()
                        : master != null && backend.isAlive(master);
                boolean serves = wanted && lives;
                if (serves) {
                    memory.serves(record, clock.now(), clock.nanoTime());
                }
                yield serves ? Optional.of(OptionalLong.empty()) : Optional.empty();
            }
            case FAILED -> master == null ? Optional.of(OptionalLong.empty()) : Optional.empty();
            case DOWN -> !wanted && master == null ? Optional.of(OptionalLong.empty()) : Optional.empty();
            case BACKOFF -> {
                OptionalLong due = memory.due();
                boolean later = wanted && due.isPresent() && due.getAsLong() - clock.nanoTime() > 0;
                yield later ? Optional.of(due) : Optional.empty();
            }
            case STARTING, RELOADING, STOPPING, UNKNOWN -> Optional.empty();
        };
    }

    private OptionalLong exclusively(InstanceId id, BiFunction<InstanceRecord, Job, OptionalLong> work) {
        Optional<Held> held = locks.tryAcquire(id, purpose);
        if (held.isEmpty()) {
            return in(BUSY);
        }
        Job job = Job.unasked(Command.of(Verb.START, id, self), clock);
        OptionalLong next;
        try {
            Optional<InstanceRecord> record = ledger.find(id);
            next = record.map(now -> work.apply(now, job)).orElse(OptionalLong.empty());
        } catch (IkabudException failure) {
            tell(id, String.valueOf(failure.getMessage()));
            next = in(TROUBLE);
        } finally {
            held.get().close();
        }
        if (job.boot().isPresent()) {
            sites.execute(() -> boots.finish(job));
        }
        return next;
    }

    // What goes on failing is tried for ever and told once.
    private void tell(InstanceId id, String text) {
        Attended memory = memories.get(id);
        if (memory == null || memory.isNews(text)) {
            ledger.append(ledger.event(id, self, EventKind.FAILED, text, null, null));
        }
    }

    // The count of restarts outlives the supervisor that made them.
    private Attended remembered(InstanceRecord record) {
        Attended memory = new Attended(random, record.intent().generation());
        Duration window = record.instance().supervision().restart().window();
        Instant now = clock.now();
        Instant since = now.minus(window.compareTo(LOOK_BACK) > 0 ? window : LOOK_BACK);
        memory.remember(ledger.events(record.id(), since, MOST_EVENTS), now, clock.nanoTime());
        return memory;
    }

    private OptionalLong in(Duration time) {
        return OptionalLong.of(clock.nanoTime() + time.toNanos());
    }
}
