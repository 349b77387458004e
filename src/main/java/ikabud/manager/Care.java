package ikabud.manager;

import ikabud.backend.Backend;
import ikabud.backend.Ended;
import ikabud.model.Actor;
import ikabud.model.Clock;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.FailureClass;
import ikabud.model.IkabudException;
import ikabud.model.InstanceRecord;
import ikabud.model.Needs;
import ikabud.model.Observed;
import ikabud.model.Phase;
import ikabud.model.RestartPolicy;
import ikabud.model.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Does for one instance what its wish, its phase, its policy and its needs ask for, step by step until nothing is left to do
 * now. The caller holds the instance's op lock.
 */
final class Care {
    private static final Duration LOOK_AT_NEEDS = Duration.ofSeconds(1);
    private static final Duration LONGEST_BACKOFF =
            RestartPolicy.LONGEST_DELAY.plus(RestartPolicy.LONGEST_DELAY.dividedBy(4));
    private static final Duration LONGEST_STOP = Duration.ofMinutes(10);

    private final Backend backend;
    private final Ledger ledger;
    private final Truth truth;
    private final Launching launching;
    private final Patience patience;
    private final Clock clock;
    private final Actor self;

    Care(Backend backend, Ledger ledger, Truth truth, Launching launching, Patience patience, Clock clock, Actor self) {
        this.backend = backend;
        this.ledger = ledger;
        this.truth = truth;
        this.launching = launching;
        this.patience = patience;
        this.clock = clock;
        this.self = self;
    }

    /**
     * Returns the monotonic time at which to look again, or empty if only a change can make that necessary.
     *
     * @param job what the supervisor does for it; tells of the boot that this may make
     */
    OptionalLong take(Job job, InstanceRecord before, Attended memory) {
        memory.wished(before.intent().generation());
        memory.runs(before.observed().master());
        if (before.observed().phase() == Phase.UP) {
            memory.serves(before, clock.now(), clock.nanoTime());
        }
        truth.mend(before, self);
        while (true) {
            Optional<InstanceRecord> now = ledger.find(before.id());
            if (now.isEmpty()) {
                return OptionalLong.empty();
            }
            memory.wished(now.get().intent().generation());
            Optional<OptionalLong> rest = step(job, now.get(), memory);
            if (rest.isPresent()) {
                return rest.get();
            }
        }
    }

    // Empty: it has moved, look at it anew.
    private Optional<OptionalLong> step(Job job, InstanceRecord now, Attended memory) {
        if (now.intent().wanted() == Wanted.DOWN) {
            return Optional.of(finishStop(now, memory));
        }
        if (now.instance().backend().restarts()) {
            return restartedElsewhere(job, now, memory);
        }
        return switch (now.observed().phase()) {
            case UP -> serving(now, memory);
            case DOWN ->
                now.observed().failure() == null
                        ? start(job, now, memory)
                        : ended(now, now.observed().failure(), memory);
            case BACKOFF -> retry(job, now, memory);
            case STARTING ->
                now.observed().master() == null
                        ? start(job, now, memory)
                        : attempt(now, memory, () -> resume(job, now));
            case FAILED -> Optional.of(OptionalLong.empty());
            case RELOADING, STOPPING, UNKNOWN -> Optional.of(in(LOOK_AT_NEEDS));
        };
    }

    // A service manager restarts it; what it never started, as after a boot without it, is started here.
    private Optional<OptionalLong> restartedElsewhere(Job job, InstanceRecord now, Attended memory) {
        return switch (now.observed().phase()) {
            case UP -> serving(now, memory);
            case DOWN -> now.observed().failure() == null ? start(job, now, memory) : Optional.of(OptionalLong.empty());
            case FAILED -> Optional.of(OptionalLong.empty());
            case STARTING, RELOADING, STOPPING, BACKOFF, UNKNOWN -> Optional.of(in(LOOK_AT_NEEDS));
        };
    }

    private Optional<OptionalLong> serving(InstanceRecord now, Attended memory) {
        memory.serves(now, clock.now(), clock.nanoTime());
        return Optional.of(OptionalLong.empty());
    }

    private Optional<OptionalLong> ended(InstanceRecord now, FailureClass failure, Attended memory) {
        RestartPolicy policy = now.instance().supervision().restart();
        Decision decision = memory.ended(policy, failure, clock.nanoTime());
        if (decision.kind() == Decision.Kind.RESTART) {
            backOff(now, failure, decision);
            return Optional.empty();
        }
        // Nobody takes care of what the master left behind any more; a site leaves nothing behind.
        if (!now.instance().isVirtual()) {
            backend.kill(now.instance(), memory.lastMaster(), false);
        }
        if (decision.kind() == Decision.Kind.GIVE_UP) {
            String cause = now.observed().cause() + "; given up: " + decision.reason();
            Event event = event(now, EventKind.GAVE_UP, cause);
            ledger.move(now.id(), Stimulus.GAVE_UP, Seen.failed(cause, failure), event);
        }
        return Optional.of(OptionalLong.empty());
    }

