package ikabud.fault;

import ikabud.fault.Cell.Moment;
import ikabud.fault.Cell.Victim;
import ikabud.model.InstanceId;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import ikabud.model.RestartPolicy;
import ikabud.model.Signal;
import ikabud.model.Supervision;
import ikabud.model.Verb;
import ikabud.model.Wanted;
import ikabud.support.Decoys;
import ikabud.support.Eventually;
import ikabud.support.LiveSites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * Two instances that are brought to the moment of a cell, one of them slow to start, and what must hold after it. A
 * supervisor looks after them. Lives on one thread.
 */
final class Scene implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration SLOW = Duration.ofMillis(400);
    private static final Map<String, String> TWO_WORKERS = Map.of("pm", "static", "max-children", "2");
    // It works until the moment is there, and somewhat longer; a signal to the worker cuts a single sleep short.
    private static final String BUSY =
            "$busy = sys_get_temp_dir() . '/busy'; touch($busy); $end = microtime(true) + 0.6;"
                    + " while (microtime(true) < $end) { usleep(5000); clearstatcache();"
                    + " if (file_exists($busy)) { $end = microtime(true) + 0.5; } } echo 'done';";

    private final LiveSites sites;
    private final Chronicle chronicle;
    private final InstanceId quick;
    private final InstanceId slow;
    private final List<Decoys> decoys = new ArrayList<>();
    private final List<CompletableFuture<?>> underWay = new ArrayList<>();
    private InstanceId id;

    /** Makes the instances; they do not run yet. */
    Scene(LiveSites sites, Chronicle chronicle, String name) throws IOException {
        this.sites = sites;
        this.chronicle = chronicle;
        RestartPolicy eager = LiveSites.EAGER;
        quick = sites.create("quick-" + name, eager, TWO_WORKERS);
        slow = sites.create(sites.slowKind(SLOW), "slow-" + name, new Supervision(eager, List.of()), TWO_WORKERS);
        for (InstanceId each : List.of(quick, slow)) {
            sites.script(each, "busy.php", BUSY);
            decoys.add(new Decoys(sites.root(), sites.instance(each)));
        }
        id = quick;
    }

    InstanceId id() {
        return id;
    }

    /** Has one of them run, and brings it to that moment. */
    void bring(Moment moment) throws Exception {
        id = moment == Moment.STARTING ? slow : quick;
        boolean runs = sites.record(id).intent().wanted() == Wanted.UP && sites.phase(id) == Phase.UP;
        if (moment == Moment.STARTING || !runs) {
            // Which also begins a new count of restarts, so that no wait is longer than the first.
            sites.done(Verb.RESTART, id);
        }
        until("it is as wanted before", () -> sites.isAsWanted(id), true);
        switch (moment) {
            case STARTING -> {
                sites.signal(sites.master(id).orElseThrow(), Signal.KILL);
                until(
                        "it starts",
                        () -> sites.phase(id) == Phase.STARTING
                                && sites.master(id).isPresent(),
                        true);
            }
            case READY -> {}
            case BUSY -> visit();
            case RELOADING -> {
                visit();
                command(Verb.RELOAD, Phase.RELOADING);
            }
            case STOPPING -> {
                visit();
                command(Verb.STOP, Phase.STOPPING);
            }
        }
        Files.deleteIfExists(busy());
    }

    private Path busy() {
        return sites.root().layout().home(id).resolve("tmp/busy");
    }

    private void visit() throws Exception {
        Path busy = busy();
        Files.deleteIfExists(busy);
        InstanceId visited = id;
        underWay.add(CompletableFuture.runAsync(() -> sites.get(visited, "busy.php", PATIENCE)));
        until("a request runs", () -> Files.exists(busy), true);
    }

    private void command(Verb verb, Phase phase) throws Exception {
        InstanceId commanded = id;
        underWay.add(CompletableFuture.runAsync(() -> sites.executePatiently(verb, commanded)));
        until("it is " + phase.word(), () -> sites.phase(id) == phase, true);
    }

    /** The processes of it that are meant, as soon as there are any. */
    List<ProcessIdentity> victims(Victim victim) throws Exception {
        if (victim == Victim.MASTER) {
            return List.of(sites.master(id).orElseThrow());
        }
        List<ProcessIdentity> workers = await(() -> sites.workers(id), found -> !found.isEmpty());
        return victim == Victim.ONE_WORKER ? workers.subList(0, 1) : workers;
    }

    /** Sends the signal and waits until it has taken effect. */
    void signal(Cell cell, List<ProcessIdentity> victims) throws Exception {
        victims.forEach(each -> sites.signal(each, cell.signal()));
        if (cell.signal() == Signal.STOP) {
            // One that was about to end, or that a supervisor has woken already, is not seen stopped.
            for (ProcessIdentity each : victims) {
                await(() -> sites.state(each), state -> state == 'T' || state == 'X' || state == 'Z' || state == 'S');
            }
            victims.forEach(each -> sites.signal(each, Signal.CONT));
        }
        if (cell.isDeadly()) {
            await(() -> victims.stream().filter(sites::isAlive).toList(), List::isEmpty);
        }
    }

    /** What must hold whatever happened: never two copies, what is wanted in the end, nothing foreign touched. */
    void judge() throws Exception {
        for (CompletableFuture<?> each : underWay) {
            await(each::isDone, Boolean::booleanValue);
        }
        underWay.clear();
        until("it is as wanted", () -> sites.isAsWanted(id), true);
    }

    private void until(String what, Callable<Boolean> condition, boolean wished) throws Exception {
        try {
            await(condition, seen -> seen == wished);
        } catch (AssertionError never) {
            throw new AssertionError(what + ": never; " + sites.record(id) + "\n" + told(), never);
        }
    }

    private String told() {
        StringBuilder text = new StringBuilder();
        sites.events(id).forEach(event -> text.append(event).append('\n'));
        return text.toString();
    }

    private <T> T await(Callable<T> reading, Predicate<T> fits) throws Exception {
        return Eventually.within(
                PATIENCE,
                () -> {
                    requireOneCopyAndUnharmedDecoys();
                    return reading.call();
                },
                fits);
    }

    private void requireOneCopyAndUnharmedDecoys() {
        chronicle.requireOneCopy();
        for (Decoys each : decoys) {
            if (!each.harmed().isEmpty()) {
                throw new AssertionError("a foreign process was signalled: " + each.harmed() + "\n" + told());
            }
        }
    }

    @Override
    public void close() {
        decoys.forEach(Decoys::close);
    }
}
