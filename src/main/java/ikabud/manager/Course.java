package ikabud.manager;

import ikabud.model.Fault;
import ikabud.model.Health;
import ikabud.model.Judgement;
import ikabud.model.ProcessIdentity;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How well one master did from look to look, and which changes are worth telling: those that last, and of those that come
 * and go at most one in half a minute, unless it gets worse. Pure but for what it remembers; confined to one thread.
 */
final class Course {
    private static final long APART = Duration.ofSeconds(30).toNanos();

    // A worker's end is a moment; what it says of the instance lasts as long.
    private static final long STICKS = Duration.ofMinutes(1).toNanos();

    // What nobody acts on is told again while it lasts.
    private static final long AGAIN = Duration.ofHours(1).toNanos();

    private final ProcessIdentity master;
    private Judgement told;
    private Judgement before;
    private long toldAt;
    private boolean toldOnce;
    private boolean agreed;
    private long agreedAt;
    private @Nullable Judgement candidate;
    private int looks;
    private @Nullable Judgement sticking;
    private long stuckAt;
    private @Nullable Fault present;
    private int presentLooks;
    private boolean handedOver;
    private long handedOverAt;
    private boolean askedPage;
    private long askedPageAt;

    /** Begins with what was told of that master last. */
    Course(ProcessIdentity master, Judgement told) {
        this.master = master;
        this.told = told;
        this.before = told;
    }

    ProcessIdentity master() {
        return master;
    }

    /** What was told last. */
    Judgement told() {
        return told;
    }

    /** Takes a look's judgement; returns what is to be told, if it is news. */
    Optional<Judgement> next(Judgement seen, long now) {
        presentLooks = seen.fault() == present ? presentLooks + 1 : 1;
        handedOver &= seen.fault() == present;
        present = seen.fault();
        Judgement current = sticky(seen, now);
        if (current.agrees(told)) {
            candidate = null;
            return again(current, now);
        }
        looks = candidate != null && candidate.agrees(current) ? looks + 1 : 1;
        candidate = current;
        boolean lasts = looks >= needed(current);
        boolean worse = current.isWorseThan(told) && current.isWorseThan(before);
        if (!lasts || !(worse || !toldOnce || now - toldAt >= APART)) {
            return Optional.empty();
        }
        before = told;
        told = current;
        toldAt = now;
        toldOnce = true;
        agreed = false;
        candidate = null;
        return Optional.of(current);
    }

    private Optional<Judgement> again(Judgement current, long now) {
        if (!agreed) {
            agreed = true;
            agreedAt = now;
        }
        if (current.fault() != Fault.OVER_MEMORY || now - agreedAt < AGAIN) {
            return Optional.empty();
        }
        agreedAt = now;
        return Optional.of(current);
    }

    /**
     * The fault that somebody has to act on now: as soon as it lasts, told or not, and again each time it has lasted half a
     * minute more.
     */
    Optional<Fault> dueFault(long now) {
        Fault fault = present;
        if (fault == null || !fault.needsAct() || presentLooks < needed(fault)) {
            return Optional.empty();
        }
        if (handedOver && now - handedOverAt < APART) {
            return Optional.empty();
        }
        handedOver = true;
        handedOverAt = now;
        return Optional.of(fault);
    }

    /** Whether the site may be asked for a page now: once in half a minute. */
    boolean mayAskPage(long now) {
        if (askedPage && now - askedPageAt < APART) {
            return false;
        }
        askedPage = true;
        askedPageAt = now;
        return true;
    }

    private Judgement sticky(Judgement seen, long now) {
        if (seen.fault() == Fault.WORKERS_KILLED || seen.fault() == Fault.WORKERS_CRASHING) {
            sticking = seen;
            stuckAt = now;
        }
        Judgement kept = sticking;
        boolean sticks = kept != null && now - stuckAt < STICKS;
        return kept != null && sticks && !seen.isWorseThan(kept) && seen.health() != kept.health() ? kept : seen;
    }

    // What may be over in a moment is looked at twice.
    private static int needed(Judgement judgement) {
        boolean load = judgement.health() == Health.SATURATED || judgement.health() == Health.HEALTHY;
        return load ? 2 : needed(judgement.fault());
    }

    private static int needed(@Nullable Fault fault) {
        return fault == Fault.FROZEN || fault == Fault.NOT_ANSWERING || fault == Fault.OVER_MEMORY ? 2 : 1;
    }
}
