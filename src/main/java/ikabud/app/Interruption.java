package ikabud.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets work that was begun come to its end when the process is told to end, such as by Ctrl-C: the JVM waits for it, but not
 * for ever. Closed when the work is done. Safe from any thread.
 */
public final class Interruption implements AutoCloseable {
    private static final long LONGEST_SECONDS = 60;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean interrupted;

    Interruption(Workers workers, Runnable told) {
        this.hook = workers.unstarted("interruption", () -> {
            interrupted = true;
            told.run();
            await();
        });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whether the process was told to end. */
    public boolean interrupted() {
        return interrupted;
    }

    private void await() {
        try {
            done.await(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        done.countDown();
        if (!interrupted) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException ending) {
                return;
            }
        }
    }
}
