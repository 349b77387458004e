package ikabud.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.os.SystemClock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PulseTest {
    private static final Duration NEVER = Duration.ofHours(1);

    private final Pulse pulse = new Pulse(new SystemClock(), NEVER, 1);
    private final Semaphore beats = new Semaphore(0);
    private final AtomicBoolean changed = new AtomicBoolean();
    private final AtomicBoolean quiet = new AtomicBoolean();
    private final AtomicBoolean expectant = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    @AfterEach
    void end() {
        pulse.close();
    }

    private void start() {
        Thread thread = new Thread(() -> {
            try {
                pulse.run(this::beat, () -> changed.getAndSet(false), quiet::get);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            ended.countDown();
        });
        thread.setDaemon(true);
        thread.start();
    }

    private boolean beat() {
        beats.release();
        return expectant.get();
    }

    private void assertBeats(int count) throws InterruptedException {
        assertTrue(beats.tryAcquire(count, 8, TimeUnit.SECONDS));
    }

    @Test
    void the_first_three_beats_come_soon_whatever_the_interval() throws Exception {
        start();

        assertBeats(3);
    }

    @Test
    void more_beats_come_soon_while_something_is_expected_but_not_for_ever() throws Exception {
        expectant.set(true);

        start();

        assertBeats(9);
        assertFalse(beats.tryAcquire(100, TimeUnit.MILLISECONDS));
    }

    @Test
    void it_beats_at_once_when_asked() throws Exception {
        start();
        assertBeats(3);

        pulse.beat();

        assertBeats(1);
    }

    @Test
    void it_beats_soon_after_somebody_else_changed_something() throws Exception {
        start();
        assertBeats(3);

        changed.set(true);

        assertBeats(1);
    }

    @Test
    void nobody_looks_for_a_change_while_it_would_be_told() throws Exception {
        quiet.set(true);
        start();
        assertBeats(3);
        changed.set(true);
        assertFalse(beats.tryAcquire(700, TimeUnit.MILLISECONDS));

        quiet.set(false);
        pulse.stir();

        assertBeats(1);
    }

    @Test
    void a_shorter_interval_holds_at_once() throws Exception {
        start();
        assertBeats(3);

        pulse.every(Duration.ofMillis(1));

        assertBeats(3);
    }

    @Test
    void closing_ends_it_in_the_middle_of_a_wait() throws Exception {
        start();
        assertBeats(3);

        pulse.close();

        assertTrue(ended.await(8, TimeUnit.SECONDS));
        assertEquals(0, beats.availablePermits());
    }
}
