package ikabud.fault;

import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.InstanceId;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.model.Verb;
import ikabud.model.Wanted;
import ikabud.support.Decoys;
import ikabud.support.Eventually;
import ikabud.support.LiveSites;
import ikabud.support.LiveSupervisor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Lets random faults loose on many instances at once while a supervisor looks after them, and then holds what there is
 * against what should be. The seed decides which faults come in which order; when each of them falls is up to the machine.
 */
final class Soak implements AutoCloseable {
    private static final int HANDS = 8;
    private static final int MOST_BURSTS = 12;
    private static final int MOST_PAUSE_MILLIS = 120;
    private static final Duration SETTLING = Duration.ofSeconds(90);
    private static final Map<String, String> VARIABLES = Map.of("pm", "static", "max-children", "2");
    private static final List<Mischief.Kind> KINDS = List.of(Mischief.Kind.values());
    private static final Set<EventKind> BEGINNINGS =
            EnumSet.of(EventKind.STARTED, EventKind.RESTARTED, EventKind.RECOVERED, EventKind.ADOPTED);

    private final long seed;
    private final Random random;
    private final LiveSites sites = new LiveSites();
    private final List<Decoys> decoys = new ArrayList<>();
    private final Chronicle chronicle;
    private final Mischief mischief;
    private final ExecutorService hands = Executors.newFixedThreadPool(HANDS);

    /** Makes the instances and a supervisor, and has all of them run. */
    Soak(long seed, int instances) throws Exception {
        this.seed = seed;
        this.random = new Random(seed);
        for (int i = 1; i <= instances; i++) {
            InstanceId id = sites.create("soak-%03d".formatted(i), LiveSites.EAGER, VARIABLES);
            sites.script(id, "busy.php", "usleep(300000); echo 'done';");
            decoys.add(new Decoys(sites.root(), sites.instance(id)));
        }
        mischief = new Mischief(sites, LiveSupervisor.start(sites));
        chronicle = new Chronicle(sites);
        for (InstanceId id : sites.ids()) {
            sites.done(Verb.START, id);
        }
    }

    /** Makes trouble for that long, then judges; fails with the seed and what was done. */
    void run(Duration time) throws Exception {
        try {
            long end = System.nanoTime() + time.toNanos();
            int faults = 0;
            while (System.nanoTime() < end) {
                Mischief.Kind kind = KINDS.get(random.nextInt(KINDS.size()));
                InstanceId id = sites.ids().get(random.nextInt(sites.ids().size()));
                long detail = random.nextLong();
                hands.execute(() -> mischief.commit(kind, id, new Random(detail)));
                TimeUnit.MILLISECONDS.sleep(random.nextInt(MOST_PAUSE_MILLIS));
                faults++;
            }
            hands.shutdown();
            if (!hands.awaitTermination(SETTLING.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("some faults do not end");
            }
            judge();
            System.out.printf("soak: seed %d, %d faults, %d masters seen%n", seed, faults, chronicle.count());
        } catch (AssertionError | Exception failure) {
            // What went wrong stands first: a report shows the begin of a long text.
            throw new AssertionError(
                    "seed " + seed + ": " + failure.getMessage() + "\n" + mischief.told() + "\n"
                            + mischief.supervisor().log(),
                    failure);
        }
    }

    private void judge() throws Exception {
        mischief.repair();
        Set<InstanceId> revived = new HashSet<>();
        for (InstanceId id : sites.ids()) {
            await(id, () -> revive(id, revived) || sites.isAsWanted(id));
        }
        settle();
        burst();
        requireNoLeak();
        chronicle.close();
        chronicle.requireOneCopy();
        for (InstanceId id : sites.ids()) {
            requireAccount(id);
        }
        List<ProcessIdentity> harmed =
                decoys.stream().flatMap(one -> one.harmed().stream()).toList();
        if (!harmed.isEmpty()) {
            throw new AssertionError("foreign processes were signalled: " + harmed);
        }
    }

    // A broken configuration is the one thing that nobody but an administrator mends. Once is enough: a start that
    // found it broken may end after all were repaired, another begins with what is whole.
    private boolean revive(InstanceId id, Set<InstanceId> revived) {
        boolean failed =
                sites.phase(id) == Phase.FAILED && sites.record(id).intent().wanted() == Wanted.UP;
        if (failed && !(mischief.wasBroken(id) && revived.add(id))) {
            throw new AssertionError(id + " was given up: " + sites.record(id).observed());
        }
        if (failed) {
            sites.done(Verb.START, id);
        }
        return failed;
    }

    private void await(InstanceId id, Callable<Boolean> state) throws Exception {
        try {
            Eventually.within(SETTLING, state, Boolean::booleanValue);
        } catch (AssertionError never) {
            throw new AssertionError(
                    id + " is not as wanted: " + sites.record(id) + ", groups " + sites.groups(id), never);
        }
    }

    private void settle() throws Exception {
        for (InstanceId id : sites.ids()) {
            await(id, () -> sites.isAsWanted(id));
        }
        Set<Integer> left = chronicle.strangers();
        if (!left.isEmpty()) {
            throw new AssertionError("left over: " + left);
        }
    }

    private void burst() throws Exception {
        for (InstanceId id : sites.ids()) {
            sites.master(id).ifPresent(master -> {
                sites.signal(master, Signal.KILL);
                Eventually.eventually("its end", () -> !sites.isAlive(master));
            });
        }
        settle();
    }

    // Threads of a crew and files of the JVM are made when they are needed first, and then no more; a leak grows for
    // ever.
    private void requireNoLeak() throws Exception {
        List<String> counts = new ArrayList<>();
        for (int burst = 0; burst <= MOST_BURSTS; burst++) {
            int files = mischief.supervisor().openFiles();
            int threads = mischief.supervisor().threads();
            burst();
            counts.add(files + " and " + threads);
            if (mischief.supervisor().openFiles() <= files
                    && mischief.supervisor().threads() <= threads) {
                return;
            }
        }
        throw new AssertionError("each time all masters end the supervisor has more files and threads: " + counts);
    }

    private void requireAccount(InstanceId id) {
        Set<ProcessIdentity> known = sites.events(id).stream()
                .filter(event -> BEGINNINGS.contains(event.kind()))
                .map(Event::identity)
                .collect(Collectors.toSet());
        List<ProcessIdentity> unknown = chronicle.mastersOf(id).stream()
                .filter(master -> !known.contains(master))
                .toList();
        if (!unknown.isEmpty()) {
            throw new AssertionError("the journal does not account for " + unknown + " of " + id);
        }
    }

    @Override
    public void close() {
        hands.shutdownNow();
        chronicle.close();
        mischief.supervisor().close();
        decoys.forEach(Decoys::close);
        sites.close();
    }
}
