package ikabud.backend;

import ikabud.backend.Standing.State;
import ikabud.model.FailureClass;
import ikabud.model.PlainText;
import ikabud.model.ProcessIdentity;
import ikabud.os.UnitState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads from what systemd says of a unit how the instance stands, and why it ended. Pure. */
final class UnitStanding {
    private static final int CONFIG_EXIT = 78;
    private static final int EXITED = 1;
    private static final int LONGEST = 300;

    // systemd.exec(5): what it could not do before it executed the program.
    private static final int FIRST_OF_SYSTEMD = 200;
    private static final int LAST_OF_SYSTEMD = 245;

    private UnitStanding() {}

    /**
     * How it stands.
     *
     * @param master the unit's main process, if it lives
     * @param fpm what FPM's log says of the last end; asked only where something ended
     * @param words what the unit printed last
     */
    static Standing of(UnitState unit, Optional<ProcessIdentity> master, Cause fpm, List<String> words) {
        State state = state(unit);
        boolean ended = state == State.RESTARTING || state == State.FAILED;
        FailureClass failure = ended ? failure(unit, fpm) : null;
        String cause = ended ? cause(unit, fpm, words) : "";
        return new Standing(state, master, cause, failure, unit.restarts(), unit.delay());
    }

    private static State state(UnitState unit) {
        return switch (unit.active()) {
            case "active", "reloading" -> State.RUNNING;
            case "activating" -> unit.sub().startsWith("auto-restart") ? State.RESTARTING : State.STARTING;
            case "deactivating" -> State.STOPPING;
            case "failed" -> State.FAILED;
            default -> State.STOPPED;
        };
    }

    static boolean ended(UnitState unit) {
        State state = state(unit);
        return state == State.RESTARTING || state == State.FAILED;
    }

    /** The class of an end, from systemd's word for it; where that is only an exit code, FPM knows more. */
    static FailureClass failure(UnitState unit, Cause fpm) {
        return switch (unit.result()) {
            case "success" -> FailureClass.UNEXPECTED_EXIT;
            case "oom-kill", "resources" -> FailureClass.RESOURCE;
            case "signal", "core-dump", "watchdog" -> FailureClass.CRASH;
            case "timeout", "protocol" -> FailureClass.START_TIMEOUT;
            case "exec-condition" -> FailureClass.CONFIG;
            case "start-limit-hit" -> fpm.kind();
            default -> ofExit(unit, fpm);
        };
    }

    private static FailureClass ofExit(UnitState unit, Cause fpm) {
        int status = unit.exitStatus();
        if (unit.exitCode() == EXITED && status >= FIRST_OF_SYSTEMD && status <= LAST_OF_SYSTEMD) {
            return FailureClass.RIGHTS;
        }
        if (status == CONFIG_EXIT && fpm.kind() == FailureClass.CRASH) {
            return FailureClass.CONFIG;
        }
        return fpm.kind();
    }

    private static String cause(UnitState unit, Cause fpm, List<String> words) {
        String what = switch (unit.result()) {
            case "success" -> fpm.kind() == FailureClass.UNEXPECTED_EXIT ? fpm.message() : "it left by itself";
            case "oom-kill" -> "the kernel ended it for want of memory";
            case "watchdog" -> "it stood still: systemd heard nothing of it and ended it";
            case "timeout" -> "it did not start or stop in time";
            case "protocol" -> "it did not tell systemd that it is ready";
            case "start-limit-hit" -> "it was restarted as often as its policy allows";
            case "resources" -> "systemd could not make what it needs";
            case "signal", "core-dump" -> "it was ended by signal " + unit.exitStatus();
            default -> exit(unit, fpm, words);
        };
        return PlainText.shorten(what, LONGEST);
    }

    private static String exit(UnitState unit, Cause fpm, List<String> words) {
        @Nullable String said = Cause.ofStart(words).map(Cause::message).orElse(null);
        if (said != null) {
            return said;
        }
        if (fpm.kind() != FailureClass.CRASH) {
            return fpm.message();
        }
        return "it ended with code " + unit.exitStatus() + (words.isEmpty() ? "" : ": " + words.get(words.size() - 1));
    }
}
