package ikabud.os;

import ikabud.model.Exits;
import ikabud.model.IkabudException;
import ikabud.model.ProcessIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Watches processes, children of ours or not: a pidfd for each, and one wait for all. Takes children that ended
 * off the kernel's hands, watched or not.
 *
 * <p>A process without a pidfd, on a kernel that has none or where we may open no more files, is looked at every second.
 */
public final class ExitWatch implements Exits {
    private static final long SCAN_MILLIS = 1000;

    private final Processes processes;
    private final Children children;
    private final Map<ProcessIdentity, Integer> held = new HashMap<>();
    private final Map<Integer, ProcessIdentity> byDescriptor = new HashMap<>();
    private final Set<ProcessIdentity> unheld = new HashSet<>();
    private final List<ProcessIdentity> ended = new ArrayList<>();
    private final EventSet events = new EventSet();
    private final int bell;
    private boolean closed;

    /** Watches nobody yet and tends {@code children} until it is closed; loads native code. */
    public ExitWatch(Processes processes, Children children) {
        this.processes = processes;
        this.children = children;
        this.bell = Posix.makeBell();
        if (bell < 0) {
            throw IkabudException.failed(
                    "watching processes",
                    "the kernel gives no eventfd, error " + -bell,
                    "raise the limit of open files");
        }
        events.add(bell);
        children.tend();
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
            return;
        }
        children.take(process.pid());
        if (descriptor >= 0 && events.add(descriptor)) {
            held.put(process, descriptor);
            byDescriptor.put(descriptor, process);
        } else {
            close(descriptor);
            watchWithoutDescriptor(process);
        }
    }

    /** On a kernel without pidfds, or where no more files may be opened. */
    void watchWithoutDescriptor(ProcessIdentity process) {
        unheld.add(process);
    }

    @Override
    public void unwatch(ProcessIdentity process) {
        if (unheld.remove(process)) {
            children.owe(process.pid());
        }
        ended.remove(process);
        release(process);
    }

    @Override
    public List<ProcessIdentity> await(Duration atMost) {
        // Rounded up: a wait that is cut to nothing would be asked for again and again.
        long millis = ended.isEmpty() ? Math.max(0, atMost.plusNanos(999_999).toMillis()) : 0;
        for (int ready : events.await(unheld.isEmpty() ? millis : Math.min(millis, SCAN_MILLIS))) {
            collect(ready);
        }
        scan();
        children.reap();
        List<ProcessIdentity> found = List.copyOf(ended);
        ended.clear();
        return found;
    }

    private void collect(int ready) {
        ProcessIdentity process = byDescriptor.get(ready);
        if (ready == bell) {
            Posix.silence(bell);
        } else if (process != null) {
            ended.add(process);
            release(process);
        }
    }

    private void scan() {
        for (Iterator<ProcessIdentity> each = unheld.iterator(); each.hasNext(); ) {
            ProcessIdentity process = each.next();
            if (!processes.isAlive(process)) {
                ended.add(process);
                children.owe(process.pid());
                each.remove();
            }
        }
    }

    private void release(ProcessIdentity process) {
        Integer descriptor = held.remove(process);
        if (descriptor != null) {
            byDescriptor.remove(descriptor);
            events.remove(descriptor);
            close(descriptor);
            children.owe(process.pid());
        }
    }

    private static void close(int descriptor) {
        if (descriptor >= 0) {
            Posix.close(descriptor);
        }
    }

    @Override
    public void wake() {
        synchronized (events) {
            // The number of a closed descriptor may be another file's by now.
            if (!closed) {
                Posix.ring(bell);
            }
        }
    }

    @Override
    public void close() {
        children.abandon();
        held.values().forEach(ExitWatch::close);
        held.clear();
        events.close();
        synchronized (events) {
            closed = true;
            close(bell);
        }
    }
}
