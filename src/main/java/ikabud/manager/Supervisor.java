package ikabud.manager;

import ikabud.model.Alarm;
import ikabud.model.Clock;
import ikabud.model.Event;
import ikabud.model.ExitCode;
import ikabud.model.Exits;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.InstanceStore;
import ikabud.model.Lookout;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Decides who is attended when: those whose master ended at once, those whose time has come, those whose record another
 * process changed within half a second. What is done to each is the {@link Attending}'s.
 *
 * <p>{@link #run} belongs to one thread, which waits for nothing but exits; the work is done on the executors' threads.
 * {@link #end} may be called from any.
 */
public final class Supervisor {
    /** How many instances are attended at the same time. */
    public static final int AT_ONCE = 4;

    private static final long GLANCE_NANOS = Duration.ofMillis(500).toNanos();
    // The kernel may fail to tell of a change, such as one on another machine.
    private static final long TRUST_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long RETRY_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int MOST_EVENTS = 1000;

    /** Does what is to be done to one instance. */
    @FunctionalInterface
    public interface Attending {
        /**
         * Looks at the instance and acts.
         *
         * @return the monotonic time at which it must be attended again, in nanoseconds; empty when only a change or an
         *     exit can make that necessary
         */
        OptionalLong attend(InstanceId id);
    }

    /** Hears what happens; must return at once. */
    public interface Listener {
        /** Something was added to the journal, by whomever; on the loop's thread. */
        void happened(Event event);

        /** Something did not work and is tried again; on any thread. */
        void trouble(String text);
    }

    /**
     * Who carries the work out.
     *
     * @param instances runs {@link #AT_ONCE} attendances at the same time
     * @param rounds runs what goes through the rounds until the supervisor ends; interrupted after that
     */
    public record Crew(Executor instances, Executor rounds) {}

    private record Result(
            InstanceId id, OptionalLong next, @Nullable Throwable failure) {}

    private final Exits exits;
    private final InstanceStore store;
    private final Attending attending;
    private final Crew crew;
    private final Clock clock;
    private final Listener listener;
    private final Agenda agenda = new Agenda();
    private final Watched watched;
    private Lookout lookout;
    private final Rounds rounds;
    private final Queue<Result> attended = new ConcurrentLinkedQueue<>();
    private final Map<InstanceId, InstanceRecord> begun = new HashMap<>();
    private volatile @Nullable Long endBy;
    private long version = -1;
    private long lastEvent = -1;
    private long glancedAt;
    private String told = "";

    /**
     * A supervisor that has not begun.
     *
     * @param store used by the loop's thread alone, so that it sees what the attending stores like what others do
     */
    public Supervisor(
            Exits exits,
            InstanceStore store,
            Attending attending,
            List<Round> rounds,
            Crew crew,
            Clock clock,
            Listener listener) {
        this.exits = exits;
        this.store = store;
        this.attending = attending;
        this.crew = crew;
        this.clock = clock;
        this.listener = listener;
        this.watched = new Watched(exits);
        this.rounds = new Rounds(rounds, clock, listener::trouble, exits::wake);
        this.glancedAt = clock.nanoTime() - GLANCE_NANOS;
        this.lookout = new Lookout(Alarm.NONE, exits::wake);
    }

    /** Has it look at the record when that alarm goes off, instead of twice a second. To be called before {@link #run}. */
    public void heed(Alarm record) {
        lookout = new Lookout(record, exits::wake);
    }

    /**
     * Ends {@link #run} when no work is under way any more, or after {@code patience}; begins nothing new meanwhile. A
     * second call counts where it is less patient.
     */
    public void end(Duration patience) {
        long by = clock.nanoTime() + patience.toNanos();
        synchronized (exits) {
            Long set = endBy;
            endBy = set == null || by - set < 0 ? Long.valueOf(by) : set;
        }
        rounds.end();
        exits.wake();
    }

    /**
     * Attends to everything until told to end.
     *
     * @return whether all work that was begun has ended
     * @throws IkabudException where the record refuses to be read, as one of a newer version does
     */
    public boolean run() {
        crew.rounds().execute(rounds);
        while (true) {
            takeBack();
            Long by = endBy;
            boolean idle = agenda.busy() == 0 && !rounds.areUnderWay();
            if (by != null && (idle || clock.nanoTime() - by >= 0)) {
                return idle;
            }
            if (by == null) {
                glance();
                begin();
            }
            for (var ended : exits.await(Duration.ofNanos(untilNext(by)))) {
                watched.ended(ended).ifPresent(agenda::first);
            }
        }
    }

    private long untilNext(@Nullable Long by) {
        long now = clock.nanoTime();
        if (by != null) {
            return by - now;
        }
        long glance = Math.max(0, glanceDue() - now);
        return agenda.busy() < AT_ONCE ? agenda.untilNext(now, glance) : glance;
    }

    private void begin() {
        long now = clock.nanoTime();
        while (agenda.busy() < AT_ONCE) {
            Optional<InstanceId> next = agenda.take(now);
            if (next.isEmpty()) {
                return;
            }
            InstanceId id = next.get();
            InstanceRecord record = watched.find(id);
            if (record == null) {
                agenda.giveBack(id, OptionalLong.empty());
            } else {
                begun.put(id, record);
                crew.instances().execute(() -> attend(id));
            }
        }
    }

    // On a thread of the crew.
    private void attend(InstanceId id) {
        Result result;
        try {
            result = new Result(id, attending.attend(id), null);
        } catch (RuntimeException | LinkageError failure) {
            result = new Result(id, OptionalLong.empty(), failure);
        }
        attended.add(result);
        exits.wake();
    }

    private void takeBack() {
        for (Result each = attended.poll(); each != null; each = attended.poll()) {
            InstanceId id = each.id();
            OptionalLong next = each.next();
            if (each.failure() != null) {
                listener.trouble(id + ": " + words(each.failure()));
                next = OptionalLong.of(clock.nanoTime() + RETRY_NANOS);
            }
            agenda.giveBack(id, next);
            read(() -> refresh(id));
        }
    }

    // Its new master is watched at once, not at the next glance.
    private void refresh(InstanceId id) {
        InstanceRecord before = begun.remove(id);
        Optional<InstanceRecord> now = store.find(id);
        if (now.isEmpty()) {
            agenda.drop(id);
            watched.forget(id);
            return;
        }
        watched.replace(now.get()).forEach(agenda::soon);
        if (before != null && !Watched.isSameWish(before, now.get())) {
            // Somebody wished something while it was attended, which may have come too late to be seen.
            agenda.soon(id);
        }
    }

    private long glanceDue() {
        return glancedAt + (lookout.isQuiet() ? TRUST_NANOS : GLANCE_NANOS);
    }

    private void glance() {
        long now = clock.nanoTime();
        if (now - glanceDue() < 0) {
            return;
        }
        glancedAt = now;
        lookout.look();
        read(() -> {
            long current = store.version();
            if (current != version) {
                readAll();
                version = current;
            }
        });
    }

    private void readAll() {
        for (InstanceId id : watched.replace(store.all())) {
            // What changes while it is attended is mostly our own doing; refresh() sees to the rest.
            if (!agenda.isBusy(id)) {
                agenda.soon(id);
            }
        }
        if (lastEvent < 0) {
            lastEvent = store.events(null, null, 0, 1).stream()
                    .mapToLong(Event::sequence)
                    .max()
                    .orElse(0);
        }
        for (Event event : store.events(null, null, lastEvent, MOST_EVENTS)) {
            lastEvent = event.sequence();
            listener.happened(event);
        }
    }

    private void read(Runnable reading) {
        try {
            reading.run();
            told = "";
        } catch (IkabudException failure) {
            if (failure.exitCode() == ExitCode.REFUSED) {
                throw failure;
            }
            String text = words(failure);
            if (!text.equals(told)) {
                told = text;
                listener.trouble(text);
            }
        }
    }

    static String words(Throwable failure) {
        return failure instanceof IkabudException known ? String.valueOf(known.getMessage()) : failure.toString();
    }
}
