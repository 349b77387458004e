package ikabud.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a log, already neutralised.
 *
 * @param stamp the time as the log wrote it, or empty; the log's own zone
 * @param text the rest of the line
 */
public record LogLine(LogKind source, String stamp, LogLevel level, String text) {
    // [20-Nov-2026 08:47:51] NOTICE: ready to handle connections          (fpm.log)
    // [20-Nov-2026 08:47:51 UTC] PHP Warning:  Undefined variable $x in … (php.log)
    private static final Pattern STAMPED =
            Pattern.compile("\\[(\\d\\d-\\w{3}-\\d{4} \\d\\d:\\d\\d:\\d\\d[^\\]]{0,40})\\] ?(.*)");

    /** Reads one raw line; what is not understood is kept whole as a notice. */
    public static LogLine parse(LogKind source, String raw) {
        String line = PlainText.neutralise(raw);
        Matcher stamped = STAMPED.matcher(line);
        String stamp = stamped.matches() ? stamped.group(1) : "";
        String text = stamped.matches() ? stamped.group(2) : line;
        return new LogLine(source, stamp, level(text), text);
    }

    private static LogLevel level(String text) {
        if (text.startsWith("ALERT") || text.startsWith("PHP Fatal") || text.startsWith("PHP Parse")) {
            return LogLevel.FATAL;
        }
        if (text.startsWith("ERROR") || text.startsWith("PHP Recoverable")) {
            return LogLevel.ERROR;
        }
        if (text.startsWith("WARNING") || text.startsWith("PHP Warning")) {
            return LogLevel.WARNING;
        }
        return text.startsWith("DEBUG") ? LogLevel.DEBUG : LogLevel.NOTICE;
    }
}
