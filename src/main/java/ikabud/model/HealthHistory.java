package ikabud.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How an instance's health changed over time, read from what happened to it. Pure. */
public final class HealthHistory {
    private HealthHistory() {}

    /**
     * A time in which its health stayed the same.
     *
     * @param since wall-clock time
     * @param lasted until the next one, or until now
     * @param detail what was told of it; may be empty
     */
    public record Span(Health health, Instant since, Duration lasted, String detail) {}

    /**
     * The spans that these events of one instance tell of.
     *
     * @param events in the order of the journal
     * @param now the end of the last span
     */
    public static List<Span> of(List<Event> events, Instant now) {
        List<Span> spans = new ArrayList<>();
        Span open = null;
        for (Event event : events) {
            Optional<Health> health = health(event.kind());
            boolean same = open != null && health.filter(open.health()::equals).isPresent();
            // A new master that does as well as the one before is no change, another fault is one.
            if (health.isEmpty() || (same && health.get().compareTo(Health.DEGRADED) < 0)) {
                continue;
            }
            if (open != null) {
                spans.add(until(open, event.at()));
            }
            open = new Span(health.get(), event.at(), Duration.ZERO, event.detail());
        }
        if (open != null) {
            spans.add(until(open, now));
        }
        return spans;
    }

    // The clock may have been set back in between.
    private static Span until(Span open, Instant end) {
        Duration lasted = Duration.between(open.since(), end);
        return new Span(open.health(), open.since(), lasted.isNegative() ? Duration.ZERO : lasted, open.detail());
    }

    private static Optional<Health> health(EventKind kind) {
        return Optional.ofNullable(
                switch (kind) {
                    case STARTED, RESTARTED, RECOVERED, ADOPTED, HEALTHY -> Health.HEALTHY;
                    case SATURATED -> Health.SATURATED;
                    case DEGRADED -> Health.DEGRADED;
                    case UNHEALTHY, EXITED, GAVE_UP -> Health.FAILING;
                    case STOPPED, KILLED, REMOVED -> Health.DOWN;
                    default -> null;
                });
    }
}
