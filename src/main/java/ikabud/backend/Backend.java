package ikabud.backend;

import ikabud.model.BackendKind;
import ikabud.model.Blueprint;
import ikabud.model.Enforcement;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.model.Wanted;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One way to run instances. Every call acts or asks at once and keeps nothing; whoever calls holds the locks and writes the
 * record. What cannot be done is an {@link IkabudException}. Safe from several threads for different instances.
 */
public interface Backend {
    /** Which way this is. */
    BackendKind kind();

    /** Makes the directories that all instances share, the locks' among them. */
    void makeShared();

    /** Works the definition out and refuses what could not run; makes the instance's own user where it gets one. */
    Instance define(InstanceId id, Blueprint blueprint);

    /**
     * Makes what is missing of an instance's directories and brings its rendered files up to date; new ones are checked
     * before they take the place of the old.
     *
     * @return what an administrator should know; usually nothing
     */
    List<String> prepare(Instance instance);

    /**
     * The same at the begin of a boot, with every check of the phases kernel, core and instance told; the first that fails
     * ends it.
     */
    List<String> prepare(Instance instance, BootChecks checks);

    /** Takes back what this process has made of it since {@link #define}, its user included; what was there before stays. */
    void undo(Instance instance);

    /** The values of all its kind's variables: those that are set, and the kind's own for the others. */
    Map<String, String> variables(Instance instance);

    /**
     * What is wrong with new values of its kind's variables, one sentence each; empty if nothing.
     *
     * @param besides what else could have been meant by an unknown name
     */
    List<String> mistakes(Instance instance, Map<String, String> changed, Collection<String> besides);

    /** Whether a running master would take up the difference only with a restart. */
    default boolean needsRestart(Instance before, Instance after) {
        return false;
    }

    /** What of it is not any more as it was made. Looks only. */
    default List<Drift> drifts(InstanceRecord record) {
        return List.of();
    }

    /**
     * By what each limit of an instance is held; one without limits has none.
     *
     * @param master the one that runs, whose case it is then; null for that of the next start
     */
    default List<Enforcement> enforcement(Instance instance, @Nullable ProcessIdentity master) {
        return List.of();
    }

    /**
     * Holds what runs to the instance's limits as they are now; fails with what cannot be.
     *
     * @return what an administrator should know; usually nothing
     */
    default List<String> applyLimits(Instance instance, ProcessIdentity master) {
        return List.of();
    }

    /** Has the configuration on disk checked as the instance's user. */
    void check(Instance instance);

    /** What runs of it now; cheap while the recorded master is the one that runs, or nothing does. */
    Survey survey(Instance instance, @Nullable ProcessIdentity recorded);

    /** Whether that very process lives; does not ask what it is. */
    boolean isAlive(ProcessIdentity process);

    /** Whether that process is or was one of this boot of the machine, or of the container. */
    boolean isOfThisBoot(ProcessIdentity process);

    /** Those with a listening main socket, found in one look for all. */
    Set<InstanceId> listening(Collection<InstanceId> ids);

    /** Whether it answers a ping through its main socket. */
    boolean answers(Instance instance, Duration patience);

    /**
     * Starts a master that survives us; the caller has prepared the instance and holds its op lock.
     *
     * @return null where no process is its own: its site is open then, and there is nothing to wait for
     */
    @Nullable
    ProcessIdentity spawn(Instance instance);

    /** Returns when the new master serves; fails with the cause if it ends before, or does not in time. */
    void awaitReady(Instance instance, ProcessIdentity master, Duration patience, BootChecks checks);

    /** Sends one real request to the site; a site that fails is told as a failed check and is no exception. */
    void visit(Instance instance, Duration patience, BootChecks checks);

    /** Makes the master take up the configuration on disk, which was checked; returns when it serves again. */
    void reload(Instance instance, ProcessIdentity master, Duration patience);

    /**
     * Sends the signal to the instance's master and to no other process.
     *
     * @return whether it was there to get it
     */
    boolean signal(Instance instance, ProcessIdentity master, Signal signal);

    /** Returns when that very process has ended, or the time is over; says whether it has. */
    boolean awaitEnd(ProcessIdentity process, Duration patience);

    /**
     * Ends all of it: the master gets {@code grace} for its running requests, then force is used.
     *
     * @param force also end processes of a user that others use too
     */
    Ended stop(Instance instance, @Nullable ProcessIdentity recorded, Duration grace, boolean force);

    /** Ends all of it at once. */
    Ended kill(Instance instance, @Nullable ProcessIdentity recorded, boolean force);

    /**
     * How the instance stands with a service manager that restarts it by itself; empty where there is none. What that
     * manager and its administrator do is then the truth, which the record follows.
     */
    default Optional<Standing> standing(Instance instance) {
        return Optional.empty();
    }

    /** What is wanted of the instance has changed; a service manager has to know for the next boot of the machine. */
    default void wish(Instance instance, Wanted wanted) {}

    /** What stands against running the instance in the way that its definition names; empty if nothing. Changes nothing. */
    default List<String> obstacles(Instance instance) {
        return List.of();
    }

    /** An instance that was run in another way, as it is defined in the one that its definition names now. */
    default Instance adopt(Instance instance) {
        return instance;
    }

    /** What is special about the way in which the instance is run. */
    default Traits traits(Instance instance) {
        return Traits.NONE;
    }

    /** Whether something of it is left from when it was run in another way than it is now; a cheap look. */
    default boolean hasRemains(Instance instance) {
        return false;
    }

    /** Ends and takes away what is left of that; nothing of its data, and nothing that an administrator made. */
    default void clearRemains(Instance instance) {}

    /** Why that master ended, as far as its log tells, and what class of failure that is. */
    Cause causeOfEnd(Instance instance, ProcessIdentity master);

    /**
     * Takes away what was made for it; its data, its logs and the user we made only on {@code purge}.
     *
     * @return what is kept, and where
     */
    List<String> remove(Instance instance, boolean purge);

    /** The definitions of instances that are rendered and not on record, as far as they can be read, to rebuild it. */
    List<Instance> rendered(Set<InstanceId> recorded);
}
