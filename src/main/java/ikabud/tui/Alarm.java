package ikabud.tui;

/** A moment at which something is due. Times are monotonic nanoseconds. Confined to the ui thread. */
final class Alarm {
    private boolean set;
    private long at;

    /** Due {@code millis} after {@code now}; replaces what was set before. */
    void set(long now, long millis) {
        set = true;
        at = now + millis * 1_000_000;
    }

    void clear() {
        set = false;
    }

    boolean isSet() {
        return set;
    }

    /** Whether the moment has come; says so once. */
    boolean rings(long now) {
        boolean due = set && at - now <= 0;
        set &= !due;
        return due;
    }

    /** Nanoseconds until it is due, at least 0; {@code otherwise} where none is set. */
    long remaining(long now, long otherwise) {
        return set ? Math.max(0, Math.min(otherwise, at - now)) : otherwise;
    }
}
