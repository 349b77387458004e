package ikabud.manager;

import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.FailureClass;
import ikabud.model.InstanceRecord;
import ikabud.model.ProcessIdentity;
import ikabud.model.RestartPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** What the supervisor keeps in mind of one instance, in monotonic time. Safe from several threads. */
final class Attended {
    private final Restarts restarts;
    private long generation;
    private @Nullable Long servingSince;
    private @Nullable ProcessIdentity lastMaster;
    private @Nullable ProcessIdentity woken;
    private String trouble = "";
    private @Nullable Long due;

    Attended(DoubleSupplier random, long generation) {
        this.restarts = new Restarts(random);
        this.generation = generation;
    }

    /** Counts the restarts that an earlier supervisor made since somebody last commanded the instance. */
    synchronized void remember(List<Event> events, Instant wallNow, long now) {
        for (int at = 0; at < events.size(); at++) {
            EventKind kind = events.get(at).kind();
            if (kind == EventKind.RESTARTING) {
                Duration ago = Duration.between(events.get(at).at(), wallNow);
                boolean served = events.subList(at, events.size()).stream()
                        .anyMatch(later -> later.kind() == EventKind.RECOVERED);
                restarts.remember(now - Math.max(0, ago.toNanos()), served);
            } else if (isWish(kind)) {
                restarts.reset();
            }
        }
    }

    private static boolean isWish(EventKind kind) {
        return switch (kind) {
            case STARTED, STOPPED, RESTARTED, KILLED -> true;
            default -> false;
        };
    }

    /** The wish as it is now; another than before begins a new count and drops what was due. */
    synchronized void wished(long current) {
        if (current != generation) {
            generation = current;
            restarts.reset();
            due = null;
        }
    }

    /** It serves; the record tells since when, if nobody has looked before. */
    synchronized void serves(InstanceRecord record, Instant wallNow, long now) {
        ProcessIdentity master = record.observed().master();
        if (servingSince == null || master == null || !master.equals(lastMaster)) {
            Duration ago = Duration.between(record.observed().since(), wallNow);
            servingSince = now - Math.max(0, ago.toNanos());
        }
        lastMaster = master;
        due = null;
    }

    /** A master of it was seen; what it leaves behind is found by it. */
    synchronized void runs(@Nullable ProcessIdentity master) {
        if (master != null && !master.equals(lastMaster)) {
            lastMaster = master;
            servingSince = null;
        }
    }

    /** Whether that master was not woken yet; from now on it was. */
    synchronized boolean wakes(ProcessIdentity master) {
        boolean first = !master.equals(woken);
        woken = master;
        return first;
    }

    /** Whether that trouble is another than the last one, and so worth an event. */
    synchronized boolean isNews(String text) {
        boolean news = !text.equals(trouble);
        trouble = text;
        return news;
    }

    /** The master that ran last. */
    synchronized @Nullable ProcessIdentity lastMaster() {
        return lastMaster;
    }

    /** The master ended, or a start failed; a restart that is decided on becomes due. */
    synchronized Decision ended(RestartPolicy policy, FailureClass failure, long now) {
        Long since = servingSince;
        servingSince = null;
        Duration served = since == null ? null : Duration.ofNanos(Math.max(0, now - since));
        Decision decision = restarts.ended(policy, failure, now, served);
        due = decision.kind() == Decision.Kind.RESTART
                ? (Long) (now + decision.delay().toNanos())
                : null;
        return decision;
    }

    /** When something is to be done about it; empty where nothing was set since the last wish. */
    synchronized OptionalLong due() {
        Long at = due;
        return at == null ? OptionalLong.empty() : OptionalLong.of(at);
    }

    /** The same, set from a deadline that was written for people if it was not: at most {@code most} from now. */
    synchronized long due(@Nullable Instant until, Instant wallNow, long now, Duration most) {
        Long at = due;
        if (at == null) {
            Duration left = until == null ? Duration.ZERO : Duration.between(wallNow, until);
            long nanos = Math.max(0, left.compareTo(most) < 0 ? left.toNanos() : most.toNanos());
            at = now + nanos;
            due = at;
        }
        return at;
    }
}
