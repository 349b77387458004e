package ikabud.view;

import ikabud.model.FailureClass;
import ikabud.model.InstanceRecord;
import ikabud.model.Observed;
import ikabud.model.Phase;
import ikabud.model.Roster;
import ikabud.model.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What comes next for an instance that does not simply run, in words: when it is tried again, by when its phase has to end,
 * why it does not serve.
 *
 * @param full all of it
 * @param brief the part that must not be cut
 * @param least a few columns; empty where nothing so short makes sense
 */
public record Outlook(String full, String brief, String least) {
    // A cut sentence of fewer columns tells nothing.
    private static final int LEAST_TO_TELL = 8;

    // Which try it is, wherever the cause says so.
    private static final Pattern TRY =
            Pattern.compile("[;:,]? *restart (\\d+) of (?:at most )?(\\d+)(?: within \\d+ \\w+)?[;:,]? *");

    /**
     * The words for a record; empty where there is nothing to say besides its phase.
     *
     * @param unsupervised whether it is known that nobody restarts what dies
     */
    public static Optional<Outlook> of(InstanceRecord record, Instant now, boolean unsupervised) {
        Observed observed = record.observed();
        return switch (observed.phase()) {
            case BACKOFF ->
                Optional.of(backoff(
                        observed,
                        now,
                        unsupervised && !record.instance().backend().restarts()));
            case FAILED -> failed(observed);
            case STARTING, STOPPING, RELOADING -> transition(observed, now);
            case DOWN ->
                record.intent().wanted() == Wanted.UP || observed.failure() != null
                        ? failed(observed)
                        : Optional.empty();
            case UP, UNKNOWN -> Optional.empty();
        };
    }

    /** The same for an entry of the roster, whose fault is told, too, while it is up. */
    public static Optional<Outlook> of(Roster.Entry entry, Instant now, boolean unsupervised) {
        if (entry.record().observed().phase() != Phase.UP) {
            return of(entry.record(), now, unsupervised);
        }
        return entry.reliability()
                .fault()
                .map(fault -> new Outlook(fault.word() + ": " + fault.sentence(), fault.word(), ""));
    }

    /** Whether its words change by the second. */
    public static boolean countsDown(Observed observed, Instant now) {
        boolean moves = observed.phase() == Phase.BACKOFF
                || observed.phase() == Phase.STARTING
                || observed.phase() == Phase.STOPPING
                || observed.phase() == Phase.RELOADING;
        return moves && observed.until() != null && observed.until().isAfter(now);
    }

    private static Outlook backoff(Observed observed, Instant now, boolean unsupervised) {
        Matcher told = TRY.matcher(observed.cause());
        boolean counted = told.find();
        String which = counted ? "restart " + told.group(1) + " of " + told.group(2) : "restart";
        String why = why(observed.failure(), counted ? told.replaceFirst("") : observed.cause());
        Instant due = observed.until();
        String when = due == null || !due.isAfter(now) ? "now" : "in " + left(due, now);
        String brief = which + (unsupervised ? " waits for a supervisor" : " " + when);
        return new Outlook(why.isEmpty() ? brief : brief + ": " + why, brief, unsupervised ? "waits" : when);
    }

    private static Optional<Outlook> failed(Observed observed) {
        String word = observed.failure() == null ? "" : observed.failure().word();
        String why = why(observed.failure(), observed.cause());
        return why.isEmpty() ? Optional.empty() : Optional.of(new Outlook(why, word, word));
    }

    private static Optional<Outlook> transition(Observed observed, Instant now) {
        Instant end = observed.until();
        String limit = end == null ? "" : end.isAfter(now) ? "at most " + left(end, now) : "overdue";
        String comma = limit.isEmpty() || observed.cause().isEmpty() ? "" : ", ";
        String full = observed.cause() + comma + limit;
        return full.isEmpty() ? Optional.empty() : Optional.of(new Outlook(full, limit, limit));
    }

    /** The class of a failure and its cause, without saying the one twice. */
    static String why(@Nullable FailureClass failure, String cause) {
        if (failure == null || cause.startsWith(failure.word())) {
            return cause;
        }
        return cause.isEmpty() ? failure.word() : failure.word() + ": " + cause;
    }

    /** The words for that many columns: all, all but the end, or fewer. */
    String fit(int columns, char ellipsis) {
        int needed = Width.of(brief);
        if (needed > columns && !least.isEmpty()) {
            return Width.fit(least, columns, ellipsis);
        }
        boolean cut = Width.of(full) > columns;
        boolean tells = brief.isEmpty() || columns - needed >= LEAST_TO_TELL;
        return Width.fit(cut && !tells ? brief : full, columns, ellipsis);
    }

    // Rounded up, so that the last second is a second.
    private static String left(Instant until, Instant now) {
        Duration left = Duration.between(now, until);
        long seconds = left.getSeconds() + (left.getNano() > 0 ? 1 : 0);
        return seconds < 60 ? seconds + " s" : Numbers.duration(Duration.ofSeconds(seconds));
    }
}
