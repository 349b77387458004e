package ikabud.model;

import java.util.List;

/** The logs that an instance can have. */
public enum LogKind {
    /** What the FPM master says of itself and its workers. */
    FPM("fpm.log"),
    /** What PHP says: errors, warnings, {@code error_log()}. */
    PHP("php.log"),
    /** Stack traces of requests that took too long. */
    SLOW("slow.log"),
    /** What systemd's journal has of the instance's unit: what became of it, and what it printed. No file of ours. */
    JOURNAL("");

    /** Those that are files in the instance's log directory. */
    public static final List<LogKind> FILES = List.of(FPM, PHP, SLOW);

    private final String fileName;

    LogKind(String fileName) {
        this.fileName = fileName;
    }

    /** The name of one of {@link #FILES} in the instance's log directory. */
    public String fileName() {
        if (fileName.isEmpty()) {
            throw new IllegalStateException(name() + " is no file");
        }
        return fileName;
    }
}
