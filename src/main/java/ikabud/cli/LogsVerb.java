package ikabud.cli;

import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.LogLevel;
import ikabud.model.Roster;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code ikabud logs}: the last lines of instances' logs, and the next ones as they come. */
final class LogsVerb implements Subcommand {
    private static final int LINES = 50;
    private static final int MOST_LINES = LogReading.SEARCHED;
    private static final List<String> LEVELS = Arrays.stream(LogLevel.values())
            .map(level -> level.name().toLowerCase(Locale.ROOT))
            .toList();

    @Override
    public Definition define() {
        return Definition.of("logs", "print what FPM, PHP and systemd logged")
                .details(
                        "The master's log, PHP's and the slow log come as one, the oldest line first; where systemd runs"
                                + " the instance, also what its journal has of the unit: how it was started, stopped, killed"
                                + " and restarted.")
                .instances("1..*")
                .flag("go on printing lines as they are written", "-f", "--follow")
                .value("N", "how many lines; " + LINES + " if not given, all with --since", "-n", "--lines")
                .value("TIME", "only lines since then: 10m, 2h, 1d or 2026-11-20T03:00", "--since")
                .choice("LEVEL", "only lines of this level or worse: " + String.join(", ", LEVELS), LEVELS, "--level")
                .flag("print each line as a JSON object", "--json")
                .example("ikabud logs blog", "the last " + LINES + " lines")
                .example("ikabud logs -f 'shop-*' --level warning", "watch all shops for trouble")
                .example("ikabud logs blog --since 2h -n 1000", "at most 1000 lines of the last two hours");
    }

    @Override
    public ExitCode run(Given given, Session session) {
        Control control = session.control();
        Optional<Instant> since = given.text("--since")
                .map(text ->
                        Durations.since("logs --since", text, control.clock().now(), session.zone()));
        int lines = given.number("--lines", 0, MOST_LINES, since.isPresent() ? MOST_LINES : LINES);
        LogLevel level = given.text("--level").map(LogsVerb::level).orElse(LogLevel.DEBUG);
        List<InstanceId> ids = Selection.of(given.arguments(), control.roster()).stream()
                .map(Roster.Entry::id)
                .toList();
        LogPrinter printer = new LogPrinter(session, ids.size() > 1, given.has("--json"));
        boolean on = given.has("--follow");
        try (LogReading reading = new LogReading(session, ids, level, since, lines, on)) {
            reading.last(printer::print);
            if (reading.cutShort()) {
                session.console()
                        .err()
                        .println("ikabud: logs: only the last " + LogReading.SEARCHED + " lines were looked at");
            }
            ExitCode code = complain(reading, session, ExitCode.DONE);
            return on ? follow(reading, printer, session, code) : code;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.DONE;
        }
    }

    private static ExitCode follow(LogReading reading, LogPrinter printer, Session session, ExitCode before)
            throws InterruptedException {
        ExitCode code = before;
        while (!session.console().isGone()) {
            if (!reading.next(printer::print)) {
                session.control().clock().pause(LogReading.LOOK_EVERY_MILLIS);
            }
            code = complain(reading, session, code);
        }
        return code;
    }

    // What can be read is printed all the same; the first trouble decides about the exit code.
    private static ExitCode complain(LogReading reading, Session session, ExitCode before) {
        ExitCode code = before;
        for (IkabudException trouble : reading.troubles()) {
            session.console().out().flush();
            Complaint.print(session.console().err(), String.valueOf(trouble.getMessage()));
            session.console().err().flush();
            code = code == ExitCode.DONE ? trouble.exitCode() : code;
        }
        return code;
    }

    private static LogLevel level(String typed) {
        for (LogLevel level : LogLevel.values()) {
            if (level.name().equalsIgnoreCase(typed)) {
                return level;
            }
        }
        throw IkabudException.usage(
                "logs --level",
                "there is no level \"" + Complaint.quote(typed) + "\"",
                "choose one of " + String.join(", ", LEVELS));
    }
}
