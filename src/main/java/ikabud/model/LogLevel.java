package ikabud.model;

/** How bad a log line is, least first. */
public enum LogLevel {
    DEBUG,
    NOTICE,
    WARNING,
    ERROR,
    FATAL;

    /** Whether a line of this level passes a filter that asks for {@code least} or worse. */
    public boolean atLeast(LogLevel least) {
        return compareTo(least) >= 0;
    }
}
