package ikabud.tui;

import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.LogKind;
import ikabud.model.LogLevel;
import ikabud.model.LogLine;
import ikabud.model.LogSource;
import ikabud.view.Toast;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log of the instance that is looked at and hands its lines over as {@link Message.Logged}.
 *
 * <p>Runs on a thread of its own. It hands over nothing new before the last batch was taken, so a flood of lines is left
 * out by the follower, which counts them, and never piles up in front of the keys. The other methods are for the ui
 * thread.
 */
public final class LogFeed implements Runnable {
    private static final long PERIOD_MILLIS = 200;
    // After five seconds without a line; the next one is to be seen within a second all the same.
    private static final long QUIET_PERIOD_MILLIS = 800;
    // While a log is slow to tell of its past.
    private static final long SOON_MILLIS = 20;
    private static final int QUIET_AFTER = 25;
    // Who is told of the next line need not look for it, but for what the kernel may have failed to tell.
    private static final long TOLD_PERIOD_MILLIS = 5000;
    private static final int TOLD_AFTER = 3;
    private static final int MOST = 1000;

    private final LogSource source;
    private final Consumer<Message> inbox;
    private final int lines;

    private final Object monitor = new Object();
    private final Semaphore changed = new Semaphore(0);
    private final Runnable wake = changed::release;
    private Optional<InstanceId> target = Optional.empty();
    private int watch;
    private boolean taken = true;
    private boolean closed;
    private boolean told;

    private LogSource.@Nullable Follower follower;
    private int followed;
    private int emptyReads;
    private boolean complained;

    /** Starts each log with its last {@code lines} lines. */
    public LogFeed(LogSource source, int lines, Consumer<Message> inbox) {
        this.source = source;
        this.lines = lines;
        this.inbox = inbox;
    }

    /** Looks at another instance, or none; returns the number that its lines will carry. */
    int watch(Optional<InstanceId> instance) {
        synchronized (monitor) {
            target = instance;
            taken = true;
            watch++;
            changed.release();
            return watch;
        }
    }

    /** The number of the last watch; 0 before the first. */
    int watched() {
        synchronized (monitor) {
            return watch;
        }
    }

    /** Says that a batch has arrived, so that the next may come. */
    void taken() {
        synchronized (monitor) {
            taken = true;
        }
    }

    /** Ends {@link #run()} soon. */
    public void close() {
        synchronized (monitor) {
            closed = true;
            changed.release();
        }
    }

    /** Reads until closed or interrupted. */
    @Override
    public void run() {
        try {
            while (turn()) {
                // each turn reads once and waits
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } finally {
            release();
        }
    }

    private boolean turn() throws InterruptedException {
        Optional<InstanceId> wanted;
        int number;
        boolean free;
        synchronized (monitor) {
            if (closed) {
                return false;
            }
            wanted = target;
            number = watch;
            free = taken;
        }
        try {
            if (number != followed) {
                open(wanted, number);
            }
            told = free && isToldOfMore();
            if (free) {
                read(number);
            }
        } catch (IkabudException unreadable) {
            release();
            inbox.accept(new Message.Notice(Toast.error(String.valueOf(unreadable.getMessage()))));
        }
        if (changed.tryAcquire(period(), TimeUnit.MILLISECONDS)) {
            changed.drainPermits();
            emptyReads = 0;
        }
        return true;
    }

    // It begins to be told only after some looks in vain: a log in which much is written is looked at in peace.
    private boolean isToldOfMore() {
        LogSource.Follower open = follower;
        return open == null || (emptyReads >= TOLD_AFTER && open.tell(wake));
    }

    private long period() {
        if (told) {
            return TOLD_PERIOD_MILLIS;
        }
        if (follower != null && !follower.ready()) {
            return SOON_MILLIS;
        }
        return emptyReads > QUIET_AFTER ? QUIET_PERIOD_MILLIS : PERIOD_MILLIS;
    }

    private void open(Optional<InstanceId> wanted, int number) {
        release();
        followed = number;
        emptyReads = 0;
        complained = false;
        if (wanted.isPresent()) {
            follower = source.follow(wanted.get(), lines);
        }
    }

    private void read(int number) {
        LogSource.Follower open = follower;
        if (open == null) {
            return;
        }
        List<LogLine> read = new ArrayList<>(open.read(MOST));
        if (!complained) {
            open.trouble().ifPresent(trouble -> read.add(complaint(trouble)));
        }
        emptyReads = read.isEmpty() ? emptyReads + 1 : 0;
        told &= read.isEmpty();
        if (read.isEmpty()) {
            return;
        }
        synchronized (monitor) {
            if (watch != number) {
                return;
            }
            taken = false;
        }
        inbox.accept(new Message.Logged(number, read, open.dropped()));
    }

    // Among the lines, and once: the other logs go on.
    private LogLine complaint(IkabudException trouble) {
        complained = true;
        return new LogLine(LogKind.JOURNAL, "", LogLevel.WARNING, String.valueOf(trouble.getMessage()));
    }

    private void release() {
        LogSource.Follower open = follower;
        follower = null;
        if (open != null) {
            open.close();
        }
    }
}
