package ikabud.backend;

import ikabud.model.Clock;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.os.Cgroup;
import ikabud.os.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Ends an instance: gracefully, then at once, then by force; then whatever else of it lives, one process at a time through
 * pidfds and in rounds until none is left, since a process may fork while it is looked at.
 */
final class Ending {
    private static final Duration AFTER_TERM = Duration.ofSeconds(2);
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final Duration ALL_ROUNDS = Duration.ofSeconds(10);
    private static final long PAUSE = 5;
    private static final int REMOVALS = 40;

    private final Machine machine;
    private final Surveyor surveyor;
    private final Clock clock;

    Ending(Machine machine, Surveyor surveyor, Clock clock) {
        this.machine = machine;
        this.surveyor = surveyor;
        this.clock = clock;
    }

    /**
     * Sends a signal to the instance's master, and to no other process.
     *
     * @return whether it was there to get it
     */
    boolean signal(Instance instance, ProcessIdentity master, Signal signal) {
        return deliver(instance, master, signal, held -> surveyor.looksLikeMaster(instance, held));
    }

    /** Ends all of it; the master gets {@code grace} to finish its requests first. */
    Ended stop(Instance instance, @Nullable ProcessIdentity recorded, Duration grace, boolean force) {
        Survey seen = surveyor.survey(instance, recorded);
        ProcessIdentity master = seen.master().orElse(null);
        List<ProcessIdentity> group = group(instance, master);
        boolean forced = master != null && !endMaster(instance, master, grace);
        return sweep(instance, master == null ? recorded : master, group, seen.members(), forced, force);
    }

    /** Ends all of it at once. */
    Ended kill(Instance instance, @Nullable ProcessIdentity recorded, boolean force) {
        Survey seen = surveyor.survey(instance, recorded);
        ProcessIdentity master = seen.master().orElse(null);
        List<ProcessIdentity> group = group(instance, master);
        if (master != null) {
            signal(instance, master, Signal.KILL);
            await(List.of(master), ROUND);
        }
        return sweep(instance, master == null ? recorded : master, group, seen.members(), master != null, force);
    }

    /** Waits for one process to end; says whether it did. */
    boolean await(List<ProcessIdentity> processes, Duration patience) {
        try {
            return machine.processes().awaitEnd(processes, patience, clock).isEmpty();
        } catch (InterruptedException stop) {
            throw interrupted(stop);
        }
    }

    /** Removes a group of processes that have ended; what is left of it after a moment stays. */
    void remove(Cgroup group) {
        for (int i = 0; i < REMOVALS && !group.remove(); i++) {
            pause();
        }
    }

    static IkabudException interrupted(InterruptedException stop) {
        Thread.currentThread().interrupt();
        return IkabudException.failed("waiting for processes", "it was interrupted", "", stop);
    }

    private boolean endMaster(Instance instance, ProcessIdentity master, Duration grace) {
        if (!signal(instance, master, Signal.QUIT)) {
            return true;
        }
        thaw(instance, master);
        if (await(List.of(master), grace)) {
            return true;
        }
        signal(instance, master, Signal.TERM);
        thaw(instance, master);
        await(List.of(master), AFTER_TERM);
        return false;
    }

    // A frozen process does not hear QUIT or TERM before it goes on.
    private void thaw(Instance instance, ProcessIdentity master) {
        if (surveyor.isFrozen(master)) {
            signal(instance, master, Signal.CONT);
        }
    }

    private Ended sweep(
            Instance instance,
            @Nullable ProcessIdentity master,
            List<ProcessIdentity> group,
            List<Member> seen,
            boolean forced,
            boolean force) {
        Map<ProcessIdentity, Member> ended = new LinkedHashMap<>();
        List<Member> left = new ArrayList<>();
        long start = clock.nanoTime();
        endGroup(instance, group, ended);
        // To look for them costs a look at every process of the machine; what was just seen is not looked for again.
        List<Member> members = seen;
        while (!members.isEmpty() || surveyor.isAnythingLeft(instance)) {
            members = members.isEmpty() ? surveyor.members(instance) : members;
            if (members.isEmpty() && !surveyor.isLocked(instance)) {
                break;
            }
            List<Member> targets = members.stream()
                    .filter(one -> force || surveyor.mayEnd(instance, one, master == null ? 0 : master.pid()))
                    .toList();
            if (targets.isEmpty() && !members.isEmpty()) {
                left.addAll(members);
                break;
            }
            if (clock.nanoTime() - start > ALL_ROUNDS.toNanos()) {
                throw notEnding(instance, members);
            }
            round(instance, targets, ended);
            members = List.of();
        }
        return new Ended(forced, List.copyOf(ended.values()), left);
    }

    // The number of a group means nothing once its master is gone, so its members are looked at while that lives.
    private List<ProcessIdentity> group(Instance instance, @Nullable ProcessIdentity master) {
        return master == null
                ? List.of()
                : machine.processes().group(master.pid(), instance.owner().uid());
    }

    // As long as one that was seen in it lives, it is still the same group.
    private void endGroup(Instance instance, List<ProcessIdentity> seen, Map<ProcessIdentity, Member> ended) {
        List<ProcessIdentity> living =
                seen.stream().filter(machine.processes()::isAlive).toList();
        if (!living.isEmpty()) {
            round(instance, surveyor.describe(instance, living), ended);
        }
    }

    private void round(Instance instance, List<Member> targets, Map<ProcessIdentity, Member> ended) {
        for (Member one : targets) {
            if (deliver(instance, one.identity(), Signal.KILL, held -> surveyor.isOwners(instance, held))) {
                ended.put(one.identity(), one);
            }
        }
        if (targets.isEmpty()) {
            // A launch that holds the lock and has not changed its user yet: milliseconds.
            pause();
        } else {
            await(targets.stream().map(Member::identity).toList(), ROUND);
        }
    }

    private void pause() {
        try {
            clock.pause(PAUSE);
        } catch (InterruptedException stop) {
            throw interrupted(stop);
        }
    }

    private boolean deliver(
            Instance instance, ProcessIdentity target, Signal signal, Predicate<ProcessIdentity> stillRight) {
        Delivery delivery = machine.processes().signal(target, signal, stillRight);
        if (delivery == Delivery.FORBIDDEN) {
            throw IkabudException.needsRights(
                    "signal " + signal + " to PID " + target.pid() + " of " + instance.id(),
                    "the kernel does not let this user do that",
                    "use sudo");
        }
        return delivery == Delivery.SENT;
    }

    private static IkabudException notEnding(Instance instance, List<Member> members) {
        String names = String.join(", ", members.stream().map(Member::toString).toList());
        return IkabudException.failed(
                "ending " + instance.id(),
                members.isEmpty() ? "its lock is held by a process that cannot be seen" : names + " cannot be ended",
                "a process that waits for a dead disk or network share ends when that answers: look at `ps -o stat,wchan`");
    }
}
