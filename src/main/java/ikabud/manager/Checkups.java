package ikabud.manager;

import ikabud.backend.Examiner;
import ikabud.backend.Examiner.PageReply;
import ikabud.backend.Vitals;
import ikabud.backend.WorkerEnds;
import ikabud.model.BootCheck.Result;
import ikabud.model.Checkup;
import ikabud.model.Checkup.Check;
import ikabud.model.Checkup.Reach;
import ikabud.model.Clock;
import ikabud.model.Health;
import ikabud.model.Instance;
import ikabud.model.InstanceRecord;
import ikabud.model.Judgement;
import ikabud.model.LimitUse;
import ikabud.model.Phase;
import ikabud.model.PoolStatus;
import ikabud.model.ProcessIdentity;
import ikabud.model.Wanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks at one instance because somebody asked, tier by tier. Confined to one thread at a time. */
public final class Checkups {
    private static final Duration STATUS = Duration.ofMillis(500);
    private static final Duration PING = Duration.ofSeconds(2);
    private static final Duration PAGE = Duration.ofSeconds(10);
    private static final Duration LATELY = Duration.ofMinutes(1);

    private final Examiner examiner;
    private final Clock clock;
    private final Function<Instance, OptionalInt> limits;
    private final List<Check> checks = new ArrayList<>();
    private long began;

    /**
     * Looks through that examiner.
     *
     * @param limits the most workers an instance's pool may have
     */
    public Checkups(Examiner examiner, Clock clock, Function<Instance, OptionalInt> limits) {
        this.examiner = examiner;
        this.clock = clock;
        this.limits = limits;
    }

    /** Looks at one instance. */
    public Checkup examine(InstanceRecord record, Reach reach) {
        checks.clear();
        Judgement judgement = judge(record, reach);
        boolean fine = switch (judgement.health()) {
            case HEALTHY, SATURATED -> true;
            case DOWN -> record.intent().wanted() == Wanted.DOWN;
            case UNKNOWN, DEGRADED, FAILING -> false;
        };
        return new Checkup(record.id(), judgement, fine, checks);
    }

    private Judgement judge(InstanceRecord record, Reach reach) {
        @Nullable ProcessIdentity master = record.observed().master();
        Optional<Vitals> seen =
                timed(() -> Optional.ofNullable(examiner.look(List.of(record)).get(record.id())));
        if (seen.isEmpty() || master == null) {
            return absent(record);
        }
        Vitals vitals = seen.get();
        check(
                "process",
                vitals.frozen() ? Result.FAILED : Result.PASSED,
                "PID " + master.pid() + (vitals.frozen() ? " is stopped (state T)" : " lives"));
        check(
                "socket",
                vitals.socket()
                        .map(there -> there ? Result.PASSED : Result.FAILED)
                        .orElse(Result.SKIPPED),
                vitals.socket().orElse(true) ? vitals.waiting() + " waiting" : "it is gone, or nobody listens there");
        WorkerEnds ends =
                timed(() -> examiner.endsSince(record.id(), clock.now().minus(LATELY)));
        check(
                "log",
                ends.isBad() ? Result.FAILED : Result.PASSED,
                ends.isBad() ? "workers ended badly in the last minute" : "no worker ended badly in the last minute");
        limits(record.instance(), master);
        Findings findings = Findings.of(vitals.with(ends), limits.apply(record.instance()));
        return reach == Reach.QUICK ? findings.judge() : ask(record.instance(), master, findings, reach);
    }

    private Judgement ask(Instance instance, ProcessIdentity master, Findings first, Reach reach) {
        Optional<PoolStatus> pool = timed(() -> examiner.status(instance, STATUS));
        check(
                "status",
                pool.isPresent() ? Result.PASSED : Result.WARNED,
                pool.map(status -> status.active() + " busy, " + status.idle() + " idle")
                        .orElse("FPM did not say"));
        Findings findings = first.with(examiner.workers(master), pool);
        if (findings.judge().health() == Health.SATURATED) {
            skip("ping", "all workers are busy");
            return findings.judge();
        }
        boolean pong = timed(() -> examiner.answers(instance, PING));
        check(
                "ping",
                pong ? Result.PASSED : Result.FAILED,
                pong ? "pong" : "no answer within " + PING.toSeconds() + " s");
        findings = findings.answering(pong);
        if (reach != Reach.DEEP) {
            return findings.judge();
        }
        if (!pong) {
            skip("page", "no worker answers");
            return findings.judge();
        }
        PageReply page = timed(() -> examiner.page(instance, PAGE));
        check("page", !page.asked() ? Result.SKIPPED : page.trouble() ? Result.FAILED : Result.PASSED, page.detail());
        return findings.with(page).judge();
    }

    private void limits(Instance instance, ProcessIdentity master) {
        if (!instance.limits().isLimited()) {
            return;
        }
        LimitUse use = timed(() -> examiner.use(instance, master));
        String text = use.text(instance.limits());
        if (!text.isEmpty()) {
            check("limits", use.wasShort() ? Result.WARNED : Result.PASSED, text);
        }
    }

    private Judgement absent(InstanceRecord record) {
        String cause = record.observed().cause();
        String because = cause.isEmpty() ? "" : ": " + cause;
        Phase phase = record.observed().phase();
        boolean wanted = record.intent().wanted() == Wanted.UP;
        check("process", wanted ? Result.FAILED : Result.PASSED, "there is none");
        if (!wanted) {
            return Judgement.fine(Health.DOWN, "it is not meant to run");
        }
        return switch (phase) {
            case STARTING, STOPPING -> Judgement.fine(Health.DOWN, "wanted up, and not there yet" + because);
            default -> Judgement.fine(Health.FAILING, "wanted up, but its master is gone" + because);
        };
    }

    private <T> T timed(Supplier<T> look) {
        began = clock.nanoTime();
        return look.get();
    }

    private void check(String name, Result result, String detail) {
        Duration took = Duration.ofNanos(clock.nanoTime() - began);
        began = clock.nanoTime();
        checks.add(new Check(name, result, took, detail));
    }

    private void skip(String name, String why) {
        checks.add(new Check(name, Result.SKIPPED, Duration.ZERO, why));
    }
}
