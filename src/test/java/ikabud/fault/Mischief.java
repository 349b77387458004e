package ikabud.fault;

import ikabud.backend.Steps;
import ikabud.manager.InstanceManager;
import ikabud.model.Command;
import ikabud.model.InstanceId;
import ikabud.model.Outcome;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.model.Verb;
import ikabud.support.LiveSites;
import ikabud.support.LiveSupervisor;
import ikabud.support.TestRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The faults of a soak: what an instance, its owner, its administrators or the kernel may do at any time. Thread-safe. */
final class Mischief {
    private static final List<Signal> SIGNALS =
            List.of(Signal.TERM, Signal.QUIT, Signal.KILL, Signal.SEGV, Signal.STOP, Signal.INT, Signal.USR1);
    private static final List<Signal> SUPERVISOR_SIGNALS =
            List.of(Signal.TERM, Signal.QUIT, Signal.KILL, Signal.SEGV, Signal.STOP);
    private static final int MOST_PAUSE_MILLIS = 800;
    private static final int MOST_TOLD = 400;
    private static final Duration REQUEST = Duration.ofSeconds(5);

    private final LiveSites sites;
    private final List<InstanceManager> administrators;
    private final Map<InstanceId, byte[]> broken = new ConcurrentHashMap<>();
    private final Map<InstanceId, Boolean> wasBroken = new ConcurrentHashMap<>();
    private final Deque<String> told = new ArrayDeque<>();
    private final Object supervision = new Object();
    private LiveSupervisor supervisor;

    Mischief(LiveSites sites, LiveSupervisor supervisor) {
        this.sites = sites;
        this.supervisor = supervisor;
        // As many as there would be processes of ours, each with a record and locks of its own.
        this.administrators =
                List.of(sites.root().manager(Steps.UNHEARD), sites.root().manager(Steps.UNHEARD));
    }

    /** What can happen. The more often it stands here, the more often it does. */
    enum Kind {
        SIGNAL_MASTER,
        SIGNAL_MASTER_AGAIN,
        SIGNAL_WORKER,
        SIGNAL_WORKERS,
        DELETE_SOCKET,
        REQUEST,
        START,
        STOP,
        RESTART,
        RELOAD,
        KILL,
        BREAK_CONFIG,
        REPAIR_CONFIG,
        SIGNAL_SUPERVISOR
    }

    /** Does it, and takes what comes of it. */
    void commit(Kind kind, InstanceId id, Random random) {
        try {
            tell(kind + " " + id + " "
                    + switch (kind) {
                        case SIGNAL_MASTER, SIGNAL_MASTER_AGAIN ->
                            signal(sites.master(id).stream().toList(), random);
                        case SIGNAL_WORKER ->
                            signal(sites.workers(id).stream().limit(1).toList(), random);
                        case SIGNAL_WORKERS -> signal(sites.workers(id), random);
                        case DELETE_SOCKET ->
                            String.valueOf(Files.deleteIfExists(
                                    random.nextBoolean()
                                            ? sites.root().layout().socket(id)
                                            : sites.root().layout().statusSocket(id)));
                        case REQUEST ->
                            String.valueOf(
                                    sites.get(id, "busy.php", REQUEST).reply().isPresent());
                        case START -> command(Verb.START, id, random);
                        case STOP -> command(Verb.STOP, id, random);
                        case RESTART -> command(Verb.RESTART, id, random);
                        case RELOAD -> command(Verb.RELOAD, id, random);
                        case KILL -> command(Verb.KILL, id, random);
                        case BREAK_CONFIG -> breakConfig(id);
                        case REPAIR_CONFIG -> repair(id);
                        case SIGNAL_SUPERVISOR -> signalSupervisor(random);
                    });
        } catch (Exception | AssertionError failure) {
            tell(kind + " " + id + " failed: " + failure);
        }
    }

    private synchronized void tell(String line) {
        told.add(System.nanoTime() / 1_000_000 + " " + line);
        if (told.size() > MOST_TOLD) {
            told.remove();
        }
    }

    /** The last that was done, one line each. */
    synchronized String told() {
        return String.join("\n", told);
    }

    private String signal(List<ProcessIdentity> processes, Random random) throws InterruptedException {
        Signal signal = SIGNALS.get(random.nextInt(SIGNALS.size()));
        processes.forEach(process -> sites.signal(process, signal));
        if (signal == Signal.STOP) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(MOST_PAUSE_MILLIS));
            processes.forEach(process -> sites.signal(process, Signal.CONT));
        }
        return signal + " to " + processes.stream().map(ProcessIdentity::pid).toList();
    }

    private String command(Verb verb, InstanceId id, Random random) {
        Outcome outcome =
                administrators.get(random.nextInt(administrators.size())).execute(Command.of(verb, id, TestRoot.ACTOR));
        return outcome.result() + " " + outcome.message();
    }

    private Path config(InstanceId id) {
        return sites.root().layout().fpmConfig(id);
    }

    private String breakConfig(InstanceId id) throws IOException {
        byte[] whole = Files.readAllBytes(config(id));
        if (broken.putIfAbsent(id, whole) == null) {
            wasBroken.put(id, true);
            Files.writeString(config(id), Files.readString(config(id)) + "\nnonsense = 1\n");
        }
        return "";
    }

    private String repair(InstanceId id) throws IOException {
        byte[] whole = broken.get(id);
        if (whole != null) {
            Files.write(config(id), whole);
            broken.remove(id);
        }
        return String.valueOf(whole != null);
    }

    /** Mends all that only an administrator can mend. */
    void repair() throws IOException {
        for (InstanceId id : sites.ids()) {
            repair(id);
        }
    }

    /** Whether its configuration was ever broken. */
    boolean wasBroken(InstanceId id) {
        return wasBroken.containsKey(id);
    }

    private String signalSupervisor(Random random) throws Exception {
        synchronized (supervision) {
            Signal signal = SUPERVISOR_SIGNALS.get(random.nextInt(SUPERVISOR_SIGNALS.size()));
            supervisor.signal(signal);
            if (signal == Signal.STOP) {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(MOST_PAUSE_MILLIS));
                supervisor.signal(Signal.CONT);
            } else if (signal != Signal.QUIT) {
                supervisor.awaitEnd();
                TimeUnit.MILLISECONDS.sleep(random.nextInt(MOST_PAUSE_MILLIS));
                supervisor = LiveSupervisor.start(sites);
            }
            return signal.name();
        }
    }

    /** The one that works now. */
    LiveSupervisor supervisor() {
        synchronized (supervision) {
            return supervisor;
        }
    }
}
