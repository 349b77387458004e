package ikabud.app;

import ikabud.backend.Machine;
import ikabud.manager.Round;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.model.Locks.Held;
import ikabud.model.Locks.Holder;
import ikabud.os.FlockLocks;
import ikabud.os.OwnSignals;
import ikabud.os.ProcFs;
import ikabud.os.Reexecution;
import ikabud.os.SystemClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code ikabud supervise}: holds the supervisor's lock from its begin to its end, hears signals, takes changed settings up,
 * and executes itself anew when it was upgraded.
 *
 * <p>Runs on the main thread.
 */
public final class Supervising {
    private static final Duration LOOK_FOR_UPGRADE = Duration.ofSeconds(2);
    private static final Duration LOOK_AT_LOG = Duration.ofMinutes(1);
    private static final long LAST_LOOKS = 3;

    private final Launch launch;
    private final Wishes wishes;
    private final Telling telling;
    private final Upgrade upgrade;
    private @Nullable Shift shift;
    private boolean stopping;

    /**
     * What was said on the command line.
     *
     * @param stopInstances whether the instances are stopped, too, when it is told to end
     * @param log the file that standard output and error go to, which is kept small; null where that is somebody else's
     */
    public record Wishes(boolean stopInstances, @Nullable Path log) {
        List<String> arguments() {
            List<String> arguments = new ArrayList<>(List.of("supervise"));
            if (stopInstances) {
                arguments.add("--stop-instances");
            }
            if (log != null) {
                arguments.addAll(List.of("--log", log.toString()));
            }
            return arguments;
        }
    }

    /** Is told what happens, on a thread that does nothing else. */
    public interface Teller {
        /** Something was added to the journal, by whomever. */
        void happened(Event event);

        /** Something else worth a line. */
        void note(String text);
    }

    private Supervising(Launch launch, Wishes wishes, Telling telling) {
        this.launch = launch;
        this.wishes = wishes;
        this.telling = telling;
        this.upgrade = new Upgrade(Machine.real(), launch.environment());
    }

    /**
     * Supervises until told to end.
     *
     * @throws IkabudException refused where another process supervises this installation
     */
    public static ExitCode run(Launch launch, Wishes wishes, Teller teller) {
        Workers workers = new Workers();
        try (Telling telling = new Telling(workers, teller)) {
            Supervising supervising = new Supervising(launch, wishes, telling);
            OwnSignals.on("TERM", () -> supervising.leave(Ending.STOP));
            OwnSignals.on("INT", () -> supervising.leave(Ending.STOP));
            OwnSignals.on("HUP", () -> workers.start("reload", supervising::reload));
            try (Ikabud ikabud = Ikabud.open(launch);
                    Held lock = supervising.acquire(ikabud)) {
                supervising.superviseWith(lock);
            }
            return ExitCode.DONE;
        }
    }

    private Held acquire(Ikabud ikabud) {
        new StateDirectory(ikabud.machine(), ikabud.layout()).prepare();
        FlockLocks locks = new FlockLocks(ikabud.layout(), ikabud.machine().proc());
        String purpose = SupervisorProcess.purpose(ikabud.clock().now());
        Optional<Held> lock = inherited().flatMap(descriptor -> {
            String before = locks.supervisor().map(Holder::purpose).orElse("");
            return locks.resumeSupervision(descriptor, before.isEmpty() ? purpose : before);
        });
        return lock.or(() -> locks.tryAcquireSupervision(purpose))
                .orElseThrow(() -> locks.supervisor()
                        .map(SupervisorProcess::alreadyThere)
                        .orElseGet(() -> IkabudException.refused("supervising", "another process does already", "")));
    }

    private Optional<Integer> inherited() {
        try {
            return Optional.ofNullable(launch.environment().get(OwnProgram.LOCK_VARIABLE))
                    .map(Integer::valueOf);
        } catch (NumberFormatException odd) {
            return Optional.empty();
        }
    }

