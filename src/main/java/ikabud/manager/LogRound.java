package ikabud.manager;

import ikabud.backend.Backend;
import ikabud.backend.InstanceLogs;
import ikabud.model.Actor;
import ikabud.model.Clock;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.InstanceStore;
import ikabud.model.Locks;
import ikabud.model.LogKind;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the logs of all instances within their size. What a round puts aside, a later one packs, once nobody writes to it.
 *
 * <p>An instance that somebody works on is left for the next round: a master that is just being started would die of the
 * signal. Confined to one thread at a time.
 */
public final class LogRound {
    private static final String PURPOSE = "put its logs aside, at most 1 s";
    private static final long MOST_PACKED = 64 << 20;
    private static final Set<Phase> AT_REST = EnumSet.of(Phase.UP, Phase.DOWN, Phase.FAILED, Phase.BACKOFF);

    private final InstanceLogs logs;
    private final Backend backend;
    private final InstanceStore store;
    private final OpLocks locks;
    private final Clock clock;
    private final Actor self;
    private final long maxSize;
    private final int keep;
    private final Set<InstanceId> troubled = new HashSet<>();
    private long packed;

    /**
     * Rounds with these limits.
     *
     * @param store its monitor is held at each call
     * @param self who is said to have done it
     * @param maxSize bytes after which a log is put aside
     * @param keep how many packed ones are kept of each
     */
    public LogRound(
            InstanceLogs logs,
            Backend backend,
            InstanceStore store,
            Locks locks,
            Clock clock,
            Actor self,
            long maxSize,
            int keep) {
        this.logs = logs;
        this.backend = backend;
        this.store = store;
        this.locks = new OpLocks(locks, clock);
        this.clock = clock;
        this.self = self;
        this.maxSize = maxSize;
        this.keep = keep;
    }

    /** Packs and puts aside what is due; meant for every minute. What fails is told once and tried again. */
    public void run() {
        List<InstanceRecord> all;
        synchronized (store) {
            all = store.all();
        }
        packed = 0;
        for (InstanceRecord record : all) {
            try {
                look(record);
                troubled.remove(record.id());
            } catch (IkabudException failed) {
                trouble(record.id(), failed);
            }
        }
    }

    private void look(InstanceRecord record) {
        Instance instance = record.instance();
        boolean held = false;
        for (LogKind kind : LogKind.FILES) {
            if (logs.isWaiting(record.id(), kind) && packed < MOST_PACKED) {
                if (logs.isWrittenTo(instance, kind)) {
                    held |= kind == LogKind.FPM;
                } else {
                    packed += logs.pack(record.id(), kind, keep);
                }
            }
        }
        if (logs.emptyStartOutput(record.id(), maxSize)) {
            tell(record.id(), "start.log: emptied, it was larger than " + megabytes(maxSize), null);
        }
        if (held || !logs.tooBig(record.id(), maxSize).isEmpty()) {
            locks.ifFree(record.id(), PURPOSE, () -> find(record.id()).ifPresent(this::rotate));
        }
    }

    private Optional<InstanceRecord> find(InstanceId id) {
        synchronized (store) {
            return store.find(id);
        }
    }

    private void rotate(InstanceRecord record) {
        if (!AT_REST.contains(record.observed().phase())) {
            return;
        }
        List<String> done = new ArrayList<>();
        try {
            for (LogKind kind : logs.tooBig(record.id(), maxSize)) {
                long bytes = logs.putAside(record.id(), kind);
                if (bytes > 0) {
                    done.add(kind.fileName() + " of " + megabytes(bytes));
                }
            }
        } finally {
            // Also where one failed after another was put aside, and where the last signal was lost.
            reopen(record, done);
        }
    }

    private void reopen(InstanceRecord record, List<String> done) {
        @Nullable ProcessIdentity master = record.observed().master();
        if (record.observed().phase() == Phase.UP && master != null) {
            backend.signal(record.instance(), master, Signal.USR1);
        }
        if (!done.isEmpty()) {
            tell(record.id(), String.join(", ", done) + " put aside", master);
        }
    }

    private void trouble(InstanceId id, IkabudException failed) {
        if (troubled.contains(id)) {
            return;
        }
        String detail = failed.getMessage() + "; tried again each minute";
        if (append(new Event(0, clock.now(), id, EventKind.FAILED, self, detail, null, null))) {
            troubled.add(id);
        }
    }

    private void tell(InstanceId id, String detail, @Nullable ProcessIdentity master) {
        append(new Event(0, clock.now(), id, EventKind.ROTATED, self, detail, master, null));
    }

    private boolean append(Event event) {
        try {
            synchronized (store) {
                store.append(event);
            }
            return true;
        } catch (IkabudException unwritten) {
            // As on a full disk, which may be what there is to tell: then with the next round.
            return false;
        }
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / (double) (1 << 20));
    }
}
