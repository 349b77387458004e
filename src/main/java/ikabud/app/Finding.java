package ikabud.app;

/**
 * One thing the doctor looked at.
 *
 * @param what what was looked at
 * @param why what was found
 * @param remedy what to do about it; empty where nothing is to be done
 */
public record Finding(Level level, String what, String why, String remedy) {
    /** How much it matters. */
    public enum Level {
        OK,
        NOTE,
        WARNING,
        PROBLEM
    }
}
