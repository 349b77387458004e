package ikabud.os;

import ikabud.model.Alarm;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent.Kind;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hears from the kernel (inotify) when a file in a folder is made, written or deleted. To wake up for a look twice a second
 * costs a program at rest more than all that it shows.
 *
 * <p>Each alarm goes off once and is taken away before anybody is told: who writes without end into a folder costs no more
 * than a look. It does not hear of what comes over a network, nor of a folder that takes another one's place: one should
 * look now and then all the same. Safe from any thread.
 */
public final class FolderWatch implements AutoCloseable {
    private static final Kind<?>[] CHANGES = {
        StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE
    };

    private final Consumer<Runnable> threads;
    private final Map<WatchKey, Set<Runnable>> told = new HashMap<>();
    private @Nullable WatchService service;
    private boolean refused;

    /**
     * Watches nothing yet.
     *
     * @param threads runs the listening on a thread of its own, from the first alarm on
     */
    public FolderWatch(Consumer<Runnable> threads) {
        this.threads = threads;
    }

    /** Goes off when something in that folder itself changes; cannot tell while it is not there. */
    public Alarm of(Path folder) {
        return off -> set(folder, off);
    }

    private synchronized boolean set(Path folder, Runnable off) {
        WatchService open = open();
        if (open == null) {
            return false;
        }
        try {
            told.computeIfAbsent(folder.register(open, CHANGES), key -> new LinkedHashSet<>())
                    .add(off);
            return true;
        } catch (IOException | ClosedWatchServiceException unwatched) {
            // It is not there or unreadable, or the user's watches are used up.
            return false;
        }
    }

    private synchronized @Nullable WatchService open() {
        if (service == null && !refused) {
            try {
                WatchService opened = FileSystems.getDefault().newWatchService();
                service = opened;
                threads.accept(() -> listen(opened));
            } catch (IOException usedUp) {
                refused = true;
            }
        }
        return service;
    }

    private void listen(WatchService open) {
        try {
            while (true) {
                takeAway(open.take()).forEach(Runnable::run);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (ClosedWatchServiceException ended) {
            return;
        }
    }

    private synchronized Set<Runnable> takeAway(WatchKey key) {
        key.cancel();
        @Nullable Set<Runnable> heard = told.remove(key);
        return heard == null ? Set.of() : heard;
    }

    @Override
    public synchronized void close() {
        refused = true;
        WatchService open = service;
        service = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException alreadyGone) {
                return;
            }
        }
    }
}
