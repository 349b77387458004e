package ikabud.os;

import ikabud.model.LogKind;
import ikabud.model.LogLevel;
import ikabud.model.LogLine;
import ikabud.model.PlainText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One entry of systemd's journal, as far as we ask for it.
 *
 * <p>A site can write entries, and give them any text, priority and unit; the fields with a {@code _} in front are
 * journald's own.
 */
record JournalEntry(Map<String, String> fields) {
    /** What to ask for; the cursor and the time come unasked. */
    static final List<String> FIELDS = List.of(
            "MESSAGE",
            "PRIORITY",
            "UNIT",
            "OBJECT_SYSTEMD_UNIT",
            "COREDUMP_UNIT",
            "_PID",
            "_UID",
            "_COMM",
            "_TRANSPORT",
            "_SYSTEMD_UNIT");

    private static final String CURSOR = "__CURSOR";
    private static final String TIME = "__REALTIME_TIMESTAMP";

    // A process may call itself anything.
    private static final Pattern ODD = Pattern.compile("[^\\w.()-]");

    private static final String MANAGER = "1";
    private static final String ROOT = "0";

    // What a program printed has this unless it said otherwise, whatever it printed: syslog's "info".
    private static final String UNSAID = "6";

    /** Whether it is one of the fields that are of use. */
    static boolean isKnown(String field) {
        return FIELDS.contains(field) || field.equals(CURSOR) || field.equals(TIME);
    }

    /** The units that it may be about, as {@code journalctl --unit} sees it. */
    List<String> units() {
        if (isManagers()) {
            return Stream.of(fields.get("UNIT")).filter(Objects::nonNull).toList();
        }
        Stream<String> others = isOf("_UID", ROOT)
                ? Stream.of(fields.get("OBJECT_SYSTEMD_UNIT"), fields.get("COREDUMP_UNIT"))
                : Stream.of();
        return Stream.concat(Stream.of(fields.get("_SYSTEMD_UNIT")), others)
                .filter(Objects::nonNull)
                .toList();
    }

    /** What tells it from all others. */
    String cursor() {
        return fields.getOrDefault(CURSOR, "");
    }

    /** When journald got it. */
    Optional<Instant> time() {
        try {
            return Optional.of(Instant.EPOCH.plus(Long.parseLong(fields.getOrDefault(TIME, "")), ChronoUnit.MICROS));
        } catch (NumberFormatException | DateTimeException | ArithmeticException odd) {
            return Optional.empty();
        }
    }

    /** About how many characters it holds. */
    int size() {
        return fields.values().stream().mapToInt(String::length).sum();
    }

    /** Its lines, harmless, each with who said it in front and the first with the time. */
    List<LogLine> lines(ZoneId zone) {
        List<LogLine> lines = new ArrayList<>();
        String stamp = time().map(moment -> LogTimes.stamp(moment, zone)).orElse("");
        String speaker = speaker();
        for (String raw : fields.getOrDefault("MESSAGE", "").lines().toList()) {
            if (!raw.isBlank()) {
                LogLine said = LogLine.parse(LogKind.JOURNAL, raw);
                String when = lines.isEmpty() ? stamp : "";
                lines.add(new LogLine(LogKind.JOURNAL, when, level(said), speaker + said.text()));
            }
        }
        return lines;
    }

    // SYSLOG_IDENTIFIER is whatever the sender likes to be called, such as systemd.
    private String speaker() {
        if (isManagers()) {
            return "systemd: ";
        }
        String name = ODD.matcher(fields.getOrDefault("_COMM", "")).replaceAll("?");
        return name + "[" + PlainText.neutralise(fields.getOrDefault("_PID", "")) + "]: ";
    }

    // 0 emergency, 1 alert, 2 critical, 3 error, 4 warning, 5 notice, 6 info, 7 debug
    private LogLevel level(LogLine said) {
        String priority = fields.getOrDefault("PRIORITY", "");
        if (isOf("_TRANSPORT", "stdout") && priority.equals(UNSAID)) {
            return said.level();
        }
        return switch (priority) {
            case "0", "1", "2" -> LogLevel.FATAL;
            case "3" -> LogLevel.ERROR;
            case "4" -> LogLevel.WARNING;
            case "5", "6" -> LogLevel.NOTICE;
            case "7" -> LogLevel.DEBUG;
            default -> said.level();
        };
    }

    private boolean isManagers() {
        return isOf("_PID", MANAGER);
    }

    private boolean isOf(String field, String value) {
        return value.equals(fields.get(field));
    }
}
