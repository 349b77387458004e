package ikabud.tui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.LogKind;
import ikabud.model.LogLevel;
import ikabud.model.LogLine;
import ikabud.model.LogSource;
import ikabud.support.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The reader of the log that is looked at. */
@Timeout(20)
class LogFeedTest {
    private static final Optional<InstanceId> BLOG = Optional.of(new InstanceId("blog"));
    private static final Optional<InstanceId> SHOP = Optional.of(new InstanceId("shop"));

    private final FakeLogs logs = new FakeLogs();
    private final LinkedBlockingQueue<Message> inbox = new LinkedBlockingQueue<>();
    private final LogFeed feed = new LogFeed(logs, 100, inbox::add);
    private final Thread thread = new Thread(feed, "test-logs");

    @BeforeEach
    void start() {
        thread.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        feed.close();
        thread.join(5_000);
        assertFalse(thread.isAlive());
        assertEquals(logs.opened.size(), logs.closed.size());
    }

    @Test
    void lines_carry_the_number_of_their_watch() throws Exception {
        int first = feed.watch(BLOG);
        logs.waiting.add("one");
        assertEquals(first, next().watch());

        int second = feed.watch(SHOP);
        logs.waiting.add("two");
        assertEquals(second, next().watch());
        assertEquals(List.of("blog", "shop"), List.copyOf(logs.opened));
        assertEquals(List.of("blog"), List.copyOf(logs.closed));
    }

    @Test
    void nothing_more_is_handed_over_before_the_last_batch_was_taken() throws Exception {
        feed.watch(BLOG);
        logs.waiting.add("one");
        next();
        logs.waiting.add("two");
        int reads = logs.reads.get();
        assertEquals(null, inbox.poll(300, TimeUnit.MILLISECONDS));
        assertEquals(reads, logs.reads.get());

        feed.taken();
        assertEquals("two", next().lines().get(0).text());
    }

    @Test
    void a_log_that_cannot_be_read_is_told_and_another_can_be_watched() throws Exception {
        logs.broken = true;
        feed.watch(BLOG);
        assertTrue(inbox.poll(5, TimeUnit.SECONDS) instanceof Message.Notice);

        logs.broken = false;
        feed.watch(SHOP);
        logs.waiting.add("one");
        assertEquals("one", next().lines().get(0).text());
    }

    @Test
    void one_of_the_logs_that_cannot_be_read_is_told_once_among_the_lines_of_the_others() throws Exception {
        logs.trouble = Optional.of(IkabudException.failed("systemd's journal", "there is none", "look"));
        logs.waiting.add("one");
        feed.watch(BLOG);

        List<LogLine> lines = next().lines();
        assertEquals(
                List.of("one", "systemd's journal: there is none: look"),
                lines.stream().map(LogLine::text).toList());
        assertEquals(LogLevel.WARNING, lines.get(1).level());

        logs.waiting.add("two");
        feed.taken();
        assertEquals(1, next().lines().size());
    }

    @Test
    void a_log_that_is_slow_to_tell_of_its_past_is_asked_again_soon() throws Exception {
        logs.slow = true;
        feed.watch(BLOG);

        // The usual two looks take 400 ms.
        Eventually.within(Duration.ofMillis(300), logs.reads::get, reads -> reads >= 3);
    }

    @Test
    void a_log_that_tells_of_its_next_line_is_left_alone_until_then() throws Exception {
        logs.telling = true;
        feed.watch(BLOG);
        Eventually.within(Duration.ofSeconds(5), logs.told::size, told -> told > 0);
        // The look that follows at once is the last one.
        int reads = Eventually.within(Duration.ofSeconds(5), logs.reads::get, count -> count > logs.readsBefore);
        logs.waiting.add("one");
        assertEquals(null, inbox.poll(700, TimeUnit.MILLISECONDS));
        assertEquals(reads, logs.reads.get());

        logs.told.forEach(Runnable::run);
        assertEquals("one", next().lines().get(0).text());

        // What comes right after it is looked for, as always.
        logs.waiting.add("two");
        feed.taken();
        assertEquals("two", next().lines().get(0).text());
    }

    @Test
    void nothing_is_read_when_nothing_is_watched() throws Exception {
        feed.watch(BLOG);
        logs.waiting.add("one");
        next();
        feed.watch(Optional.empty());
        logs.waiting.add("two");

        assertEquals(null, inbox.poll(300, TimeUnit.MILLISECONDS));
    }

    private Message.Logged next() throws InterruptedException {
        return (Message.Logged) inbox.poll(5, TimeUnit.SECONDS);
    }

    private static final class FakeLogs implements LogSource {
        private final ConcurrentLinkedQueue<String> waiting = new ConcurrentLinkedQueue<>();
        private final ConcurrentLinkedQueue<String> opened = new ConcurrentLinkedQueue<>();
        private final ConcurrentLinkedQueue<String> closed = new ConcurrentLinkedQueue<>();
        private final AtomicInteger reads = new AtomicInteger();
        private volatile boolean broken;
        private volatile boolean slow;
        private volatile boolean telling;
        private volatile int readsBefore;
        private final ConcurrentLinkedQueue<Runnable> told = new ConcurrentLinkedQueue<>();
        private volatile Optional<IkabudException> trouble = Optional.empty();

        private List<LogLine> readWaiting() {
            List<LogLine> lines = new ArrayList<>();
            for (String line = waiting.poll(); line != null; line = waiting.poll()) {
                lines.add(LogLine.parse(LogKind.PHP, line));
            }
            reads.incrementAndGet();
            return lines;
        }

        @Override
        public Follower follow(InstanceId id, int lines) {
            if (broken) {
                throw IkabudException.failed("log of " + id, "it is a FIFO", "");
            }
            opened.add(id.value());
            return new Follower() {
                @Override
                public List<LogLine> read(int most) {
                    return readWaiting();
                }

                @Override
                public boolean tell(Runnable more) {
                    if (telling) {
                        readsBefore = reads.get();
                        told.add(more);
                    }
                    return telling;
                }

                @Override
                public boolean ready() {
                    return !slow;
                }

                @Override
                public Optional<IkabudException> trouble() {
                    return trouble;
                }

                @Override
                public long dropped() {
                    return 0;
                }

                @Override
                public void close() {
                    closed.add(id.value());
                }
            };
        }
    }
}
