package ikabud.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The durable record of instances and the append-only journal of events.
 *
 * <p>Each call is one transaction: it is on disk when it returns, or it throws an {@link IkabudException} and nothing
 * changed. Several processes may use one store at once. Safe to use from one thread at a time.
 */
public interface InstanceStore {
    /** All instances, by id. */
    List<InstanceRecord> all();

    /** One instance. */
    Optional<InstanceRecord> find(InstanceId id);

    /** Adds an instance; refused if the id is taken. */
    void register(InstanceRecord instance, Event event);

    /** Changes the definition of an instance that is there. */
    void redefine(Instance instance, Event event);

    /** Stores a wish with the next generation and returns it. */
    Intent want(InstanceId id, Wanted wanted);

    /**
     * Stores what was seen, with the event that goes with it, if any. Without an event it may be lost in a power cut: it
     * can be seen anew, and what ran then does not run any more.
     *
     * <p>An instance that is run virtually gets the next virtual PID when it comes up, and loses it when it goes down.
     */
    void observe(InstanceId id, Observed observed, @Nullable Event event);

    /** Stores what was measured of a site; nothing where there is no such instance. It may be lost in a power cut. */
    void measured(InstanceId id, Usage usage);

    /** Takes an instance out of the record; its events stay. */
    void forget(InstanceId id, Event event);

    /** Appends an event. */
    void append(Event event);

    /** The last {@code most} events that fit, oldest first. */
    List<Event> events(@Nullable InstanceId id, @Nullable Instant since, long afterSequence, int most);

    /** Stores how a boot went; the last few of each instance are kept. It may be lost in a power cut. */
    void record(BootLog boot);

    /** How the last boot of an instance went. */
    Optional<BootLog> lastBoot(InstanceId id);

    /**
     * Forgets routine events, the oldest first: those before {@code before}, and as many as are more than {@code most}.
     *
     * @return how many
     */
    int prune(Instant before, int most);

    /** Changes whenever another process changed the record. */
    long version();

    /** Changes whenever anybody changed the record, we too: until then what was read before is true. */
    long revision();
}
