package ikabud.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Counts from what happened how often instances were brought up again, and how much of the time they were wanted up they
 * served. What happened to an id that was removed does not count for the next one of that name.
 *
 * <p>Confined to one thread.
 */
public final class Tally {
    private static final Set<EventKind> KINDS = Collections.unmodifiableSet(EnumSet.of(
            EventKind.CREATED,
            EventKind.STARTED,
            EventKind.RESTARTED,
            EventKind.RECOVERED,
            EventKind.ADOPTED,
            EventKind.EXITED,
            EventKind.UNHEALTHY,
            EventKind.HEALTHY,
            EventKind.SATURATED,
            EventKind.DEGRADED,
            EventKind.STOPPED,
            EventKind.KILLED,
            EventKind.REMOVED));

    private final Map<InstanceId, Life> lives = new HashMap<>();
    private long last;

    /** The kinds of events it counts; the others change nothing. */
    public static Set<EventKind> kinds() {
        return KINDS;
    }

    /** The last one it has counted; 0 before the first. */
    public long last() {
        return last;
    }

    /** Counts one more; they must come in the order of the journal. */
    public void take(Turn turn) {
        last = Math.max(last, turn.sequence());
        Life life = lives.computeIfAbsent(turn.instance(), id -> new Life());
        life.reach(turn.at());
        switch (turn.kind()) {
            case CREATED, REMOVED -> lives.put(turn.instance(), new Life());
            case STARTED, RESTARTED, ADOPTED -> life.set(true, true);
            case RECOVERED -> {
                life.restarts++;
                life.set(true, true);
            }
            case EXITED -> life.set(life.wanted, false);
            case HEALTHY, SATURATED -> life.set(life.wanted, life.wanted);
            case DEGRADED -> life.suffer(Fault.toldBy(turn.detail()), life.wanted);
            case UNHEALTHY -> life.suffer(Fault.toldBy(turn.detail()), false);
            case STOPPED, KILLED -> life.set(false, false);
            default -> {}
        }
    }

    /** What was counted of an instance until now. */
    public Reliability of(InstanceId id, Instant now) {
        Life life = lives.getOrDefault(id, new Life());
        Life until = life.until(now);
        OptionalDouble uptime = until.wantedTime.isZero()
                ? OptionalDouble.empty()
                : OptionalDouble.of(100.0 * until.servedTime.toMillis() / Math.max(1, until.wantedTime.toMillis()));
        return new Reliability(OptionalInt.of(life.restarts), uptime, life.fault);
    }

    /** What is known of one instance at one moment. */
    private static final class Life {
        private Instant reached = Instant.MIN;
        private boolean wanted;
        private boolean serves;
        private int restarts;
        private Optional<Fault> fault = Optional.empty();
        private Duration wantedTime = Duration.ZERO;
        private Duration servedTime = Duration.ZERO;

        // A clock that was set back adds nothing.
        private void reach(Instant at) {
            if (!reached.equals(Instant.MIN) && at.isAfter(reached)) {
                Duration passed = Duration.between(reached, at);
                wantedTime = wanted ? wantedTime.plus(passed) : wantedTime;
                servedTime = wanted && serves ? servedTime.plus(passed) : servedTime;
            }
            reached = at.isAfter(reached) ? at : reached;
        }

        private void set(boolean wantedNow, boolean servesNow) {
            wanted = wantedNow;
            serves = servesNow;
            fault = Optional.empty();
        }

        private void suffer(Optional<Fault> found, boolean servesNow) {
            serves = servesNow;
            fault = found;
        }

        private Life until(Instant now) {
            Life copy = new Life();
            copy.reached = reached;
            copy.set(wanted, serves);
            copy.wantedTime = wantedTime;
            copy.servedTime = servedTime;
            copy.reach(now);
            return copy;
        }
    }
}
