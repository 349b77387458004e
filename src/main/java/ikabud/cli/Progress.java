package ikabud.cli;

import ikabud.model.Clock;
import java.io.PrintWriter;
import java.time.Duration;

/** One line on a terminal that says how far long work is; nothing at all where nobody watches. Main thread only. */
final class Progress {
    private static final Duration PATIENCE = Duration.ofMillis(400);

    private final PrintWriter err;
    private final Clock clock;
    private final boolean wanted;
    private final long began;
    private boolean shown;

    Progress(Console console, Clock clock) {
        this.err = console.err();
        this.clock = clock;
        this.wanted = console.manners().progress();
        this.began = clock.nanoTime();
    }

    /** Writes the line over the last one; not before a person would wonder. */
    void show(String line) {
        Duration past = Duration.ofNanos(clock.nanoTime() - began);
        if (wanted && past.compareTo(PATIENCE) >= 0) {
            err.print("\r\033[K" + line + "  " + past.toSeconds() + " s");
            err.flush();
            shown = true;
        }
    }

    /** Takes the line away, before something else is printed. */
    void clear() {
        if (shown) {
            err.print("\r\033[K");
            err.flush();
            shown = false;
        }
    }
}
