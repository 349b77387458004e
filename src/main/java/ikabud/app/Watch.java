package ikabud.app;

import ikabud.model.BackendKind;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.InstanceSample;
import ikabud.model.InstanceSample.Liveness;
import ikabud.model.Lookout;
import ikabud.model.Snapshot;
import ikabud.tui.Message;
import ikabud.view.Supervised;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Consumer;

/**
 * The sampler's thread for the screen: opens the record, then sends a snapshot at every beat.
 *
 * <p>What fails is told as long as it lasts, and tried again at the next beat. {@link #run} belongs to the sampler
 * thread; the other methods may be called from any.
 */
final class Watch implements Runnable {
    private static final long RETRY_MILLIS = 2000;
    private static final int EVENTS = 200;
    private static final long MEASURE_NANOS = 5_000_000_000L;
    private static final long LOOK_NANOS = 1_900_000_000L;

    private final Ikabud ikabud;
    private final Consumer<Message> screen;
    private final SupervisorProcess supervisor;
    private final Pulse pulse;
    private final SynchronousQueue<Snapshot> rounds = new SynchronousQueue<>();
    private volatile Snapshot last = Snapshot.NONE;
    private volatile List<InstanceId> visible = List.of();
    private Supervised told = Supervised.UNKNOWN;
    private long lookedAt;
    private boolean measured;
    private long measuredAt;
    private volatile Optional<InstanceId> chronicled = Optional.empty();
    private Optional<InstanceId> toldOf = Optional.empty();
    private long toldVersion;

    /** A watch that has not begun, for a screen that takes its messages. */
    Watch(Ikabud ikabud, Duration interval, Consumer<Message> screen) {
        this.ikabud = ikabud;
        this.screen = screen;
        this.supervisor = SupervisorProcess.of(ikabud);
        this.pulse = new Pulse(ikabud.clock(), interval);
    }

    /** Reads now. */
    void beat() {
        pulse.beat();
    }

    /** Changes the time between two readings. */
    void every(Duration interval) {
        pulse.every(interval);
    }

    /** Says which instances are on the screen: their pools are asked most often. */
    void visible(List<InstanceId> ids) {
        visible = List.copyOf(ids);
    }

    /** Says whose page is open: its history is read now and whenever it changes. */
    void chronicle(Optional<InstanceId> id) {
        chronicled = id;
        if (id.isPresent()) {
            pulse.beat();
        }
    }

    /** Whether systemd ran it when it was last looked at. */
    boolean isUnit(InstanceId id) {
        return last.find(id)
                .filter(sample -> sample.entry().record().instance().backend() == BackendKind.SYSTEMD)
                .isPresent();
    }

    /** Ends {@link #run()} after the reading under way. */
    void close() {
        pulse.close();
    }

    @Override
    public void run() {
        try {
            while (!pulse.isClosed()) {
                observe();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void observe() throws InterruptedException {
        try (Observatory observatory = new Observatory(ikabud, new Lookout(ikabud.recordAlarm(), pulse::stir))) {
            Thread asking = ikabud.workers().start("status", () -> ask(observatory));
            try {
                screen.accept(new Message.Standing(ikabud.notice()));
                ikabud.background("advice", this::advise);
                ikabud.reconcileSoon();
                pulse.run(() -> publish(observatory), observatory::changed, observatory::isQuiet);
            } finally {
                asking.interrupt();
            }
        } catch (IkabudException failure) {
            screen.accept(new Message.Standing(String.valueOf(failure.getMessage())));
            pulse.pause(RETRY_MILLIS);
        }
    }

    // Looks at every instance, so it must not keep the first picture back.
    private void advise() {
        String advice = ikabud.notice().isEmpty() ? new BetterWay(ikabud).suggestion() : "";
        if (!advice.isEmpty()) {
            screen.accept(new Message.Standing(advice));
        }
    }

    /** Returns whether a pool that is asked has not said yet how busy it is. */
    private boolean publish(Observatory observatory) {
        // The very first look is to come soon.
        Snapshot snapshot = told.known() ? observatory.read() : observatory.glance();
        last = snapshot;
        screen.accept(new Message.Sampled(snapshot));
        lookForSupervisor(snapshot);
        tell(observatory);
        // Nobody takes it while the last round still waits for a pool: that one goes on, this one is left out.
        rounds.offer(snapshot);
        if (snapshot.instances().stream().anyMatch(Watch::changedUnnoticed)) {
            ikabud.reconcileSoon();
        }
        return snapshot.instances().stream().anyMatch(Watch::isRateless);
    }

    private void tell(Observatory observatory) {
        Optional<InstanceId> wanted = chronicled;
        if (wanted.isPresent() && !(wanted.equals(toldOf) && observatory.version() == toldVersion)) {
            screen.accept(new Message.Told(observatory.chronicle(wanted.get(), EVENTS)));
        }
        toldOf = wanted;
        toldVersion = observatory.version();
    }

    /** Now and then: it costs a look into the kernel's table of locks. */
    private void lookForSupervisor(Snapshot snapshot) {
        long now = ikabud.clock().nanoTime();
        if (told.known() && now - lookedAt < LOOK_NANOS) {
            return;
        }
        lookedAt = now;
        Supervised seen = supervisor
                .current()
                .map(holder -> Supervised.by(holder.pid()))
                .orElseGet(() -> areAllUnits(snapshot) ? Supervised.BY_SYSTEMD : Supervised.BY_NOBODY);
        if (!seen.equals(told)) {
            told = seen;
            screen.accept(new Message.SupervisedBy(seen));
        }
    }

    private static boolean areAllUnits(Snapshot snapshot) {
        return !snapshot.instances().isEmpty()
                && snapshot.instances().stream()
                        .allMatch(sample ->
                                sample.entry().record().instance().backend().restarts());
    }

    private static boolean isRateless(InstanceSample sample) {
        return sample.liveness() == Liveness.ALIVE
                && !sample.workers().isEmpty()
                && sample.requestsPerSecond().isEmpty();
    }

    // A unit may be stopped, started or restarted by systemd at any time.
    private static boolean changedUnnoticed(InstanceSample sample) {
        InstanceRecord record = sample.entry().record();
        return switch (record.observed().phase()) {
            case UP -> sample.liveness() == Liveness.GONE;
            case BACKOFF -> record.instance().backend().restarts();
            case DOWN, FAILED ->
                record.instance().backend().restarts() && sample.socketPresent().orElse(false);
            case STARTING, RELOADING, STOPPING, UNKNOWN -> false;
        };
    }

    private void measure(Snapshot snapshot) {
        long now = ikabud.clock().nanoTime();
        boolean any = snapshot.instances().stream().anyMatch(sample -> sample.liveness() == Liveness.VIRTUAL);
        if (!any || (measured && now - measuredAt < MEASURE_NANOS)) {
            return;
        }
        measured = true;
        measuredAt = now;
        try {
            ikabud.hosting().measure();
        } catch (IkabudException failure) {
            // told by the reading, which uses the same record
            return;
        }
    }

    private void ask(Observatory observatory) {
        try {
            while (true) {
                Snapshot snapshot = rounds.take();
                observatory.watch(visible);
                observatory.ask(snapshot);
                measure(snapshot);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
