package ikabud.model;

/** The log files each instance has. */
public enum LogKind {
    /** What the FPM master says of itself and its workers. */
    FPM("fpm.log"),
    /** What PHP says: errors, warnings, {@code error_log()}. */
    PHP("php.log"),
    /** Stack traces of requests that took too long. */
    SLOW("slow.log");

    private final String fileName;

    LogKind(String fileName) {
        this.fileName = fileName;
    }

    /** The file's name in the instance's log directory. */
    public String fileName() {
        return fileName;
    }
}
