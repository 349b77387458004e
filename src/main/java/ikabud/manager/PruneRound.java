package ikabud.manager;

import ikabud.model.Clock;
import ikabud.model.InstanceStore;
import java.time.Duration;

/**
 * Keeps the journal from growing for ever: routine events that are too old or too many go, what somebody did never does.
 * Confined to one thread at a time.
 */
public final class PruneRound {
    private static final long APART = Duration.ofHours(1).toNanos();

    private final InstanceStore store;
    private final Clock clock;
    private final Duration keep;
    private final int most;
    private boolean begun;
    private long last;

    /**
     * Rounds with these limits.
     *
     * @param store its monitor is held at each call
     * @param keep how long routine events are kept
     * @param most how many events may be kept
     */
    public PruneRound(InstanceStore store, Clock clock, Duration keep, int most) {
        this.store = store;
        this.clock = clock;
        this.keep = keep;
        this.most = most;
    }

    /** Forgets what is due at its first call and once an hour after that. */
    public void run() {
        long now = clock.nanoTime();
        if (begun && now - last < APART) {
            return;
        }
        begun = true;
        last = now;
        synchronized (store) {
            store.prune(clock.now().minus(keep), most);
        }
    }
}