    private void backOff(InstanceRecord now, FailureClass failure, Decision decision) {
        Duration delay = decision.delay();
        String when = delay.isZero() ? "at once" : "in " + Times.words(delay);
        String which = decision.reason() + ": " + now.observed().cause();
        Event event = event(now, EventKind.RESTARTING, when + ", " + which);
        ledger.move(now.id(), Stimulus.RETRY_SET, Seen.failed(which, failure).within(delay), event);
    }

    private Optional<OptionalLong> retry(Job job, InstanceRecord now, Attended memory) {
        Instant until = now.observed().until();
        long due = memory.due(until, clock.now(), clock.nanoTime(), LONGEST_BACKOFF);
        return due - clock.nanoTime() > 0 ? Optional.of(OptionalLong.of(due)) : start(job, now, memory);
    }

    private Optional<OptionalLong> start(Job job, InstanceRecord now, Attended memory) {
        List<String> unmet = Needs.unmet(now.instance(), ledger::find);
        if (!unmet.isEmpty()) {
            await(now, "waits for " + String.join(", ", unmet));
            return Optional.of(in(LOOK_AT_NEEDS));
        }
        return attempt(now, memory, () -> launch(job, now, memory));
    }

    private void await(InstanceRecord now, String cause) {
        Observed observed = now.observed();
        boolean waits = Truth.isWaiting(observed);
        if (!waits || !observed.cause().equals(cause)) {
            Event event = waits ? null : event(now, EventKind.WAITING, cause);
            ledger.move(now.id(), Stimulus.NEEDS_MISSING, Seen.failed(cause, observed.failure()), event);
        }
    }

    private void launch(Job job, InstanceRecord now, Attended memory) {
        // What ended and comes again has recovered; what was only wanted is started.
        EventKind kind = now.observed().failure() == null ? EventKind.STARTED : EventKind.RECOVERED;
        launching.launch(job, now.instance(), now.intent(), memory.lastMaster(), patience.start(), kind);
    }

    private void resume(Job job, InstanceRecord now) {
        launching.resume(
                job,
                now.instance(),
                now.intent(),
                Objects.requireNonNull(now.observed().master()),
                patience.start());
    }

    // A start that failed is on record with its class, or superseded by another wish; else it must not be tried in a
    // loop.
    private Optional<OptionalLong> attempt(InstanceRecord now, Attended memory, Runnable start) {
        try {
            start.run();
        } catch (IkabudException failure) {
            InstanceRecord after = ledger.require(now.id());
            boolean told = after.observed().failure() != null
                    && (after.observed().phase() == Phase.DOWN
                            || after.observed().phase() == Phase.FAILED);
            if (!told && after.intent().equals(now.intent())) {
                throw failure;
            }
            memory.runs(after.observed().master());
        }
        return Optional.empty();
    }

    // The command that stopped it may still be at it without the lock; it gets the time it has told.
    private OptionalLong finishStop(InstanceRecord now, Attended memory) {
        Observed observed = now.observed();
        boolean rests = observed.phase() == Phase.DOWN || observed.phase() == Phase.FAILED;
        if (rests && observed.master() == null) {
            return OptionalLong.empty();
        }
        boolean runs = !backend.survey(now.instance(), observed.master()).isEmpty();
        long due = memory.due(observed.until(), clock.now(), clock.nanoTime(), LONGEST_STOP);
        if (runs && due - clock.nanoTime() > 0) {
            return OptionalLong.of(due);
        }
        String detail = "the command that stopped it was cut short";
        if (runs) {
            Ended ended = backend.stop(now.instance(), observed.master(), patience.stop(), false);
            detail += ended.strays().isEmpty() ? "" : "; also ended: " + Job.names(ended.strays());
        }
        ledger.move(now.id(), Stimulus.FULLY_ENDED, Seen.NOTHING, event(now, EventKind.STOPPED, detail));
        return OptionalLong.empty();
    }

    private Event event(InstanceRecord now, EventKind kind, String detail) {
        return ledger.event(now.id(), self, kind, detail, now.observed().master(), null);
    }

    private OptionalLong in(Duration time) {
        return OptionalLong.of(clock.nanoTime() + time.toNanos());
    }
}
