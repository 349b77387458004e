package ikabud.manager;

import ikabud.backend.Backend;
import ikabud.backend.Ended;
import ikabud.backend.Member;
import ikabud.backend.Steps;
import ikabud.backend.Survey;
import ikabud.model.EventKind;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.Intent;
import ikabud.model.Locks.Held;
import ikabud.model.Needs;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.model.Verb;
import ikabud.model.Wanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries out stop and kill. They never wait for the op lock: they write the wish, signal the master they have verified,
 * and leave it to a start that is under way to see the wish. Where the lock is free they hold it, so that others see it.
 */
final class Stopping {
    private static final String SHUT = "its site is shut";
    private static final Duration AFTER_SIGNAL = Duration.ofSeconds(2);

    private final Backend backend;
    private final Ledger ledger;
    private final OpLocks locks;
    private final Patience patience;
    private final Steps steps;

    Stopping(Backend backend, Ledger ledger, OpLocks locks, Patience patience, Steps steps) {
        this.backend = backend;
        this.ledger = ledger;
        this.locks = locks;
        this.patience = patience;
        this.steps = steps;
    }

    String stop(Job job) {
        Duration grace = job.timeout(patience.stop());
        InstanceRecord record = ledger.require(job.id());
        Survey now = backend.survey(record.instance(), record.observed().master());
        job.requireExpected(now, record);
        String refusal = RosterRules.refusal(Verb.STOP, record, job.now());
        boolean stopping = record.observed().phase() == Phase.STOPPING;
        if (refusal != null && !stopping && now.isEmpty()) {
            throw job.refused(refusal, "nothing to do");
        }
        Optional<Held> held = locks.tryAcquire(job, grace);
        if (refusal != null && stopping && held.isEmpty()) {
            throw job.refused(refusal, "wait for it, or kill it");
        }
        try {
            Intent intent = begin(job, Stimulus.STOP, record, now, grace);
            Ended ended = backend.stop(
                    record.instance(), master(record, now), grace, job.options().force());
            steps.reached("stopped");
            if (held.isEmpty()) {
                awaitOthers(job);
                intent = insist(job, intent);
                ended = afterOthers(job, record, ended);
            }
            noteWhatEnded(job, ended);
            noteWhoNeeds(job);
            String detail = now.door().isPresent() ? SHUT : detail(ended);
            finish(job, intent, EventKind.STOPPED, detail, now.master().orElse(null));
            String how = now.door().isPresent() ? ": " + SHUT : "";
            return job.id() + " is down"
                    + (ended.forced() ? "; it did not end gracefully in time and was forced" : how);
        } finally {
            held.ifPresent(Held::close);
        }
    }

    String kill(Job job) {
        Signal signal = job.options().signal();
        InstanceRecord record = ledger.require(job.id());
        Survey now = backend.survey(record.instance(), record.observed().master());
        job.requireExpected(now, record);
        boolean virtual = now.door().isPresent();
        boolean endsTheRest = (signal == Signal.KILL || (virtual && signal.ends())) && !now.isEmpty();
        if (now.master().isEmpty() && !endsTheRest) {
            String refusal = RosterRules.refusal(Verb.KILL, record, job.now());
            throw job.refused(refusal == null ? notRunning(now) : refusal, "nothing to signal");
        }
        return signal.ends() ? end(job, record, now, signal) : send(job, record.instance(), now, signal);
    }

    private static String notRunning(Survey now) {
        return now.door().isPresent() ? "no process is its own that could get a signal" : "it is not running any more";
    }

    private String send(Job job, Instance instance, Survey now, Signal signal) {
        ProcessIdentity master = now.master().orElseThrow();
        requireSent(job, backend.signal(instance, master, signal));
        steps.reached("signalled");
        String detail = signal + " to PID " + master.pid();
        ledger.append(ledger.event(job, EventKind.SIGNALLED, detail, master));
        return "sent " + detail + " of " + job.id();
    }

