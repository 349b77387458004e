package ikabud.manager;

import static ikabud.model.Phase.BACKOFF;
import static ikabud.model.Phase.DOWN;
import static ikabud.model.Phase.FAILED;
import static ikabud.model.Phase.RELOADING;
import static ikabud.model.Phase.STARTING;
import static ikabud.model.Phase.STOPPING;
import static ikabud.model.Phase.UNKNOWN;
import static ikabud.model.Phase.UP;

import ikabud.model.Phase;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The table of phases and stimuli: what becomes of an instance, or why nothing does. The one place that says so. Pure.
 *
 * <p>What is asked for is refused with the reason; what is seen and does not fit leaves the record as it is. While it stops,
 * only its end changes that: a stop wins over a start or a reload that is still under way.
 */
public final class Transitions {
    /**
     * What a stimulus does in a phase: one of the two is there.
     *
     * @param next the phase after it
     * @param refusal why it changes nothing
     */
    public record Cell(@Nullable Phase next, @Nullable Refusal refusal) {}

    private static final Map<Stimulus, Map<Phase, Cell>> TABLE = new EnumMap<>(Map.ofEntries(
            row(Stimulus.START)
                    .to(STARTING, DOWN, BACKOFF, FAILED, UNKNOWN)
                    .no(Refusal.ALREADY_STARTING, STARTING)
                    .no(Refusal.ALREADY_RUNNING, UP, RELOADING)
                    .no(Refusal.STILL_STOPPING, STOPPING)
                    .done(),
            row(Stimulus.STOP)
                    .to(STOPPING, STARTING, UP, RELOADING, BACKOFF, FAILED, UNKNOWN)
                    .no(Refusal.ALREADY_STOPPING, STOPPING)
                    .no(Refusal.ALREADY_STOPPED, DOWN)
                    .done(),
            row(Stimulus.RESTART)
                    .to(STOPPING, STARTING, UP, RELOADING, STOPPING, UNKNOWN)
                    .to(STARTING, DOWN, BACKOFF, FAILED)
                    .done(),
            row(Stimulus.RELOAD)
                    .to(RELOADING, UP)
                    .no(Refusal.ALREADY_RELOADING, RELOADING)
                    .no(Refusal.STILL_STARTING, STARTING)
                    .no(Refusal.STILL_STOPPING, STOPPING)
                    .no(Refusal.NOT_RUNNING, DOWN, BACKOFF, FAILED, UNKNOWN)
                    .done(),
            row(Stimulus.KILL)
                    .to(STOPPING, STARTING, UP, RELOADING, STOPPING, UNKNOWN)
                    .no(Refusal.NOT_RUNNING, DOWN, BACKOFF, FAILED)
                    .done(),
            row(Stimulus.REMOVE)
                    .to(STOPPING, STARTING, UP, RELOADING, STOPPING, BACKOFF, FAILED, UNKNOWN)
                    .to(DOWN, DOWN)
                    .done(),
            row(Stimulus.NEEDS_MISSING).to(STARTING, DOWN, STARTING, BACKOFF).done(),
            row(Stimulus.NEEDS_MET).to(STARTING, STARTING).done(),
            row(Stimulus.SPAWNED)
                    .to(STARTING, STARTING)
                    .to(STOPPING, STOPPING, DOWN)
                    .done(),
            row(Stimulus.READY)
                    .to(UP, STARTING, UP)
                    .to(STOPPING, STOPPING, DOWN)
                    .done(),
            row(Stimulus.START_FAILED).to(DOWN, STARTING, STOPPING).done(),
            row(Stimulus.START_HOPELESS).to(FAILED, STARTING).to(DOWN, STOPPING).done(),
            row(Stimulus.START_TIMED_OUT).to(DOWN, STARTING, STOPPING).done(),
            row(Stimulus.RELOADED).to(UP, RELOADING).to(STOPPING, STOPPING).done(),
            row(Stimulus.RELOAD_FAILED).to(UP, RELOADING).to(STOPPING, STOPPING).done(),
            row(Stimulus.MASTER_ENDED)
                    .to(DOWN, STARTING, UP, RELOADING, STOPPING, UNKNOWN)
                    .done(),
            row(Stimulus.FULLY_ENDED)
                    .to(DOWN, DOWN, STARTING, UP, RELOADING, STOPPING, BACKOFF, FAILED, UNKNOWN)
                    .done(),
            row(Stimulus.FOUND_RUNNING)
                    .to(UP, DOWN, STARTING, UP, RELOADING, STOPPING, BACKOFF, FAILED, UNKNOWN)
                    .done(),
            row(Stimulus.FOUND_STARTING).to(STARTING, STARTING).done(),
            row(Stimulus.FOUND_NOTHING)
                    .to(DOWN, STARTING, UP, RELOADING, STOPPING, UNKNOWN)
                    .done(),
            row(Stimulus.RETRY_SET).to(BACKOFF, DOWN).done(),
            row(Stimulus.RETRY_DUE).to(STARTING, BACKOFF).done(),
            row(Stimulus.GAVE_UP).to(FAILED, DOWN, BACKOFF).done(),
            row(Stimulus.FAULT).to(STOPPING, STARTING, UP, RELOADING).done()));

    private Transitions() {}

    /** What the stimulus does in that phase. */
    public static Cell cell(Stimulus stimulus, Phase phase) {
        Map<Phase, Cell> row = TABLE.getOrDefault(stimulus, Collections.emptyMap());
        return row.getOrDefault(phase, new Cell(null, Refusal.STAYS));
    }

    /** The phase after it; empty where it changes nothing. */
    static Optional<Phase> next(Stimulus stimulus, Phase phase) {
        return Optional.ofNullable(cell(stimulus, phase).next());
    }

    private static Row row(Stimulus stimulus) {
        return new Row(stimulus, new EnumMap<>(Phase.class));
    }

    /** One line of the table while it is written down. */
    private record Row(Stimulus stimulus, EnumMap<Phase, Cell> cells) {
        Row to(Phase next, Phase... from) {
            return add(new Cell(next, null), from);
        }

        Row no(Refusal refusal, Phase... from) {
            return add(new Cell(null, refusal), from);
        }

        private Row add(Cell cell, Phase... from) {
            for (Phase phase : from) {
                cells.put(phase, cell);
            }
            return this;
        }

        Map.Entry<Stimulus, Map<Phase, Cell>> done() {
            return Map.entry(stimulus, Collections.unmodifiableMap(cells));
        }
    }
}
