package ikabud.app;

import ikabud.manager.Supervisor;
import ikabud.model.Event;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Hands what happens on to whoever prints it, on a thread of its own: a reader that does not read must not hold up the
 * supervisor. What it cannot take is left out; the journal has it. Safe from any thread.
 */
final class Telling implements Supervisor.Listener, AutoCloseable {
    private static final int MOST = 1000;
    private static final long LAST_WORDS_MILLIS = 1000;

    private final BlockingQueue<Runnable> waiting = new ArrayBlockingQueue<>(MOST);
    private final Supervising.Teller teller;
    private final Thread thread;

    Telling(Workers workers, Supervising.Teller teller) {
        this.teller = teller;
        this.thread = workers.start("tell", this::tell);
    }

    private void tell() {
        try {
            while (true) {
                waiting.take().run();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void happened(Event event) {
        waiting.offer(() -> teller.happened(event));
    }

    @Override
    public void trouble(String text) {
        waiting.offer(() -> teller.note(text));
    }

    /** Returns when all was told, or after a second. */
    @Override
    public void close() {
        waiting.offer(thread::interrupt);
        try {
            thread.join(LAST_WORDS_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
