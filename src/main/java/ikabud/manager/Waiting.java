package ikabud.manager;

import ikabud.backend.BootChecks.Found;
import ikabud.model.Clock;
import ikabud.model.EventKind;
import ikabud.model.FailureClass;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.Intent;
import ikabud.model.Needs;
import java.time.Duration;
import java.util.List;

/**
 * Keeps a start back until what the instance needs serves: refused at once, or on record as waiting if the command is a
 * patient one, so that everybody sees what it waits for and a stop ends it.
 */
final class Waiting {
    private static final long PAUSE = 50;

    private final Ledger ledger;
    private final Clock clock;

    Waiting(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Refuses if something that it needs does not serve. */
    void refuse(Job job) {
        String missing = missing(job.id());
        if (!missing.isEmpty()) {
            throw IkabudException.refused(
                    job.what(),
                    "it needs " + missing,
                    "start that first, or use --with-needs to start all, or --wait to wait for it",
                    FailureClass.RESOURCE);
        }
    }

    /** What the boot log says of it; what is missing ends the boot. */
    Found found(Job job) {
        refuse(job);
        List<InstanceId> needs =
                ledger.require(job.id()).instance().supervision().needs();
        if (needs.isEmpty()) {
            return Found.passed("nothing");
        }
        return Found.passed(Needs.listed(needs) + (needs.size() == 1 ? " serves" : " serve"));
    }

    /** For a start: the same, unless it is patient and so waits later. */
    void refuseUnlessPatient(Job job) {
        if (!job.options().patient()) {
            refuse(job);
        }
    }

    /** Returns when all that it needs serves; fails if that takes too long or somebody wishes something else. */
    void await(Job job, Intent intent, Duration atMost) {
        long deadline = clock.nanoTime() + atMost.toNanos();
        String told = "";
        while (true) {
            String missing = missing(job.id());
            if (missing.isEmpty()) {
                return;
            }
            if (!missing.equals(told)) {
                tell(job, "waits for " + missing, atMost, told.isEmpty());
                told = missing;
            }
            if (!ledger.isCurrent(job.id(), intent)) {
                ledger.move(job.id(), Stimulus.FULLY_ENDED, Seen.NOTHING);
                throw job.refused("a stop came while it waited, and a stop wins", "start it again if it shall run");
            }
            if (clock.nanoTime() > deadline) {
                String waited = "waited " + atMost.toSeconds() + " s for " + missing;
                ledger.move(job.id(), Stimulus.FULLY_ENDED, Seen.failed(waited, null));
                throw job.refused("it " + waited, "start that, then start it again");
            }
            pause();
        }
    }

    // With a deadline on record: if we die over it, whoever looks next sees that nobody waits any more.
    private void tell(Job job, String cause, Duration atMost, boolean first) {
        Seen waiting = Seen.failed(cause, null).within(atMost);
        if (first) {
            ledger.move(job.id(), Stimulus.START, waiting, ledger.event(job, EventKind.WAITING, cause, null));
        }
        ledger.move(job.id(), Stimulus.NEEDS_MISSING, waiting);
    }

    /** Such as {@code db (down), cache (failed)}; empty if all serve. */
    private String missing(InstanceId id) {
        return String.join(", ", Needs.unmet(ledger.require(id).instance(), ledger::find));
    }

    private void pause() {
        try {
            clock.pause(PAUSE);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw IkabudException.failed("waiting for what it needs", "it was interrupted", "", stop);
        }
    }
}
