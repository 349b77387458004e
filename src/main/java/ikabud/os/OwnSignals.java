package ikabud.os;

/** Signals sent to this process itself. */
public final class OwnSignals {
    private OwnSignals() {}

    /**
     * Calls {@code hint} at each signal of that name, such as {@code TERM}, instead of what the JVM would do; on a thread of
     * the JVM's own, so it must only hand on. A signal that the JVM keeps to itself is left to it.
     */
    public static void on(String name, Runnable hint) {
        TerminalSignals.on(name, hint);
    }
}