    private void superviseWith(Held lock) {
        String how = inherited().isPresent() ? ", goes on after an upgrade" : "";
        while (true) {
            Ending ending = superviseOnce(how);
            if (ending == Ending.STOP) {
                return;
            }
            how = ", with its settings read anew";
            if (ending == Ending.REPLACED) {
                how = ", goes on as it was: " + replaceUs(lock);
            }
        }
    }

    private Ending superviseOnce(String how) {
        try (Ikabud ikabud = Ikabud.open(launch)) {
            String self = "PID " + ikabud.machine().proc().ownPid();
            Shift now = begin(ikabud);
            now.note(EventKind.SUPERVISED, self + how);
            telling.trouble("supervising " + ikabud.layout().state() + ", " + self + how);
            String better = new BetterWay(ikabud).suggestion();
            if (!better.isEmpty()) {
                telling.trouble(better);
            }
            Ending ending = work(now);
            switch (ending) {
                case RELOAD -> {}
                case REPLACED ->
                    now.note(
                            EventKind.UNSUPERVISED,
                            self + " executes itself anew: " + upgrade.changed().orElse("the jar") + " was replaced");
                case STOP -> leaveOff(ikabud, now, self);
            }
            return ending;
        }
    }

    private void leaveOff(Ikabud ikabud, Shift now, String self) {
        if (wishes.stopInstances()) {
            telling.trouble("stopping the instances");
            new Halt(ikabud, telling::trouble).all();
        }
        String end = self + " was told to end; instances " + (wishes.stopInstances() ? "are stopped" : "go on");
        now.note(EventKind.UNSUPERVISED, end);
        telling.trouble("no longer supervising, " + end);
    }

    private List<Round> rounds() {
        List<Round> rounds = new ArrayList<>();
        rounds.add(new Round("look for an upgrade", LOOK_FOR_UPGRADE, this::lookForUpgrade));
        if (wishes.log() != null) {
            rounds.add(new Round("keep the log small", LOOK_AT_LOG, new SmallLog(wishes.log())::look));
        }
        return rounds;
    }

    private synchronized Shift begin(Ikabud ikabud) {
        Shift now = new Shift(ikabud, telling, rounds());
        if (stopping) {
            now.leave(Ending.STOP);
        }
        shift = now;
        return now;
    }

    private Ending work(Shift now) {
        try {
            return now.work();
        } catch (IkabudException refused) {
            // A record that a newer version took over is read by that version, if it is what lies on the disk by now.
            if (refused.exitCode() == ExitCode.REFUSED && upgradeComes()) {
                return Ending.REPLACED;
            }
            throw refused;
        }
    }

    private boolean upgradeComes() {
        for (int look = 0; look < LAST_LOOKS && !isStopping(); look++) {
            if (upgrade.isReady()) {
                return true;
            }
            pause(LOOK_FOR_UPGRADE);
        }
        return false;
    }

    private void lookForUpgrade() {
        if (upgrade.isReady()) {
            leave(Ending.REPLACED);
        }
    }

    private synchronized void leave(Ending reason) {
        stopping |= reason == Ending.STOP;
        if (shift != null) {
            shift.leave(reason);
        }
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    // The old settings hold on where the new ones have a mistake.
    private void reload() {
        try (Ikabud fresh = Ikabud.open(launch)) {
            fresh.settings();
            leave(Ending.RELOAD);
        } catch (IkabudException mistake) {
            telling.trouble(String.valueOf(mistake.getMessage()));
        }
    }

    /** Does not return, or says why that failed. */
    private String replaceUs(Held lock) {
        ProcFs proc = Machine.real().proc();
        List<String> command = new ArrayList<>(OwnProgram.command(proc));
        command.addAll(wishes.arguments());
        Map<String, String> environment = new HashMap<>(launch.environment());
        int descriptor = FlockLocks.descriptor(lock);
        environment.put(OwnProgram.LOCK_VARIABLE, Integer.toString(descriptor));
        try {
            new Reexecution(proc).replaceUs(command, environment, descriptor);
            return "";
        } catch (IkabudException failure) {
            return String.valueOf(failure.getMessage());
        }
    }

    private static void pause(Duration time) {
        try {
            new SystemClock().pause(time.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
