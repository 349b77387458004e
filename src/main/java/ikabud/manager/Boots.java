package ikabud.manager;

import ikabud.backend.Backend;
import ikabud.backend.BootChecks;
import ikabud.backend.BootChecks.Found;
import ikabud.model.BootCheck;
import ikabud.model.BootCheck.Result;
import ikabud.model.BootPhase;
import ikabud.model.EventKind;
import ikabud.model.Instance;
import ikabud.model.InstanceRecord;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ends boots: asks the site for a page once its master serves, and stores how it went. The op lock is not held meanwhile,
 * so that a slow site keeps nobody waiting.
 */
final class Boots {
    private static final Duration PAGE = Duration.ofSeconds(5);
    private static final String PURPOSE = "note how its site answers, at most 1 s";

    private final Backend backend;
    private final Ledger ledger;
    private final OpLocks locks;
    private final Waiting waiting;

    Boots(Backend backend, Ledger ledger, OpLocks locks, Waiting waiting) {
        this.backend = backend;
        this.ledger = ledger;
        this.locks = locks;
        this.waiting = waiting;
    }

    /** Makes the check whether its record can be read. */
    void checkRecord(Job job, BootChecks boot) {
        boot.check(BootPhase.KERNEL, "record", () -> {
            Instance instance = ledger.require(job.id()).instance();
            return Found.passed(instance.describe());
        });
    }

    /** Makes the check whether what the instance needs serves; it may have ended since the start was allowed. */
    void checkNeeds(Job job, BootChecks boot) {
        boot.check(BootPhase.INSTANCE, "needs", () -> waiting.found(job));
    }

    /** Ends the boot of a job that came to serve, if it made one: asks for the page and stores how all went. */
    void finish(Job job) {
        job.boot().filter(BootChecks::served).ifPresent(boot -> {
            try {
                visit(job, boot);
            } catch (RuntimeException failure) {
                job.note("how its site answers could not be told: " + failure);
            }
            keep(job);
        });
    }

    /** Stores how the boot of a job went so far; a failure to do so is told in a note and changes nothing else. */
    void keep(Job job) {
        try {
            job.boot().ifPresent(boot -> ledger.record(boot.log()));
        } catch (RuntimeException failure) {
            job.note("how it booted could not be written down: " + failure);
        }
    }

    private void visit(Job job, BootChecks boot) {
        Optional<InstanceRecord> before = ledger.find(job.id()).filter(Boots::isUp);
        if (before.isEmpty()) {
            return;
        }
        // A migration has asked already, to know whether it may stay.
        BootCheck last = lastLook(boot).orElseGet(() -> look(before.get().instance(), boot));
        if (last.result() == Result.FAILED) {
            ProcessIdentity master = before.get().observed().master();
            locks.ifFree(job.id(), PURPOSE, () -> degrade(job, master, last));
        }
    }

    /** Asks the site for a page, as one more check of that boot, and returns what was found. */
    BootCheck look(Instance instance, BootChecks boot) {
        backend.visit(instance, PAGE, boot);
        return lastLook(boot).orElseThrow();
    }

    private static Optional<BootCheck> lastLook(BootChecks boot) {
        return boot.log().checks().stream()
                .filter(check -> check.phase() == BootPhase.SITE)
                .reduce((first, second) -> second);
    }

    // A stop or a restart that came meanwhile is what made the site fail.
    private void degrade(Job job, @Nullable ProcessIdentity master, BootCheck failed) {
        Optional<InstanceRecord> now = ledger.find(job.id())
                .filter(Boots::isUp)
                .filter(record -> Objects.equals(record.observed().master(), master));
        if (now.isPresent()) {
            String cause = "its site does not answer as it should: " + failed.detail();
            ledger.explain(now.get(), cause, ledger.event(job, EventKind.DEGRADED, cause, master));
            job.note(cause + ": " + failed.remedy());
        }
    }

    private static boolean isUp(InstanceRecord record) {
        return record.observed().phase() == Phase.UP;
    }
}
