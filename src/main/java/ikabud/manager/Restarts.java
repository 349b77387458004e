package ikabud.manager;

import ikabud.model.FailureClass;
import ikabud.model.RestartMode;
import ikabud.model.RestartPolicy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides on restarts of one instance from how often it was restarted. Counts monotonic nanoseconds, reads no clock itself.
 * Confined to whoever holds the instance's op lock.
 *
 * <p>The delay doubles with each restart, so a limit of restarts per window alone might never be reached: a limit of starts
 * in a row that never served stands beside it.
 */
final class Restarts {
    /** Starts in a row that never served, after which no policy tries again. */
    static final int MOST_UNREADY = 10;

    /** Where something is short, no restart comes earlier. */
    static final Duration SHORTAGE = Duration.ofSeconds(10);

    private static final int MOST_DOUBLINGS = 30;
    private static final double LEAST = 0.8;
    private static final double SPREAD = 0.4;

    private final DoubleSupplier random;
    private final Deque<Long> made = new ArrayDeque<>();
    private int doublings;
    private int shortages;
    private int unready;
    private boolean cleaned;
    private Duration last = Duration.ZERO;

    /** Begins with no history; {@code random} gives numbers from 0 up to 1. */
    Restarts(DoubleSupplier random) {
        this.random = random;
    }

    /** Whether a restart cannot mend that, so that the policy does not try one. */
    static boolean isFinal(RestartPolicy policy, FailureClass failure) {
        return switch (policy.mode()) {
            case NEVER -> true;
            case ON_FAILURE -> !isMendable(failure);
            case ALWAYS -> false;
        };
    }

    private static boolean isMendable(FailureClass failure) {
        return failure != FailureClass.CONFIG && failure != FailureClass.RIGHTS;
    }

    /** Takes over a restart that an earlier supervisor made at that time. */
    void remember(long at, boolean served) {
        made.addLast(at);
        doublings++;
        unready = served ? 0 : unready + 1;
    }

    /** Forgets all, as after a start by an administrator. */
    void reset() {
        made.clear();
        doublings = 0;
        shortages = 0;
        unready = 0;
        cleaned = false;
        last = Duration.ZERO;
    }

    /**
     * A master ended without being asked to, or a start failed.
     *
     * @param served how long it had served; null if it never did
     */
    Decision ended(RestartPolicy policy, FailureClass failure, long now, @Nullable Duration served) {
        if (served != null && served.compareTo(stable(policy)) >= 0) {
            reset();
        }
        unready = served == null ? unready + 1 : 0;
        if (policy.mode() == RestartMode.NEVER) {
            return Decision.leave("it is not restarted by itself (restart=never)");
        }
        if (isFinal(policy, failure)) {
            return Decision.giveUp("a restart would not mend it");
        }
        long begin = now - policy.window().toNanos();
        while (!made.isEmpty() && made.getFirst() - begin < 0) {
            made.removeFirst();
        }
        if (made.size() >= policy.maxRestarts()) {
            return Decision.giveUp(count(policy.maxRestarts(), "restart") + " within " + Times.words(policy.window())
                    + " did not help");
        }
        if (unready >= mostUnready(policy, failure)) {
            return Decision.giveUp("it did not serve after " + count(unready, "start") + " in a row");
        }
        return restart(policy, failure, now);
    }

    /** How long it has to serve to be counted as new. */
    private Duration stable(RestartPolicy policy) {
        Duration twice = last.multipliedBy(2);
        return policy.window().compareTo(twice) >= 0 ? policy.window() : twice;
    }

    // What waits long between its tries gets more of them.
    private static int mostUnready(RestartPolicy policy, FailureClass failure) {
        boolean patient = failure == FailureClass.RESOURCE || !isMendable(failure);
        return patient ? MOST_UNREADY : Math.min(MOST_UNREADY, policy.maxRestarts() + 1);
    }

    private Decision restart(RestartPolicy policy, FailureClass failure, long now) {
        made.addLast(now);
        String which = "restart " + made.size() + " of at most " + policy.maxRestarts() + " within "
                + Times.words(policy.window());
        if (failure == FailureClass.CONFLICT && !cleaned) {
            cleaned = true;
            return Decision.restart(Duration.ZERO, which);
        }
        last = jittered(delay(policy, failure));
        if (failure == FailureClass.RESOURCE) {
            shortages++;
        } else {
            doublings++;
        }
        return Decision.restart(last, which);
    }

    private Duration delay(RestartPolicy policy, FailureClass failure) {
        Duration longest = RestartPolicy.LONGEST_DELAY;
        if (!isMendable(failure)) {
            return longest;
        }
        Duration base = policy.delay();
        int times = doublings;
        if (failure == FailureClass.RESOURCE) {
            // Crashes before it say nothing about how long a shortage lasts.
            times = shortages;
            base = base.compareTo(SHORTAGE) < 0 ? SHORTAGE : base;
        }
        if (base.compareTo(longest) >= 0) {
            return longest;
        }
        Duration grown = base.multipliedBy(1L << Math.min(times, MOST_DOUBLINGS));
        return grown.compareTo(longest) < 0 ? grown : longest;
    }

    // So that many instances that failed together do not all come back in the same moment.
    private Duration jittered(Duration delay) {
        return Duration.ofNanos((long) (delay.toNanos() * (LEAST + SPREAD * random.getAsDouble())));
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
