package ikabud.isolation;

import ikabud.support.Host;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Asks a page of an instance again and again, a hundred times a second, and counts what failed. */
final class Visitor implements AutoCloseable {
    static final int PER_SECOND = 100;

    private final Host host;
    private final String id;
    private final String expected;
    private final CountDownLatch first = new CountDownLatch(1);
    private final Thread thread = new Thread(this::visit, "visitor");
    private volatile boolean ended;
    private int visits;
    private int failed;
    private long silence;
    private String complaint = "";

    /**
     * What came of it.
     *
     * @param silence the longest time between two answers
     * @param complaint what the last failure was
     */
    record Tally(int visits, int failed, Duration silence, String complaint) {}

    /** Visits {@code index.php}, which says {@code expected}; returns after the first answer. */
    Visitor(Host host, String id, String expected) throws InterruptedException {
        this.host = host;
        this.id = id;
        this.expected = expected;
        thread.start();
        first.await();
    }

    private void visit() {
        long last = System.nanoTime();
        long next = last;
        while (!ended) {
            String answer = host.get(id, "index.php");
            long now = System.nanoTime();
            visits++;
            if (answer.equals(expected)) {
                silence = Math.max(silence, first.getCount() == 0 ? now - last : 0);
                last = now;
                first.countDown();
            } else {
                failed++;
                complaint = answer;
            }
            next = Math.max(next + 1_000_000_000L / PER_SECOND, now);
            java.util.concurrent.locks.LockSupport.parkNanos(next - now);
        }
    }

    /** Ends it. */
    Tally tally() throws InterruptedException {
        ended = true;
        thread.join();
        return new Tally(visits, failed, Duration.ofNanos(silence), complaint);
    }

    @Override
    public void close() {
        ended = true;
    }
}
