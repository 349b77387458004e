package ikabud.fault;

import ikabud.model.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One signal to one victim at one moment. */
record Cell(Victim victim, Signal signal, Moment moment) {
    /** Every signal that is tried. A STOP is followed by CONT. */
    static final List<Signal> SIGNALS = List.of(Signal.TERM, Signal.QUIT, Signal.KILL, Signal.STOP, Signal.SEGV);

    /** Who gets the signal. */
    enum Victim {
        SUPERVISOR,
        MASTER,
        ONE_WORKER,
        ALL_WORKERS;

        String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** What the instance is at. */
    enum Moment {
        STARTING,
        READY,
        BUSY,
        RELOADING,
        STOPPING;

        String words() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** All cells with the supervisor as their victim, or all others. */
    static List<Cell> all(boolean supervisor) {
        List<Cell> cells = new ArrayList<>();
        for (Victim victim : Victim.values()) {
            if (supervisor == (victim == Victim.SUPERVISOR)) {
                for (Signal signal : SIGNALS) {
                    for (Moment moment : Moment.values()) {
                        cells.add(new Cell(victim, signal, moment));
                    }
                }
            }
        }
        return cells;
    }

    /** Whether the signal ends the victim for certain; a master that reloads or stops may be past listening. */
    boolean isDeadly() {
        boolean midway = moment == Moment.RELOADING || moment == Moment.STOPPING;
        return switch (signal) {
            case STOP -> false;
            case QUIT -> victim != Victim.SUPERVISOR && !(victim == Victim.MASTER && midway);
            case TERM -> !(victim == Victim.MASTER && midway);
            default -> true;
        };
    }

    @Override
    public String toString() {
        return signal + " to " + victim.words() + " while " + moment.words();
    }
}
