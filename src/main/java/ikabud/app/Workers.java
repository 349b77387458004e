package ikabud.app;

import ikabud.model.Command;
import ikabud.model.CommandSink;
import ikabud.model.IkabudException;
import ikabud.model.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Every thread of the program is made here: named, and a daemon, so that none keeps a finished program alive.
 *
 * <p>Commands run several at once, so that stopping one instance never waits for another. Safe from any thread.
 */
final class Workers implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;
    private static final long IDLE_SECONDS = 60;

    private final ExecutorService commands = Executors.newCachedThreadPool(work -> daemon("ikabud-command", work));

    /** Starts a thread that runs until its work ends. */
    Thread start(String name, Runnable work) {
        Thread thread = daemon("ikabud-" + name, work);
        thread.start();
        return thread;
    }

    /** A thread for others to start, such as the JVM at its end. */
    Thread unstarted(String name, Runnable work) {
        return daemon("ikabud-" + name, work);
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** That many threads for one kind of work, which go away while there is none; whoever asks for them ends them. */
    ExecutorService crew(String name, int threads) {
        ThreadPoolExecutor crew = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> daemon("ikabud-" + name, work));
        crew.allowCoreThreadTimeOut(true);
        return crew;
    }

    /** A sink that carries commands out here, by {@code manager}. */
    CommandSink sink(Function<Command, Outcome> manager) {
        return command -> {
            try {
                return CompletableFuture.supplyAsync(() -> carryOut(manager, command), commands);
            } catch (RejectedExecutionException closing) {
                return CompletableFuture.completedFuture(Outcome.of(
                        IkabudException.refused(command.verb().word() + " " + command.target(), "Ikabud is ending", ""),
                        Duration.ZERO));
            }
        };
    }

    private static Outcome carryOut(Function<Command, Outcome> manager, Command command) {
        try {
            return manager.apply(command);
        } catch (IkabudException failure) {
            return Outcome.of(failure, Duration.ZERO);
        } catch (RuntimeException | LinkageError unexpected) {
            return Outcome.of(
                    IkabudException.failed(
                            command.verb().word() + " " + command.target(),
                            "an error inside Ikabud: " + unexpected,
                            "run it again with --debug and report what it prints",
                            unexpected),
                    Duration.ZERO);
        }
    }

    /** Takes no more commands and returns when those under way have ended; each has a deadline of its own. */
    @Override
    public void close() {
        commands.shutdown();
        try {
            commands.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
