package ikabud.os;

import ikabud.model.Clock;
import ikabud.model.IkabudException;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Processes by identity, never by number alone. */
public final class Processes {
    private static final long FIRST_PAUSE = 2;
    private static final long LONGEST_PAUSE = 20;

    private final ProcFs proc;

    /** Reads {@code proc}; native code is loaded by the first signal. */
    public Processes(ProcFs proc) {
        this.proc = proc;
    }

    /** Who has that number now; empty when nobody, or only a zombie. */
    public Optional<ProcessIdentity> identify(int pid) {
        return proc.stat(pid).filter(stat -> !stat.dead()).map(this::identity);
    }

    /** The identity of a process that was just read. */
    public ProcessIdentity identity(ProcStat stat) {
        return new ProcessIdentity(proc.bootId(), proc.pidNamespace(), stat.pid(), stat.startTicks());
    }

    /** Whether that very process lives. A zombie does not, nor one of another boot or PID namespace. */
    public boolean isAlive(ProcessIdentity process) {
        return identify(process.pid()).filter(process::equals).isPresent();
    }

    /** The living members of a process group that belong to the user. */
    public List<ProcessIdentity> group(int group, int uid) {
        List<ProcessIdentity> members = new ArrayList<>();
        for (int pid : proc.pids()) {
            if (proc.belongsTo(pid, uid)) {
                proc.stat(pid)
                        .filter(stat -> stat.group() == group && !stat.dead())
                        .map(this::identity)
                        .ifPresent(members::add);
            }
        }
        return members;
    }

    /**
     * Sends a signal to that very process. It is held first through a pidfd and checked then, so that its number cannot
     * become another's in between. On a kernel older than 5.3 there are no pidfds: it is checked and signalled at once,
     * with a gap of microseconds.
     *
     * @param stillRight what else must hold at the last moment: user, configuration, program
     */
    public Delivery signal(ProcessIdentity target, Signal signal, Predicate<ProcessIdentity> stillRight) {
        int held = Posix.openProcess(target.pid());
        // Some older container filters answer EPERM for calls they do not know.
        if (held == -Posix.ENOSYS || held == -Posix.EPERM) {
            return isRight(target, stillRight)
                    ? delivery(Posix.kill(target.pid(), signal.number()), target)
                    : refusal(target);
        }
        if (held < 0) {
            return delivery(held, target);
        }
        try {
            return isRight(target, stillRight)
                    ? delivery(Posix.signalProcess(held, signal.number()), target)
                    : refusal(target);
        } finally {
            Posix.close(held);
        }
    }

    /** Waits until all of them have ended, or the time is over; returns those that live on. */
    public List<ProcessIdentity> awaitEnd(Collection<ProcessIdentity> processes, Duration patience, Clock clock)
            throws InterruptedException {
        long start = clock.nanoTime();
        long pause = FIRST_PAUSE;
        List<ProcessIdentity> living = living(processes);
        while (!living.isEmpty()) {
            long left = patience.toNanos() - (clock.nanoTime() - start);
            if (left <= 0) {
                break;
            }
            clock.pause(Math.max(1, Math.min(pause, left / 1_000_000)));
            pause = Math.min(LONGEST_PAUSE, pause + 1);
            living = living(living);
        }
        return living;
    }

    private List<ProcessIdentity> living(Collection<ProcessIdentity> processes) {
        return processes.stream().filter(this::isAlive).toList();
    }

    private boolean isRight(ProcessIdentity target, Predicate<ProcessIdentity> stillRight) {
        return isAlive(target) && stillRight.test(target);
    }

    private Delivery refusal(ProcessIdentity target) {
        return identify(target.pid()).isPresent() ? Delivery.NOT_OURS : Delivery.GONE;
    }

    private static Delivery delivery(int result, ProcessIdentity target) {
        return switch (result) {
            case 0 -> Delivery.SENT;
            case -Posix.ESRCH -> Delivery.GONE;
            case -Posix.EPERM -> Delivery.FORBIDDEN;
            // The number of a thread, or no number at all.
            case -Posix.EINVAL -> Delivery.NOT_OURS;
            default ->
                throw IkabudException.failed(
                        "signal to process " + target.pid(), "the kernel answered error " + -result, "");
        };
    }
}
