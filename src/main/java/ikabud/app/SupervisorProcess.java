package ikabud.app;

import ikabud.backend.Machine;
import ikabud.model.Clock;
import ikabud.model.IkabudException;
import ikabud.model.Layout;
import ikabud.model.Locks.Holder;
import ikabud.model.Outcome;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.os.Delivery;
import ikabud.os.FlockLocks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The process that supervises this installation, as others see it: who it is, how it is started in the background, and how
 * it is ended. Safe from any thread.
 */
public final class SupervisorProcess {
    private static final String SINCE = "supervises since ";
    private static final Duration START_PATIENCE = Duration.ofSeconds(20);
    private static final long NAP_MILLIS = 20;
    private static final int MOST_LOG = 1 << 16;

    private final Machine machine;
    private final Layout layout;
    private final Launch launch;
    private final Clock clock;
    private final FlockLocks locks;

    private SupervisorProcess(Ikabud ikabud) {
        this.machine = ikabud.machine();
        this.layout = ikabud.layout();
        this.launch = ikabud.launch();
        this.clock = ikabud.clock();
        this.locks = new FlockLocks(layout, machine.proc());
    }

    /** That of the program's installation, which may have none. */
    public static SupervisorProcess of(Ikabud ikabud) {
        return new SupervisorProcess(ikabud);
    }

    /** Who supervises now; asks the kernel's table of locks, without native code. */
    public Optional<Holder> current() {
        return locks.supervisor();
    }

    /** Since when somebody supervises, as far as it is told. */
    public static Optional<Instant> since(Holder holder) {
        try {
            return holder.purpose().startsWith(SINCE)
                    ? Optional.of(Instant.parse(holder.purpose().substring(SINCE.length())))
                    : Optional.empty();
        } catch (DateTimeParseException unknown) {
            return Optional.empty();
        }
    }

    /** What a supervisor's lock says, from which {@link #since} is read. */
    static String purpose(Instant now) {
        return SINCE + Instant.ofEpochSecond(now.getEpochSecond());
    }

    /** Where a supervisor in the background writes what it has to say. */
    static Path log(Layout layout) {
        return layout.log().resolve("supervise.log");
    }

    /**
     * Starts one in the background, in a session of its own, which outlives us; returns when it supervises. Refused where
     * there is one.
     *
     * @param options of the verb {@code supervise}
     */
    public Outcome start(List<String> options) {
        long begin = clock.nanoTime();
        try {
            new StateDirectory(machine, layout).prepare();
            Optional<Holder> there = current();
            if (there.isPresent()) {
                throw alreadyThere(there.get());
            }
            int pid = awaitLock(spawn(options));
            return Outcome.done("supervised, PID " + pid, took(begin), List.of());
        } catch (IkabudException failure) {
            return Outcome.of(failure, took(begin));
        }
    }

    static IkabudException alreadyThere(Holder holder) {
        return IkabudException.refused(
                "supervising",
                "PID " + holder.pid() + " does already"
                        + since(holder).map(since -> ", since " + since).orElse(""),
                "`ikabud supervise --stop` ends it");
    }

    private int spawn(List<String> options) {
        Path log = log(layout);
        List<String> command = new ArrayList<>(OwnProgram.command(machine.proc()));
        command.addAll(List.of("supervise", "--log", log.toString()));
        command.addAll(options);
        return machine.spawner().spawnDetached(command, OwnProgram.environment(launch.environment()), log);
    }

    // It becomes the supervisor without a change of PID: setsid, the launcher and the JVM take each other's place.
    private int awaitLock(int pid) {
        long begin = clock.nanoTime();
        while (took(begin).compareTo(START_PATIENCE) < 0) {
            Optional<Holder> holder = current();
            if (holder.isPresent()) {
                return holder.get().pid();
            }
            if (machine.processes().identify(pid).isEmpty()) {
                throw IkabudException.failed("starting a supervisor", lastWords(), "see " + log(layout));
            }
            nap();
        }
        throw IkabudException.failed(
                "starting a supervisor",
                "PID " + pid + " does not supervise after " + START_PATIENCE.toSeconds() + " s",
                "see " + log(layout));
    }

    private String lastWords() {
        String text = "";
        try {
            byte[] content = Files.size(log(layout)) > MOST_LOG ? new byte[0] : Files.readAllBytes(log(layout));
            text = new String(content, StandardCharsets.UTF_8).strip();
        } catch (IOException unreadable) {
            return "it ended at once";
        }
        String last = text.substring(text.lastIndexOf('\n') + 1);
        return "it ended at once" + (last.isEmpty() ? "" : ", \"" + last + "\"");
    }

    /** Ends it and returns when it has ended; instances go on running unless it was told to stop them. */
    public Outcome stop(Duration patience) {
        long begin = clock.nanoTime();
        try {
            Holder holder = current()
                    .orElseThrow(() -> IkabudException.refused(
                            "ending the supervisor", "nobody supervises this installation", "nothing to do"));
            ProcessIdentity identity = machine.processes()
                    .identify(holder.pid())
                    .orElseThrow(() -> IkabudException.failed(
                            "ending the supervisor",
                            "who holds its lock cannot be seen from here",
                            "end it where it runs"));
            end(identity, patience);
            return Outcome.done("no longer supervised; PID " + identity.pid() + " has ended", took(begin), List.of());
        } catch (IkabudException failure) {
            return Outcome.of(failure, took(begin));
        }
    }

    private void end(ProcessIdentity identity, Duration patience) {
        Delivery delivery = machine.processes()
                .signal(
                        identity,
                        Signal.TERM,
                        process -> current()
                                .filter(holder -> holder.pid() == process.pid())
                                .isPresent());
        if (delivery == Delivery.FORBIDDEN) {
            throw IkabudException.needsRights(
                    "ending the supervisor", "PID " + identity.pid() + " is another user's", "use sudo");
        }
        try {
            if (!machine.processes()
                    .awaitEnd(List.of(identity), patience, clock)
                    .isEmpty()) {
                throw IkabudException.failed(
                        "ending the supervisor",
                        "PID " + identity.pid() + " still ends its work after " + patience.toSeconds() + " s",
                        "wait, or see what it is at with `ikabud events`");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw IkabudException.failed("ending the supervisor", "interrupted", "", interrupted);
        }
    }

    private Duration took(long begin) {
        return Duration.ofNanos(clock.nanoTime() - begin);
    }

    private void nap() {
        try {
            clock.pause(NAP_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw IkabudException.failed("starting a supervisor", "interrupted", "", interrupted);
        }
    }
}
