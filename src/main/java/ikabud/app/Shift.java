package ikabud.app;

import ikabud.journal.Journal;
import ikabud.manager.Attendant;
import ikabud.manager.Round;
import ikabud.manager.Supervisor;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.IkabudException;
import ikabud.model.InstanceStore;
import ikabud.os.ExitWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Supervises with one set of settings, until asked to leave off. Whoever begins it holds the supervisor's lock.
 *
 * <p>{@link #work} belongs to one thread; {@link #leave} may be called from any.
 */
final class Shift {
    private static final long CUT_SHORT_SECONDS = 2;
    private static final int SITES_AT_ONCE = 4;

    private final Ikabud ikabud;
    private final Supervisor.Listener listener;
    private final List<Round> rounds;
    private @Nullable Supervisor supervisor;
    private @Nullable Ending ending;

    Shift(Ikabud ikabud, Supervisor.Listener listener, List<Round> more) {
        this.ikabud = ikabud;
        this.listener = listener;
        this.rounds = new ArrayList<>(SupervisorRounds.of(ikabud));
        rounds.addAll(more);
    }

    /** Has {@link #work} return soon; a weaker reason than one that was given already is ignored. */
    synchronized void leave(Ending reason) {
        if (ending == null || reason.compareTo(ending) > 0) {
            ending = reason;
            if (supervisor != null) {
                supervisor.end(reason.patience());
            }
        }
    }

    /**
     * Supervises.
     *
     * @return why it left off
     * @throws IkabudException where the record refuses to be read
     */
    Ending work() {
        Workers workers = ikabud.workers();
        ExecutorService instances = workers.crew("attend", Supervisor.AT_ONCE);
        ExecutorService beside = workers.crew("rounds", 1);
        ExecutorService sites = workers.crew("sites", SITES_AT_ONCE);
        Attendant attendant = ikabud.manager().attendant();
        attendant.askSitesOn(sites);
        try (Journal own = ikabud.openJournal();
                ExitWatch exits = new ExitWatch(
                        ikabud.machine().processes(), ikabud.machine().spawner().children())) {
            try {
                return supervise(new Supervisor(
                        exits,
                        own,
                        attendant::attend,
                        rounds,
                        new Supervisor.Crew(instances, beside),
                        ikabud.clock(),
                        listener));
            } finally {
                dismiss(instances);
                dismiss(beside);
                dismiss(sites);
            }
        }
    }

    private Ending supervise(Supervisor fresh) {
        fresh.heed(ikabud.recordAlarm());
        synchronized (this) {
            supervisor = fresh;
            if (ending != null) {
                fresh.end(ending.patience());
            }
        }
        fresh.run();
        synchronized (this) {
            return ending == null ? Ending.STOP : ending;
        }
    }

    // What is cut short is finished by whoever supervises next.
    private static void dismiss(ExecutorService crew) {
        crew.shutdownNow();
        try {
            crew.awaitTermination(CUT_SHORT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Puts something of the supervisor itself on record, if that can be. */
    void note(EventKind kind, String detail) {
        try {
            InstanceStore store = ikabud.store();
            synchronized (store) {
                store.append(new Event(0, ikabud.clock().now(), null, kind, ikabud.actor(), detail, null, null));
            }
        } catch (IkabudException unwritten) {
            listener.trouble(String.valueOf(unwritten.getMessage()));
        }
    }
}
