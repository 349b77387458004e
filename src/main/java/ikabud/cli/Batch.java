package ikabud.cli;

import ikabud.model.Command;
import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Carries out several commands, a few at once, and reports them in their order. Main thread only. */
final class Batch {
    private static final long LOOK_EVERY_MILLIS = 200;
    private static final long LOOK_OFTEN_MILLIS = 10;

    private final Plan plan;
    private final Function<Command, CompletableFuture<Outcome>> submit;
    private final BatchProgress progress;
    private final @Nullable BootLines lines;
    private final Map<InstanceId, CompletableFuture<Outcome>> begun = new HashMap<>();
    private volatile boolean cancelled;
    private boolean failed;

    /**
     * A batch of that plan.
     *
     * @param lines shows the boot of the only command; null where nobody watches, or there are several
     */
    Batch(
            Plan plan,
            Function<Command, CompletableFuture<Outcome>> submit,
            BatchProgress progress,
            @Nullable BootLines lines) {
        this.plan = plan;
        this.submit = submit;
        this.progress = progress;
        this.lines = lines;
    }

    /** Begins nothing more; what is under way goes on to its end. From any thread. */
    void cancel() {
        cancelled = true;
    }

    /**
     * Carries all of them out, or those up to the first that is not done if the plan says so.
     *
     * @param report told each command with its outcome, in order, as soon as those before are told
     * @return the worst exit code
     */
    ExitCode run(BiConsumer<Command, Outcome> report) {
        ExitCode worst = ExitCode.DONE;
        List<Command> untold = new ArrayList<>(plan.commands());
        while (true) {
            beginMore();
            await();
            while (!untold.isEmpty() && outcome(untold.get(0)).isPresent()) {
                Command told = untold.remove(0);
                Outcome outcome = outcome(told).orElseThrow();
                progress.clear();
                report.accept(told, outcome);
                worst = worse(worst, outcome.exitCode());
            }
            // Where one is left out, those behind it are told all the same.
            if (ends()) {
                untold.removeIf(command -> !begun.containsKey(command.target()));
            }
            if (untold.isEmpty()) {
                return worst;
            }
        }
    }

    /** Those that were not begun. */
    List<InstanceId> notBegun() {
        return plan.commands().stream()
                .map(Command::target)
                .filter(id -> !begun.containsKey(id))
                .toList();
    }

    private Optional<Outcome> outcome(Command command) {
        return Optional.ofNullable(begun.get(command.target()))
                .filter(CompletableFuture::isDone)
                .map(CompletableFuture::join);
    }

    private boolean ends() {
        failed |= plan.stops()
                && begun.values().stream()
                        .anyMatch(future -> future.isDone() && !future.join().isDone());
        return failed || cancelled;
    }

    private void beginMore() {
        while (!ends() && running().size() < plan.atOnce()) {
            Optional<Command> next = next();
            if (next.isEmpty()) {
                return;
            }
            begun.put(next.get().target(), submit.apply(next.get()));
        }
    }

    // What waits in a circle is begun all the same: the manager says what is wrong with it.
    private Optional<Command> next() {
        List<Command> left = plan.commands().stream()
                .filter(command -> !begun.containsKey(command.target()))
                .toList();
        Optional<Command> free = left.stream()
                .filter(command -> waitsFor(command.target()).isEmpty())
                .findFirst();
        return free.isPresent() || !running().isEmpty() ? free : left.stream().findFirst();
    }

    private Set<InstanceId> waitsFor(InstanceId id) {
        Set<InstanceId> others = new HashSet<>(plan.after().getOrDefault(id, Set.of()));
        others.removeIf(other -> begun.containsKey(other) && begun.get(other).isDone());
        return others;
    }

    private List<CompletableFuture<Outcome>> running() {
        return begun.values().stream().filter(future -> !future.isDone()).toList();
    }

    private void await() {
        List<CompletableFuture<Outcome>> running = running();
        if (running.isEmpty()) {
            show();
            return;
        }
        try {
            CompletableFuture.anyOf(running.toArray(CompletableFuture[]::new))
                    .get(lines == null ? LOOK_EVERY_MILLIS : LOOK_OFTEN_MILLIS, TimeUnit.MILLISECONDS);
            show();
        } catch (TimeoutException e) {
            show();
            if (lines == null) {
                progress.show(plan, begun, this::waitsFor);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a command ended with an exception", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw IkabudException.failed(
                    plan.commands().get(0).verb().word(),
                    "interrupted while it ran",
                    "`ikabud status` shows what became of it",
                    e);
        }
    }

    private void show() {
        if (lines != null && running().isEmpty()) {
            lines.end();
        } else if (lines != null) {
            lines.show();
        }
    }

    /** The one of two exit codes that tells more of a failure. */
    static ExitCode worse(ExitCode one, ExitCode other) {
        return severity(other) > severity(one) ? other : one;
    }

    private static int severity(ExitCode code) {
        return switch (code) {
            case DONE -> 0;
            case REFUSED -> 1;
            case NO_SUCH_INSTANCE -> 2;
            case USAGE -> 3;
            case NEEDS_RIGHTS -> 4;
            case FAILED -> 5;
        };
    }
}
