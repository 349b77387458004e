package ikabud.manager;

import ikabud.model.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Does each round when its time has come, one after another. One that is nearly due is done with the one before it: each
 * wake-up costs more than most of them. {@link #run} belongs to one thread, the other methods may be called from any.
 */
final class Rounds implements Runnable {
    private static final long SLACK_NANOS = Duration.ofMillis(400).toNanos();

    private final List<Planned> planned = new ArrayList<>();
    private final Clock clock;
    private final Consumer<String> trouble;
    private final Runnable over;
    private boolean underWay;
    private boolean ended;

    private static final class Planned {
        private final Round round;
        private long at;

        Planned(Round round, long now) {
            this.round = round;
            this.at = now + round.every().toNanos();
        }
    }

    /**
     * Rounds that have not begun.
     *
     * @param trouble is told what failed
     * @param over called when {@link #end} was called and the round that was under way is over
     */
    Rounds(List<Round> rounds, Clock clock, Consumer<String> trouble, Runnable over) {
        this.clock = clock;
        this.trouble = trouble;
        this.over = over;
        rounds.forEach(round -> planned.add(new Planned(round, clock.nanoTime())));
    }

    /** Goes on until told to end or interrupted. */
    @Override
    public void run() {
        try {
            while (!planned.isEmpty() && !isEnded()) {
                long wait = untilNext();
                if (wait > 0) {
                    clock.pause(wait);
                }
                doDue();
            }
        } catch (InterruptedException dismissed) {
            Thread.currentThread().interrupt();
        }
    }

    // Rounded up, or it would wake up before the time.
    private long untilNext() {
        long now = clock.nanoTime();
        long least = planned.stream().mapToLong(each -> each.at - now).min().orElse(0);
        return (least + 999_999) / 1_000_000;
    }

    private void doDue() {
        for (Planned each : planned) {
            if (each.at - clock.nanoTime() <= SLACK_NANOS && enter()) {
                each.at = clock.nanoTime() + each.round.every().toNanos();
                work(each.round);
                leave();
                if (each.at - clock.nanoTime() < 0) {
                    each.at = clock.nanoTime() + each.round.every().toNanos();
                }
            }
        }
    }

    private void work(Round round) {
        try {
            round.work().run();
        } catch (RuntimeException | LinkageError failure) {
            trouble.accept(round.name() + ": " + Supervisor.words(failure));
        }
    }

    private synchronized boolean enter() {
        underWay = !ended;
        return underWay;
    }

    private synchronized void leave() {
        underWay = false;
        if (ended) {
            over.run();
        }
    }

    private synchronized boolean isEnded() {
        return ended;
    }

    /** Begins no more of them. */
    synchronized void end() {
        ended = true;
    }

    synchronized boolean areUnderWay() {
        return underWay;
    }
}
