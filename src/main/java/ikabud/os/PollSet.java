package ikabud.os;

import jnr.ffi.Pointer;

/** The {@code struct pollfd} of many descriptors: {@code int fd; short events; short revents}. Confined to one thread. */
final class PollSet {
    private static final int SIZE = 8;
    private static final int EVENTS = 4;
    private static final int RETURNED = 6;
    private static final short POLLIN = 1;

    private Pointer memory = Posix.memory(SIZE);
    private int count;

    /** What is polled from now on; {@code first} has the index 0. */
    void fill(int first, int[] others) {
        count = others.length + 1;
        if (memory.size() < (long) count * SIZE) {
            memory = Posix.memory(2 * count * SIZE);
        }
        put(0, first);
        for (int i = 0; i < others.length; i++) {
            put(i + 1, others[i]);
        }
    }

    private void put(int index, int descriptor) {
        memory.putInt((long) index * SIZE, descriptor);
        memory.putShort((long) index * SIZE + EVENTS, POLLIN);
        memory.putShort((long) index * SIZE + RETURNED, (short) 0);
    }

    /** Waits; how many are ready, or the negated error. */
    int poll(long millis) {
        return Posix.poll(memory, count, (int) Math.min(Integer.MAX_VALUE, millis));
    }

    /** Whether the last poll found something on it, an error included. */
    boolean isReady(int index) {
        return memory.getShort((long) index * SIZE + RETURNED) != 0;
    }
}
