package ikabud.os;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Processes that may be children of ours and have to be taken off the kernel's hands once they end, or they stay as zombies.
 * The JVM does it with a thread for each that it starts, of some 100 KB each; whoever watches exits does it for all.
 *
 * <p>Safe from any thread.
 */
public final class Children {
    private final Set<Integer> owed = ConcurrentHashMap.newKeySet();
    private volatile boolean tended;

    /** Nobody's yet, and nobody sees to them. */
    public Children() {}

    /**
     * From now on somebody calls {@link #reap} again and again, or this process ends so soon that the kernel gives what is
     * left to another parent.
     */
    public void tend() {
        tended = true;
    }

    /** Nobody does any more. */
    void abandon() {
        tended = false;
    }

    /** Whether a process may be started that the JVM does not wait for. */
    boolean areTended() {
        return tended;
    }

    /** Has {@link #reap} see to that process, whose end nobody else waits for. */
    void owe(int pid) {
        owed.add(pid);
    }

    /** Somebody else tells when that process has ended. */
    void take(int pid) {
        owed.remove(pid);
    }

    /** Takes those that have ended; costs nothing while none is owed. */
    void reap() {
        // What is not a child of ours, or not any more, answers with an error: nothing is owed then.
        if (!owed.isEmpty()) {
            owed.removeIf(pid -> Posix.reap(pid) != 0);
        }
    }
}
