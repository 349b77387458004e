package ikabud.support;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Waits for what another process will do: the one place where a test may wait. */
public final class Eventually {
    private static final int NAP_MILLIS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private Eventually() {}

    /** The first reading that fits; fails with the last one if none does in time. */
    public static <T> T within(Duration limit, Callable<T> reading, Predicate<T> fits) throws Exception {
        long deadline = System.nanoTime() + limit.toNanos();
        T last = reading.call();
        while (!fits.test(last)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + limit.toMillis() + " ms; last seen: " + last);
            }
            Thread.sleep(NAP_MILLIS);
            last = reading.call();
        }
        return last;
    }

    /** Returns once {@code condition} holds; fails, naming {@code what}, where that takes more than 8 s. */
    public static void eventually(String what, BooleanSupplier condition) {
        try {
            within(PATIENCE, condition::getAsBoolean, Boolean::booleanValue);
        } catch (AssertionError | Exception never) {
            throw new AssertionError("did not happen: " + what, never);
        }
    }
}
