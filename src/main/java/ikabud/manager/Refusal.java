package ikabud.manager;

import ikabud.model.InstanceRecord;
import ikabud.model.Observed;
import ikabud.model.ProcessIdentity;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Why something cannot happen in a phase, in words for a person. */
public enum Refusal {
    ALREADY_RUNNING("it is already running", false),
    ALREADY_STARTING("it is already starting", true),
    ALREADY_RELOADING("it is already reloading", true),
    ALREADY_STOPPING("it is already stopping", true),
    ALREADY_STOPPED("it is already stopped", false),
    STILL_STARTING("it is still starting", true),
    STILL_STOPPING("it is still stopping", true),
    NOT_RUNNING("it is not running, it is ", false),
    /** Of what is seen and does not fit to what is on record: the record stays. */
    STAYS("it stays ", false);

    private final String words;
    private final boolean passes;

    Refusal(String words, boolean passes) {
        this.words = words;
        this.passes = passes;
    }

    /** Whether it lasts only as long as a command that is under way, so that it lapses with that one's deadline. */
    boolean passes() {
        return passes;
    }

    /** Whether the deadline of what is under way is over: who was at it has died, or is about to be done. */
    boolean hasLapsed(Observed observed, Instant now) {
        Instant until = observed.until();
        return passes && until != null && until.isBefore(now);
    }

    /** The sentence for one instance, such as {@code it is already stopping (PID 7); it will be down in at most 12 s}. */
    String sentence(InstanceRecord record, Instant now) {
        Observed observed = record.observed();
        return switch (this) {
            case NOT_RUNNING, STAYS -> words + observed.phase().word();
            case ALREADY_STOPPED -> words;
            case ALREADY_RUNNING,
                    ALREADY_STARTING,
                    ALREADY_RELOADING,
                    ALREADY_STOPPING,
                    STILL_STARTING,
                    STILL_STOPPING -> words + pid(observed.master()) + deadline(observed, now);
        };
    }

    private static String pid(@Nullable ProcessIdentity master) {
        return master == null ? "" : " (PID " + master.pid() + ")";
    }

    private String deadline(Observed observed, Instant now) {
        Instant until = observed.until();
        if (!passes || until == null || until.isBefore(now)) {
            return "";
        }
        long seconds = Math.max(1, Duration.between(now, until).plusMillis(999).toSeconds());
        String state = switch (observed.phase()) {
            case STOPPING -> "down";
            case RELOADING -> "done";
            default -> "up, or not,";
        };
        return "; it will be " + state + " in at most " + seconds + " s";
    }
}
