package ikabud.os;

/** What became of a signal. */
public enum Delivery {
    SENT,
    /** The process has ended. */
    GONE,
    /** The number is another process's by now, or the caller's check said no; nothing was sent. */
    NOT_OURS,
    /** The kernel does not let this user signal it. */
    FORBIDDEN
}
