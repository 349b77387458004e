package ikabud.app;

import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import java.nio.file.Path;

/** The record must not be brought up to date yet: a supervisor of an older version still works on it. */
final class OldSupervisorException extends IkabudException {
    private static final long serialVersionUID = 1L;

    OldSupervisorException(Path database, int supervisor) {
        super(
                ExitCode.REFUSED,
                "database " + database,
                "a supervisor of an older version, PID " + supervisor
                        + ", works on it and would not understand its new form",
                "it takes an upgrade up within seconds if it runs from the same jar; else end it with"
                        + " `ikabud supervise --stop` and start the new one",
                null);
    }
}
