package ikabud.manager;

import java.time.Duration;

/**
 * What is to be done about a master that ended, or did not start.
 *
 * @param delay how long to wait before the restart, not negative; zero for the others
 * @param reason for a person: how many restarts that makes, or why there is none
 */
record Decision(Kind kind, Duration delay, String reason) {
    /** The three things that can be done. */
    enum Kind {
        /** Start it again after the delay. */
        RESTART,
        /** Try no more, until somebody starts it. */
        GIVE_UP,
        /** It stays as it is, as its policy says. */
        LEAVE
    }

    static Decision restart(Duration delay, String reason) {
        return new Decision(Kind.RESTART, delay, reason);
    }

    static Decision giveUp(String reason) {
        return new Decision(Kind.GIVE_UP, Duration.ZERO, reason);
    }

    static Decision leave(String reason) {
        return new Decision(Kind.LEAVE, Duration.ZERO, reason);
    }
}
