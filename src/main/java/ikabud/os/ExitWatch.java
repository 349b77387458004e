package ikabud.os;

import ikabud.model.Exits;
import ikabud.model.IkabudException;
import ikabud.model.ProcessIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Watches processes that are not our children: a pidfd for each, and one {@code poll(2)} for all.
 *
 * <p>A process without a pidfd, on a kernel that has none or where we may open no more files, is looked at every second.
 */
public final class ExitWatch implements Exits {
    private static final long SCAN_MILLIS = 1000;

    private final Processes processes;
    private final Map<ProcessIdentity, Integer> held = new HashMap<>();
    private final Set<ProcessIdentity> unheld = new HashSet<>();
    private final List<ProcessIdentity> ended = new ArrayList<>();
    private final PollSet polled = new PollSet();
    private final int bell;
    private boolean stale = true;
    private boolean closed;
    private ProcessIdentity[] order = {};

    /** Watches nobody yet; loads native code. */
    public ExitWatch(Processes processes) {
        this.processes = processes;
        this.bell = Posix.makeBell();
        if (bell < 0) {
            throw IkabudException.failed(
                    "watching processes",
                    "the kernel gives no eventfd, error " + -bell,
                    "raise the limit of open files");
        }
    }

    @Override
    public void watch(ProcessIdentity process) {
        if (held.containsKey(process) || unheld.contains(process) || ended.contains(process)) {
            return;
        }
        int descriptor = Posix.openProcess(process.pid());
        boolean gone = descriptor == -Posix.ESRCH || descriptor == -Posix.EINVAL;
        // Opened first and checked then: from here on its number cannot become another's unnoticed.
        if (gone || !processes.isAlive(process)) {
            ended.add(process);
            close(descriptor);
        } else if (descriptor < 0) {
            watchWithoutDescriptor(process);
        } else {
            held.put(process, descriptor);
            stale = true;
        }
    }

    /** On a kernel without pidfds, or where no more files may be opened. */
    void watchWithoutDescriptor(ProcessIdentity process) {
        unheld.add(process);
    }

    @Override
    public void unwatch(ProcessIdentity process) {
        unheld.remove(process);
        ended.remove(process);
        release(process);
    }

    @Override
    public List<ProcessIdentity> await(Duration atMost) {
        if (stale) {
            order = held.keySet().toArray(ProcessIdentity[]::new);
            polled.fill(bell, Arrays.stream(order).mapToInt(held::get).toArray());
            stale = false;
        }
        // Rounded up: a wait that is cut to nothing would be asked for again and again.
        long millis = ended.isEmpty() ? Math.max(0, atMost.plusNanos(999_999).toMillis()) : 0;
        int ready = polled.poll(unheld.isEmpty() ? millis : Math.min(millis, SCAN_MILLIS));
        if (ready > 0) {
            collect();
        }
        scan();
        List<ProcessIdentity> found = List.copyOf(ended);
        ended.clear();
        return found;
    }

    private void collect() {
        if (polled.isReady(0)) {
            Posix.silence(bell);
        }
        for (int i = 0; i < order.length; i++) {
            if (polled.isReady(i + 1)) {
                ended.add(order[i]);
                release(order[i]);
            }
        }
    }

    private void scan() {
        for (Iterator<ProcessIdentity> each = unheld.iterator(); each.hasNext(); ) {
            ProcessIdentity process = each.next();
            if (!processes.isAlive(process)) {
                ended.add(process);
                each.remove();
            }
        }
    }

    private void release(ProcessIdentity process) {
        Integer descriptor = held.remove(process);
        if (descriptor != null) {
            close(descriptor);
            stale = true;
        }
    }

    private static void close(int descriptor) {
        if (descriptor >= 0) {
            Posix.close(descriptor);
        }
    }

    @Override
    public void wake() {
        synchronized (polled) {
            // The number of a closed descriptor may be another file's by now.
            if (!closed) {
                Posix.ring(bell);
            }
        }
    }

    @Override
    public void close() {
        held.values().forEach(ExitWatch::close);
        held.clear();
        synchronized (polled) {
            closed = true;
            close(bell);
        }
    }
}
