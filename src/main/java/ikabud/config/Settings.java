package ikabud.config;

import java.time.Duration;

/**
 * All settings with their effective values.
 *
 * @param refresh time between two readings, 500 ms to 60 s
 * @param theme name of a theme
 * @param ascii whether lines and bars are drawn with ASCII only
 * @param readOnly whether nothing that changes what runs can be done
 * @param confirm how much is asked before a dangerous command
 * @param webUser the user that may connect to the sockets; {@link #AUTO} for {@code www-data} where it exists, {@link
 *     #NONE} for nobody
 * @param php default PHP version for new instances, such as {@code 8.2}; {@link #AUTO} for the newest installed
 * @param backend how new instances are run: a word of {@link ikabud.model.BackendKind}, or {@link #AUTO} for the best way
 *     there is
 * @param startTimeout how long a start may take until FPM answers
 * @param stopTimeout how long a graceful stop may take before force is used
 * @param logLines lines the log pane keeps
 * @param logMaxSize bytes after which a log of an instance is put aside
 * @param logKeep how many logs put aside are kept of each
 * @param eventsKeep for how long routine events are kept
 * @param eventsMost how many events may be kept; more make the oldest routine ones go
 */
public record Settings(
        Duration refresh,
        String theme,
        ColourMode colour,
        Ascii ascii,
        boolean readOnly,
        Confirm confirm,
        String webUser,
        String php,
        String backend,
        Duration startTimeout,
        Duration stopTimeout,
        int logLines,
        long logMaxSize,
        int logKeep,
        Duration eventsKeep,
        int eventsMost) {
    /** Decided by what is found. */
    public static final String AUTO = "auto";

    /** Nobody. */
    public static final String NONE = "none";

    /** What holds where nothing is set. */
    public static final Settings DEFAULT = new Settings(
            Duration.ofSeconds(2),
            "dark",
            ColourMode.AUTO,
            Ascii.AUTO,
            false,
            Confirm.NORMAL,
            AUTO,
            AUTO,
            AUTO,
            Duration.ofSeconds(15),
            Duration.ofSeconds(15),
            2000,
            10 << 20,
            5,
            Duration.ofDays(90),
            100_000);
}
