package ikabud.tui;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An inbox that plays a script: a step whenever the loop would wait. What it waits for passes in no time. */
final class Script extends LinkedBlockingQueue<Message> {
    private static final long serialVersionUID = 1L;
    private final transient Deque<Runnable> steps = new ArrayDeque<>();

    void then(Message message) {
        steps.add(() -> add(message));
    }

    void thenAtOnce(Message... messages) {
        steps.add(() -> addAll(List.of(messages)));
    }

    void then(Runnable step) {
        steps.add(step);
    }

    void addFirst(Message message) {
        steps.addFirst(() -> add(message));
    }

    @Override
    public Message poll(long timeout, TimeUnit unit) throws InterruptedException {
        Message waiting = poll();
        if (waiting != null || timeout == 0) {
            return waiting;
        }
        if (steps.isEmpty()) {
            throw new AssertionError("the script is over and the dashboard goes on");
        }
        steps.remove().run();
        return poll();
    }
}
