package ikabud.view;

import ikabud.model.InstanceId;
import ikabud.model.InstanceSample;
import ikabud.model.Phase;
import ikabud.model.RestartMode;
import ikabud.model.Signal;
import ikabud.model.Snapshot;
import ikabud.model.Verb;
import ikabud.model.Wanted;
import java.util.List;

/** Says what a confirmed command will send and leave behind. */
final class Consequences {
    private Consequences() {}

    static String of(ConfirmDialog dialog, Supervised supervised) {
        if (dialog.seen().entry().record().instance().isVirtual()) {
            return virtual(dialog);
        }
        String grace = Numbers.seconds(dialog.grace());
        boolean runs = dialog.master().isPresent();
        return switch (dialog.verb()) {
            case START -> "starts a master; nothing is sent";
            case CREATE -> "makes the instance";
            case SET -> "changes its definition; what runs goes on";
            case MIGRATE -> "has it run in another way; its data and settings stay";
            case STOP ->
                runs
                        ? "sends QUIT: running requests end first; after " + grace + " TERM, then KILL. It stays down."
                        : withoutMaster(dialog.seen()) + " It stays down.";
            case RESTART ->
                runs
                        ? "sends QUIT: running requests end first; after " + grace + " TERM, then KILL. Then starts it."
                        : withoutMaster(dialog.seen()) + " Then starts it.";
            case RELOAD -> "checks the configuration, then sends USR2: no request is lost, the PID stays.";
            case KILL -> kill(dialog, supervised);
            case REMOVE ->
                dialog.purge()
                        ? "stops it and deletes its record, its data, its logs and its user, for ever."
                        : "stops it and forgets it. Its data and its user stay.";
        };
    }

    private static String virtual(ConfirmDialog dialog) {
        return switch (dialog.verb()) {
            case START -> "opens the site; nothing is sent";
            case STOP, KILL -> "shuts the site: visitors get a 503. It stays down.";
            case RESTART -> "shuts the site with a 503 and opens it again at once; no process ends.";
            case REMOVE -> "forgets it and takes our lines away: its site is open then. Its files stay.";
            case CREATE, RELOAD, SET -> "changes its definition; the site goes on";
            case MIGRATE -> "has it run in another way; its data and settings stay";
        };
    }

    private static String withoutMaster(InstanceSample seen) {
        Phase phase = seen.entry().record().observed().phase();
        return switch (phase) {
            case BACKOFF -> "nothing runs: the restart that is due is dropped.";
            case STARTING -> "nothing runs yet: it waits no longer.";
            default -> "no master runs; ends what is left of it.";
        };
    }

    private static String kill(ConfirmDialog dialog, Supervised supervised) {
        Signal signal = dialog.signal();
        return "sends " + signal.name() + " (" + signal.number() + "): " + signal.meaning() + "."
                + after(dialog, supervised);
    }

    // Ikabud's own TERM, QUIT, INT and KILL take the wish back; what ends a master otherwise leaves it wanted up.
    private static String after(ConfirmDialog dialog, Supervised supervised) {
        Signal signal = dialog.signal();
        if (signal.ends()) {
            return " It stays down.";
        }
        boolean freezes = signal == Signal.STOP;
        if (!freezes && !crashes(signal)) {
            return "";
        }
        if (supervised.byNobody()) {
            return freezes
                    ? " Nobody supervises: it stays frozen until CONT."
                    : " Nobody supervises: it will stay down, though wanted up.";
        }
        if (freezes) {
            return supervised.bySomebody() ? " The supervisor wakes it again." : "";
        }
        var record = dialog.seen().entry().record();
        boolean again = record.intent().wanted() == Wanted.UP
                && record.instance().supervision().restart().mode() != RestartMode.NEVER;
        return again ? " The supervisor starts it again." : " It is not started again: restart=never.";
    }

    private static boolean crashes(Signal signal) {
        return switch (signal) {
            case ABRT, SEGV, BUS, FPE, ILL, TRAP, ALRM -> true;
            case QUIT, TERM, KILL, INT, USR1, USR2, HUP, PIPE, STOP, CONT -> false;
        };
    }

    /** Who needs it and is wanted up, as a sentence; empty where nobody does or nothing is taken away. */
    static String needed(ConfirmDialog dialog, Snapshot snapshot) {
        boolean taken = dialog.verb() == Verb.STOP
                || dialog.verb() == Verb.RESTART
                || dialog.verb() == Verb.REMOVE
                || (dialog.verb() == Verb.KILL
                        && (dialog.signal().ends() || crashes(dialog.signal()) || dialog.signal() == Signal.STOP));
        List<InstanceId> dependents = Dependents.of(dialog.target(), snapshot).stream()
                .filter(id -> snapshot.find(id)
                        .filter(sample -> sample.entry().record().intent().wanted() == Wanted.UP)
                        .isPresent())
                .toList();
        if (!taken || dependents.isEmpty()) {
            return "";
        }
        return Dependents.names(dependents) + (dependents.size() == 1 ? " needs it" : " need it");
    }
}
