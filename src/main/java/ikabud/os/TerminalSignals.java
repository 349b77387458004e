package ikabud.os;

import sun.misc.Signal;

/** Signals to this process itself, which the standard library has no public door for. */
final class TerminalSignals {
    private TerminalSignals() {}

    static void on(String name, Runnable hint) {
        try {
            Signal.handle(new Signal(name), caught -> hint.run());
        } catch (IllegalArgumentException reserved) {
            // With -Xrs the JVM keeps its hands off HUP, INT and TERM: their default then ends us, as it should.
            return;
        }
    }
}
