package ikabud.cli;

import ikabud.cli.Table.Cell;
import ikabud.model.BootCheck;
import ikabud.model.BootCheck.Result;
import ikabud.model.BootLog;
import ikabud.model.BootPhase;
import ikabud.model.PlainText;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Boots in words. */
final class BootText {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final long LONG_MILLIS = 10;

    private BootText() {}

    /** Whether one of its checks failed. */
    static boolean failed(BootLog boot) {
        return boot.checks().stream().anyMatch(check -> check.result() == Result.FAILED);
    }

    /** When it was and what came of it. */
    static String summary(BootLog boot, ZoneId zone) {
        boolean stopped = boot.checks().stream()
                .anyMatch(check -> check.result() == Result.FAILED && check.phase() != BootPhase.SITE);
        String end = stopped ? "failed" : failed(boot) ? "up, but degraded," : "up";
        return "booted " + InstanceText.time(boot.at(), zone) + ", " + end + " after " + time(boot.took());
    }

    /** Check by check; phases that were not reached are named. */
    static Table table(BootLog boot) {
        Table table = new Table("PHASE", "CHECK", "RESULT", ">TIME", "FOUND");
        for (BootCheck check : boot.checks()) {
            table.row(
                    Cell.of(phase(check.phase())),
                    Cell.of(check.name()),
                    new Cell(tick(check.result()), ink(check.result())),
                    Cell.of(time(check.took())),
                    Cell.of(check.detail()));
        }
        BootPhase last = boot.checks().stream()
                .map(BootCheck::phase)
                .max(Comparator.naturalOrder())
                .orElse(BootPhase.SITE);
        for (BootPhase phase : BootPhase.values()) {
            if (failed(boot) && phase.compareTo(last) > 0) {
                table.row(
                        Cell.of(phase(phase)),
                        Cell.of(""),
                        new Cell("not reached", Ink.QUIET),
                        Cell.of(""),
                        Cell.of(""));
            }
        }
        return table;
    }

    /** What to do, a line for each check that says so. */
    static List<String> advice(BootLog boot) {
        List<String> lines = new ArrayList<>();
        for (BootCheck check : boot.checks()) {
            if (!check.remedy().isEmpty()) {
                lines.add(PlainText.neutralise(check.name() + ": " + check.remedy()));
            }
        }
        return lines;
    }

    /** Such as {@code 4 runtime}. */
    static String phase(BootPhase phase) {
        return phase.number() + " " + phase.word();
    }

    /** The shortest word for a result. */
    static String tick(Result result) {
        return switch (result) {
            case PASSED -> "ok";
            case WARNED -> "warning";
            case FAILED -> "FAILED";
            case SKIPPED -> "skipped";
        };
    }

    static Ink ink(Result result) {
        return switch (result) {
            case PASSED -> Ink.GOOD;
            case WARNED -> Ink.WARN;
            case FAILED -> Ink.BAD;
            case SKIPPED -> Ink.QUIET;
        };
    }

    /** Milliseconds, with a digit after the point where there are few. */
    static String time(Duration time) {
        double millis = time.toNanos() / NANOS_PER_MILLI;
        return millis < LONG_MILLIS ? String.format(Locale.ROOT, "%.1f ms", millis) : Math.round(millis) + " ms";
    }
}
