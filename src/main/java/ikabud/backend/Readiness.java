package ikabud.backend;

import ikabud.backend.BootChecks.Found;
import ikabud.fastcgi.FpmStatus;
import ikabud.model.BootPhase;
import ikabud.model.Clock;
import ikabud.model.FailureClass;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.Layout;
import ikabud.model.LogKind;
import ikabud.model.ProcessIdentity;
import ikabud.os.UnixSockets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Waits for a master to answer, after a start or a reload. Cheap while waiting: a file or two per look. */
final class Readiness {
    private static final String READY = "NOTICE: ready to handle connections";
    private static final String RUNNING = "NOTICE: fpm is running, pid ";

    private static final Cause HELD = new Cause(FailureClass.CONFLICT, "another process holds its lock");
    private static final Cause SILENT =
            new Cause(FailureClass.RESOURCE, "it ended before FPM said a word, as when memory or processes are short");
    private static final Duration ONE_PING = Duration.ofSeconds(1);
    private static final long PAUSE = 5;

    private final Machine machine;
    private final Layout layout;
    private final InstanceFiles files;
    private final FpmStatus fpm;
    private final Clock clock;

    Readiness(Machine machine, Layout layout, InstanceFiles files, FpmStatus fpm, Clock clock) {
        this.machine = machine;
        this.layout = layout;
        this.files = files;
        this.fpm = fpm;
        this.clock = clock;
    }

    /** One ping through the main socket. */
    boolean answers(Instance instance, Duration patience) {
        return fpm.ping(layout.socket(instance.id()), instance.owner().uid(), patience);
    }

    /** Returns when the new master lives, listens on its sockets and answers; fails with the cause if it ends first. */
    void awaitStart(Instance instance, ProcessIdentity master, Duration patience, BootChecks checks) {
        long deadline = clock.nanoTime() + patience.toNanos();
        BootChecks.Step step = checks.begin(BootPhase.RUNTIME, "socket");
        try {
            await(instance, master, patience, deadline, () -> socketsExist(instance));
            step.end(Found.passed(layout.socket(instance.id()).toString()));
            step = checks.begin(BootPhase.RUNTIME, "ping");
            // A file that a killed master left is there as well, but refuses a connect at once. Who answers is the new
            // one: whatever was left was ended before, and FPM refuses to start where somebody listens.
            await(instance, master, patience, deadline, () -> answers(instance, atMost(ONE_PING, deadline)));
            step.end(Found.passed("pong"));
        } catch (IkabudException failure) {
            step.fail(failure);
            throw failure;
        }
    }

    private void await(
            Instance instance, ProcessIdentity master, Duration patience, long deadline, BooleanSupplier done) {
        while (true) {
            if (!machine.processes().isAlive(master)) {
                throw startCause(instance.id(), master.pid()).failure("start of " + instance.id());
            }
            if (clock.nanoTime() >= deadline) {
                throw IkabudException.failed(
                        "start of " + instance.id(),
                        "FPM did not answer within " + patience.toSeconds() + " s",
                        FailureClass.START_TIMEOUT);
            }
            if (done.getAsBoolean()) {
                return;
            }
            pause();
        }
    }

    private Duration atMost(Duration usual, long deadline) {
        long left = Math.max(1, deadline - clock.nanoTime());
        return usual.toNanos() < left ? usual : Duration.ofNanos(left);
    }

    /** Refuses where a socket's file is gone: a reload keeps the socket that nobody can reach. */
    void requireSockets(Instance instance) {
        for (Path socket : sockets(instance)) {
            if (!UnixSockets.isAt(socket)) {
                throw IkabudException.refused(
                        "reload of " + instance.id(),
                        "its socket " + socket + " was deleted or replaced, and a reload does not bring it back",
                        "restart it");
            }
        }
    }

    /** Returns when FPM says in its log, after the first {@code logged} bytes, that it is ready, and answers. */
    void awaitReload(Instance instance, ProcessIdentity master, long logged, Duration patience) {
        FpmLog log = log(instance.id());
        long deadline = clock.nanoTime() + patience.toNanos();
        while (true) {
            List<String> lines = log.linesAfter(logged);
            if (!machine.processes().isAlive(master)) {
                throw Cause.ofStart(lines)
                        .orElseGet(() -> Cause.ofEnd(lines, master.pid()))
                        .failure("reload of " + instance.id());
            }
            if (lines.stream().anyMatch(line -> line.endsWith(READY)) && answers(instance, ONE_PING)) {
                return;
            }
            if (clock.nanoTime() > deadline) {
                throw IkabudException.failed(
                        "reload of " + instance.id(),
                        "it is not done after " + patience.toSeconds() + " s: running requests have to end first",
                        "it goes on by itself; look at its fpm.log");
            }
            pause();
        }
    }

    /** Why the last start failed: what was printed, else what the log says, else what is seen. */
    Cause startCause(InstanceId id, int pid) {
        return Cause.ofStart(new FpmLog(files.startOutput(id)).linesAfter(0)).orElseGet(() -> {
            List<String> lines = log(id).linesAfter(0);
            if (lines.stream().anyMatch(line -> line.endsWith(RUNNING + pid))) {
                return Cause.ofEnd(lines, pid);
            }
            // flock says nothing when somebody else has the lock.
            return machine.holders().lockHeld(layout.aliveLock(id)) ? HELD : SILENT;
        });
    }

    /** Why that master ended. */
    Cause endCause(InstanceId id, int pid) {
        return Cause.ofEnd(log(id).linesAfter(0), pid);
    }

    FpmLog log(InstanceId id) {
        return new FpmLog(layout.logFile(id, LogKind.FPM));
    }

    private boolean socketsExist(Instance instance) {
        return sockets(instance).stream().allMatch(Files::exists);
    }

    private List<Path> sockets(Instance instance) {
        Path main = layout.socket(instance.id());
        return FpmTemplate.hasStatusSocket(instance)
                ? List.of(main, layout.statusSocket(instance.id()))
                : List.of(main);
    }

    /** Waits a moment before the next look. */
    void pause() {
        try {
            clock.pause(PAUSE);
        } catch (InterruptedException stop) {
            throw Ending.interrupted(stop);
        }
    }
}