    private String end(Job job, InstanceRecord record, Survey now, Signal signal) {
        Optional<Held> held = locks.tryAcquire(job, AFTER_SIGNAL);
        try {
            Intent intent = begin(job, Stimulus.KILL, record, now, patience.stop());
            ProcessIdentity master = now.master().orElse(null);
            if (signal != Signal.KILL && master != null && !endsInTime(job, record.instance(), master, signal)) {
                String detail = signal + " to PID " + master.pid() + ", which still ends its requests";
                ledger.append(ledger.event(job, EventKind.SIGNALLED, detail, master));
                return "sent " + detail;
            }
            Ended ended = backend.kill(
                    record.instance(), master(record, now), job.options().force());
            steps.reached("stopped");
            if (held.isEmpty()) {
                awaitOthers(job);
                intent = insist(job, intent);
                ended = afterOthers(job, record, ended);
            }
            noteWhatEnded(job, ended);
            noteWhoNeeds(job);
            if (now.door().isPresent()) {
                finish(job, intent, EventKind.KILLED, SHUT, null);
                return job.id() + " is down: " + SHUT;
            }
            String detail = signal + (master == null ? " to what a master left behind" : " to PID " + master.pid());
            finish(job, intent, EventKind.KILLED, detail, master);
            return job.id() + " is down: sent " + detail;
        } finally {
            held.ifPresent(Held::close);
        }
    }

    private boolean endsInTime(Job job, Instance instance, ProcessIdentity master, Signal signal) {
        requireSent(job, backend.signal(instance, master, signal));
        steps.reached("signalled");
        return backend.awaitEnd(master, job.timeout(AFTER_SIGNAL));
    }

    private static void requireSent(Job job, boolean sent) {
        if (!sent) {
            throw job.refused("the master ended before the signal", "look at it again");
        }
    }

    private Intent begin(Job job, Stimulus by, InstanceRecord record, Survey now, Duration grace) {
        Intent intent = ledger.want(job.id(), Wanted.DOWN);
        steps.reached("down is wanted");
        ledger.move(job.id(), by, Seen.of(master(record, now)).within(grace));
        steps.reached("stopping is on record");
        return intent;
    }

    // A start that was under way sees the wish and ends what it spawned; only then is the instance down for certain.
    private void awaitOthers(Job job) {
        if (!locks.awaitFree(job.id(), patience.stop())) {
            job.note("another command is still at it; it ends what it starts when it sees this stop");
        }
    }

    // A restart that was still checking its configuration has wished after us and did not see our wish.
    private Intent insist(Job job, Intent intent) {
        return ledger.isCurrent(job.id(), intent) ? intent : ledger.want(job.id(), Wanted.DOWN);
    }

    private Ended afterOthers(Job job, InstanceRecord record, Ended first) {
        // A migration that was under way may have it run in another way by now.
        Instance now = ledger.find(job.id()).orElse(record).instance();
        Ended second = backend.kill(now, null, job.options().force());
        List<Member> strays = new ArrayList<>(first.strays());
        strays.addAll(second.strays());
        return new Ended(first.forced(), strays, second.left(), first.notes());
    }

    private void finish(Job job, Intent intent, EventKind kind, String detail, @Nullable ProcessIdentity master) {
        if (ledger.isCurrent(job.id(), intent)) {
            ledger.move(job.id(), Stimulus.FULLY_ENDED, Seen.NOTHING, ledger.event(job, kind, detail, master));
        } else {
            ledger.append(ledger.event(job, kind, detail, master));
        }
        steps.reached("down is on record");
    }

    private void noteWhoNeeds(Job job) {
        List<InstanceId> serving = new ArrayList<>();
        for (InstanceRecord record : ledger.all()) {
            boolean needs = record.instance().supervision().needs().contains(job.id());
            if (needs && Needs.serves(record.observed().phase())) {
                serving.add(record.id());
            }
        }
        if (!serving.isEmpty()) {
            job.note("needed by " + Needs.listed(serving) + ", which run on without it");
        }
    }

    private static @Nullable ProcessIdentity master(InstanceRecord record, Survey now) {
        return now.master().orElse(record.observed().master());
    }

    private static String detail(Ended ended) {
        String how = ended.forced() ? "forced after the grace" : "gracefully";
        List<Member> strays = ended.strays().stream().filter(one -> !one.fpm()).toList();
        return strays.isEmpty() ? how : how + "; also ended: " + Job.names(strays);
    }

    /** Tells of processes that PHP had started and that outlived or still outlive the master. */
    static void noteWhatEnded(Job job, Ended ended) {
        List<Member> strays = ended.strays().stream().filter(one -> !one.fpm()).toList();
        if (!strays.isEmpty()) {
            job.note("also ended: " + Job.names(strays));
        }
        job.noteAll(ended.notes());
        if (!ended.left().isEmpty()) {
            job.note("still there, of a user that others use too: " + Job.names(ended.left()) + "; --force ends them");
        }
    }
}
