package ikabud.manager;

import ikabud.backend.Backend;
import ikabud.backend.BootChecks;
import ikabud.backend.Ended;
import ikabud.backend.Steps;
import ikabud.model.BackendKind;
import ikabud.model.BootCheck;
import ikabud.model.BootCheck.Result;
import ikabud.model.Clock;
import ikabud.model.EventKind;
import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.InstanceRecord;
import ikabud.model.Intent;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import java.time.Duration;
import java.util.List;

/**
 * Carries out migrate: has an instance run in another way, and goes back where it does not serve there as it did.
 *
 * <p>What the record names as its way is the one side that may run. The old side has ended before the record names the new
 * one, and the new side has ended before it names the old one again; so whoever finds the record after a death in between
 * brings up the side that it names, and takes away what is left of the other.
 */
final class Migrating {
    private static final Duration ONE_PING = Duration.ofSeconds(5);

    private final Backend backend;
    private final Ledger ledger;
    private final OpLocks locks;
    private final Truth truth;
    private final Waiting waiting;
    private final Launching launching;
    private final Boots boots;
    private final Patience patience;
    private final Clock clock;
    private final Steps steps;

    Migrating(
            Backend backend,
            Ledger ledger,
            OpLocks locks,
            Truth truth,
            Waiting waiting,
            Launching launching,
            Boots boots,
            Patience patience,
            Clock clock,
            Steps steps) {
        this.backend = backend;
        this.ledger = ledger;
        this.locks = locks;
        this.truth = truth;
        this.waiting = waiting;
        this.launching = launching;
        this.boots = boots;
        this.patience = patience;
        this.clock = clock;
        this.steps = steps;
    }

    String migrate(Job job) {
        BackendKind to = job.options().to();
        if (to == null) {
            throw IkabudException.usage(job.what(), "nothing is said of how it shall be run", "name it with --to");
        }
        ledger.require(job.id());
        Duration grace = job.timeout(patience.stop());
        Duration longest = patience.start().plus(patience.stop());
        // The start of the new side, and of the old one again.
        Duration atMost = grace.plus(patience.start().multipliedBy(2));
        return locks.holding(job, atMost, longest, () -> migrateLocked(job, to, grace));
    }

    private String migrateLocked(Job job, BackendKind to, Duration grace) {
        steps.reached("locked");
        InstanceRecord now = truth.mend(ledger.require(job.id()), job.actor());
        Instance before = now.instance();
        if (before.backend() == to) {
            return job.id() + " is run by " + to.word() + " already";
        }
        job.requireExpected(backend.survey(before, now.observed().master()), now);
        List<String> obstacles = Migrations.obstacles(backend, now, to);
        if (!obstacles.isEmpty()) {
            throw job.refused(
                    to.word() + " cannot run it: " + String.join("; ", obstacles),
                    "mend that, or leave it with " + before.backend().word());
        }
        Instance after = backend.adopt(before.with(to));
        return isAtRest(job, now) ? atRest(job, now, after) : live(job, now, after, grace);
    }

    /** Whether nothing of it serves; refused while something is under way. */
    private static boolean isAtRest(Job job, InstanceRecord now) {
        return switch (now.observed().phase()) {
            case UP -> false;
            case DOWN, FAILED, BACKOFF -> true;
            case STARTING -> {
                if (!Truth.isWaiting(now.observed())) {
                    throw underWay(job, now);
                }
                yield true;
            }
            case RELOADING, STOPPING, UNKNOWN -> throw underWay(job, now);
        };
    }

    private static IkabudException underWay(Job job, InstanceRecord now) {
        return job.refused("it is " + now.observed().phase().word(), "try again when that is over");
    }

    private String atRest(Job job, InstanceRecord now, Instance after) {
        Instance before = now.instance();
        Phase phase = now.observed().phase();
        prepared(job, before, () -> {
            job.noteAll(backend.prepare(after));
            backend.check(after);
            launching.requireWish(job, now.intent());
            steps.reached("checked");
            // What a service manager would try again, and what a master left behind.
            backend.kill(before, null, job.options().force());
        });
        if (phase == Phase.BACKOFF || phase == Phase.STARTING) {
            ledger.move(job.id(), Stimulus.FULLY_ENDED, Seen.NOTHING);
        }
        String detail = passage(before, after) + "; it was " + phase.word() + " and was not started";
        ledger.redefine(after, ledger.event(job, EventKind.MIGRATED, detail, null));
        steps.reached("switched");
        wishAgain(after);
        clear(job, after);
        return job.id() + " is run by " + after.backend().word() + " now; it was " + phase.word()
                + " and was not started";
    }

    // Somebody may have wished something else while the record named the other side, which then heard of it alone.
    private void wishAgain(Instance instance) {
        backend.wish(instance, ledger.require(instance.id()).intent().wanted());
    }

    private String live(Job job, InstanceRecord now, Instance after, Duration grace) {
        Instance before = now.instance();
        waiting.refuse(job);
        BootChecks scratch = new BootChecks(job.id(), clock, BootChecks.UNHEARD);
        boolean wasWell = boots.look(before, scratch).result() != Result.FAILED;
        BootChecks boot = job.beginBoot();
        prepared(job, before, () -> {
            launching.prepare(job, after, boot);
            backend.check(after);
            launching.requireWish(job, now.intent());
        });
        steps.reached("checked");
        Duration silence;
        try {
            silence = cross(job, now, after, boot, grace);
            requireWell(job, now.intent(), after, boot, wasWell);
        } catch (RuntimeException failure) {
            throw goBack(job, now, after, known(job, failure));
        }
        ProcessIdentity master = ledger.require(job.id()).observed().master();
        String told = silence.isZero() ? "" : "; nothing served for " + silence.toMillis() + " ms";
        String detail = passage(before, after) + (master == null ? "" : ", PID " + master.pid()) + told;
        ledger.append(ledger.event(job, EventKind.MIGRATED, detail, master));
        steps.reached("migration is on record");
        clear(job, after);
        return job.id() + " is run by " + after.backend().word() + " now"
                + (master == null ? "" : ", PID " + master.pid()) + told;
    }

