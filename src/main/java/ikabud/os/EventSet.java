package ikabud.os;

import ikabud.model.IkabudException;
import jnr.ffi.Pointer;

/**
 * Descriptors of which one wait tells those that are readable, by {@code epoll(7)}: what a wait costs does not grow with
 * their number. Confined to one thread.
 */
final class EventSet implements AutoCloseable {
    // struct epoll_event { uint32_t events; uint64_t data; }, which x86_64 alone packs
    private static final boolean PACKED = System.getProperty("os.arch", "").equals("amd64");
    private static final int DATA = PACKED ? 4 : 8;
    private static final int SIZE = DATA + Long.BYTES;
    private static final int EPOLLIN = 1;
    private static final int AT_ONCE = 64;

    private final Pointer one = Posix.memory(SIZE);
    private final Pointer ready = Posix.memory(AT_ONCE * SIZE);
    private final int descriptor;

    /** An empty one. */
    EventSet() {
        descriptor = Posix.makeEventSet();
        if (descriptor < 0) {
            throw IkabudException.failed(
                    "watching processes",
                    "the kernel gives no epoll, error " + -descriptor,
                    "raise the limit of open files");
        }
    }

    /** Whether it is told from now on; not where the kernel has no room for more. */
    boolean add(int watched) {
        one.putInt(0, EPOLLIN);
        one.putLong(DATA, watched);
        return Posix.addToEventSet(descriptor, watched, one) >= 0;
    }

    /** Tells nothing of it any more; before it is closed, since a process that is being started may have it as well. */
    void remove(int watched) {
        Posix.removeFromEventSet(descriptor, watched, one);
    }

    /** Waits; returns some of those that are ready, an end or an error included, and none when the time is over. */
    int[] await(long millis) {
        int count = Posix.awaitEventSet(descriptor, ready, AT_ONCE, (int) Math.min(Integer.MAX_VALUE, millis));
        int[] found = new int[Math.max(0, count)];
        for (int i = 0; i < found.length; i++) {
            found[i] = (int) ready.getLong((long) i * SIZE + DATA);
        }
        return found;
    }

    @Override
    public void close() {
        Posix.close(descriptor);
    }
}
