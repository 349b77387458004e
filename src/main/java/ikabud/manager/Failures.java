package ikabud.manager;

import ikabud.model.FailureClass;
import ikabud.model.IkabudException;

/** The class of any failure of a start. */
final class Failures {
    private Failures() {}

    /** What it says itself; else a rule that forbids it is a mistake to mend, and the rest is something that is short. */
    static FailureClass of(IkabudException failure) {
        return failure.failure().orElseGet(() -> switch (failure.exitCode()) {
            case REFUSED, USAGE, NO_SUCH_INSTANCE -> FailureClass.CONFIG;
            case NEEDS_RIGHTS -> FailureClass.RIGHTS;
            case FAILED, DONE -> FailureClass.RESOURCE;
        });
    }
}