    // While the old side serves; what was made is taken away again if not all of it can be.
    private void prepared(Job job, Instance before, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            takeBack(job, before);
            throw failure;
        }
    }

    private void takeBack(Job job, Instance before) {
        try {
            backend.clearRemains(before);
            backend.prepare(before);
        } catch (IkabudException left) {
            job.note("not all that was prepared could be taken back: " + left.getMessage());
        }
    }

    /** From the last moment at which the old side serves to the first at which the new one does; how long that took. */
    private Duration cross(Job job, InstanceRecord now, Instance after, BootChecks boot, Duration grace) {
        Instance before = now.instance();
        long began = clock.nanoTime();
        if (!before.isVirtual()) {
            end(job, now, grace);
        }
        ledger.move(job.id(), Stimulus.FULLY_ENDED, Seen.NOTHING);
        steps.reached("stopped");
        launching.requireWish(job, now.intent());
        ledger.redefine(after, ledger.event(job, EventKind.CHANGED, "backend " + passage(before, after), null));
        steps.reached("switched");
        launching.launchPrepared(job, after, now.intent(), boot, patience.start(), EventKind.RESTARTED);
        // What the account's web server serves goes on meanwhile, and what it will serve is its own matter.
        boolean goesOn = before.isVirtual() || after.isVirtual();
        return goesOn ? Duration.ZERO : Duration.ofNanos(clock.nanoTime() - began);
    }

    private void end(Job job, InstanceRecord now, Duration grace) {
        ProcessIdentity master = now.observed().master();
        ledger.move(job.id(), Stimulus.RESTART, Seen.of(master).within(grace));
        steps.reached("stopping is on record");
        Ended ended = backend.stop(now.instance(), master, grace, job.options().force());
        Stopping.noteWhatEnded(job, ended);
    }

    private void requireWell(Job job, Intent intent, Instance after, BootChecks boot, boolean wasWell) {
        launching.requireWish(job, intent);
        if (!backend.answers(after, ONE_PING)) {
            throw IkabudException.failed(job.what(), "it does not answer a ping", "look at its fpm.log");
        }
        BootCheck page = boots.look(after, boot);
        launching.requireWish(job, intent);
        if (wasWell && page.result() == Result.FAILED) {
            boots.keep(job);
            String why = "its site does not answer as it did before: " + page.detail();
            throw IkabudException.failed(job.what(), why, page.remedy());
        }
        steps.reached("its site is well");
    }

    private static IkabudException known(Job job, RuntimeException failure) {
        return failure instanceof IkabudException known
                ? known
                : IkabudException.failed(job.what(), "something unforeseen, " + failure, "please report it", failure);
    }

    /** Has the old side serve again and returns what to say of that. */
    private IkabudException goBack(Job job, InstanceRecord now, Instance after, IkabudException failure) {
        Instance before = now.instance();
        String ways = after.backend().word() + ": " + failure.why();
        String old = before.backend().word();
        try {
            Phase phase = giveUp(job, before, after, failure);
            if (!ledger.isCurrent(job.id(), now.intent())) {
                takeBack(job, before);
                wishAgain(before);
                return job.refused(
                        "a stop came meanwhile, and a stop wins; it is left with " + old, "migrate it again");
            }
            if (phase == Phase.UP) {
                takeBack(job, before);
            } else {
                launching.launch(
                        job, before, now.intent(), now.observed().master(), patience.start(), EventKind.RESTARTED);
            }
        } catch (IkabudException second) {
            return IkabudException.failed(
                    job.what(), ways + "; and " + old + " did not start again: " + second.why(), second.remedy());
        }
        steps.reached("old side serves again");
        clear(job, before);
        ProcessIdentity master = ledger.require(job.id()).observed().master();
        String again = "; it serves again with " + old + (master == null ? "" : ", PID " + master.pid());
        return new IkabudException(
                ExitCode.FAILED, job.what(), ways + again, "mend that, then migrate it again", failure);
    }

    /** Has the record name the old side again, and nothing of the new one run; the phase it is in then. */
    private Phase giveUp(Job job, Instance before, Instance after, IkabudException failure) {
        InstanceRecord now = ledger.require(job.id());
        if (now.instance().backend() == before.backend()) {
            // It may have refused to end, and serve on.
            return truth.mend(now, job.actor()).observed().phase();
        }
        backend.kill(after, now.observed().master(), job.options().force());
        ledger.move(job.id(), Stimulus.FULLY_ENDED, Seen.NOTHING);
        steps.reached("new side ended");
        String detail = "backend " + passage(after, before) + ", back again: " + failure.why();
        ledger.redefine(before, ledger.event(job, EventKind.CHANGED, detail, null));
        steps.reached("switched back");
        return Phase.DOWN;
    }

    // What is left is in nobody's way; the next look takes it away.
    private void clear(Job job, Instance instance) {
        try {
            backend.clearRemains(instance);
        } catch (IkabudException left) {
            job.note("not all that is not needed any more could be taken away: " + left.getMessage());
        }
        steps.reached("cleared");
    }

    private static String passage(Instance from, Instance to) {
        return from.backend().word() + " -> " + to.backend().word();
    }
}
