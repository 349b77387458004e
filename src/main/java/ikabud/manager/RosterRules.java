package ikabud.manager;

import ikabud.model.InstanceRecord;
import ikabud.model.Observed;
import ikabud.model.Roster;
import ikabud.model.Verb;
import ikabud.model.Wanted;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which commands are possible in which phase, and why not. Read from the table of {@link Transitions}. Pure. */
public final class RosterRules {
    private static final String NOTHING_TO_RELOAD =
            "no process is its own that could take up anything: the web server reads its files with each request";

    static final String NOT_ROOT = "only root may do that to instances of the system";

    private RosterRules() {}

    /**
     * The roster of what is recorded.
     *
     * @param mayAct whether the caller may command the instances of this installation
     * @param now wall-clock time, for how long a command that is under way may still take
     */
    public static Roster roster(List<InstanceRecord> records, boolean mayAct, Instant now) {
        return new Roster(records.stream()
                .map(record -> new Roster.Entry(record, refusals(record, mayAct, now)))
                .toList());
    }

    /** For each verb that is not possible now, the reason. */
    public static Map<Verb, String> refusals(InstanceRecord record, boolean mayAct, Instant now) {
        Map<Verb, String> refusals = new EnumMap<>(Verb.class);
        for (Verb verb : Verb.values()) {
            String refusal = mayAct ? refusal(verb, record, now) : NOT_ROOT;
            if (refusal != null) {
                refusals.put(verb, refusal);
            }
        }
        return refusals;
    }

    /** Why the verb is not possible in that state; null if it is. */
    static @Nullable String refusal(Verb verb, InstanceRecord record, Instant now) {
        Observed observed = record.observed();
        boolean virtual = record.instance().isVirtual();
        if (verb == Verb.RELOAD && virtual) {
            return NOTHING_TO_RELOAD;
        }
        Refusal refusal = stimulus(verb)
                .map(stimulus -> Transitions.cell(stimulus, observed.phase()).refusal())
                .orElse(null);
        if (refusal == null) {
            return verb == Verb.KILL && observed.master() == null && !virtual
                    ? Refusal.NOT_RUNNING.sentence(record, now)
                    : null;
        }
        return isVoid(refusal, record, now) ? null : refusal.sentence(record, now);
    }

    // A wish may change where the phase does not, and what died over its work holds nobody up.
    private static boolean isVoid(Refusal refusal, InstanceRecord record, Instant now) {
        Observed observed = record.observed();
        return switch (refusal) {
            case ALREADY_STOPPED -> record.intent().wanted() == Wanted.UP || observed.master() != null;
            case ALREADY_STARTING -> Truth.isWaiting(observed) || refusal.hasLapsed(observed, now);
            default -> refusal.hasLapsed(observed, now);
        };
    }

    private static Optional<Stimulus> stimulus(Verb verb) {
        return switch (verb) {
            case START -> Optional.of(Stimulus.START);
            case STOP -> Optional.of(Stimulus.STOP);
            case RESTART -> Optional.of(Stimulus.RESTART);
            case RELOAD -> Optional.of(Stimulus.RELOAD);
            case KILL -> Optional.of(Stimulus.KILL);
            case REMOVE -> Optional.of(Stimulus.REMOVE);
            // A new instance and another definition are always possible; a migration looks at what is under way itself.
            case CREATE, SET, MIGRATE -> Optional.empty();
        };
    }
}
