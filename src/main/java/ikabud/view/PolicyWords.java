package ikabud.view;

import ikabud.model.RestartMode;
import ikabud.model.RestartPolicy;

/** A restart policy as a person reads it. */
public final class PolicyWords {
    private PolicyWords() {}

    /** {@code on-failure, at most 3 in 60 s, the first after 1 s}; {@code never}. */
    public static String of(RestartPolicy policy) {
        if (policy.mode() == RestartMode.NEVER) {
            return policy.mode().word();
        }
        return policy.mode().word() + ", at most " + policy.maxRestarts() + " in " + Numbers.span(policy.window())
                + ", the first after " + Numbers.span(policy.delay());
    }
}
