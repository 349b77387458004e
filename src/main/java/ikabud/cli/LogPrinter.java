package ikabud.cli;

import ikabud.model.InstanceId;
import ikabud.model.LogLevel;
import ikabud.model.LogLine;
import ikabud.model.PlainText;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints log lines: with the instance's name where there are several, coloured by level. */
final class LogPrinter {
    private final PrintWriter out;
    private final boolean coloured;
    private final boolean named;
    private final boolean json;

    LogPrinter(Session session, boolean named, boolean json) {
        this.out = session.console().out();
        this.coloured = session.console().manners().colours();
        this.named = named;
        this.json = json;
    }

    void print(InstanceId id, LogLine line) {
        if (json) {
            Json.line(out, generator -> {
                Json.text(generator, "id", id);
                Json.text(generator, "log", word(line.source()));
                Json.text(generator, "level", word(line.level()));
                Json.text(generator, "stamp", line.stamp().isEmpty() ? null : line.stamp());
                Json.text(generator, "text", line.text());
            });
        } else {
            String stamp = line.stamp().isEmpty() ? "" : "[" + line.stamp() + "] ";
            String text = PlainText.neutralise(stamp + line.text());
            out.println((named ? id + ": " : "") + ink(line.level()).on(text, coloured));
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Ink ink(LogLevel level) {
        return switch (level) {
            case DEBUG -> Ink.QUIET;
            case NOTICE -> Ink.PLAIN;
            case WARNING -> Ink.WARN;
            case ERROR, FATAL -> Ink.BAD;
        };
    }
}
