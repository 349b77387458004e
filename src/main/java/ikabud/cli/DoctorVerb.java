package ikabud.cli;

import ikabud.app.Finding;
import ikabud.model.ExitCode;
import ikabud.model.PlainText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** {@code ikabud doctor}: looks at all that Ikabud needs and has made, and says what to do about what is amiss. */
final class DoctorVerb implements Subcommand {
    @Override
    public Definition define() {
        return Definition.of("doctor", "look at all that Ikabud needs and has made, and say what to do")
                .details(
                        "Exits 1 if there is a problem; notes and warnings are none.",
                        "Users, directories, files, sockets and units of instances are compared with how they were made;"
                                + " what was mended is on record (`ikabud events`).")
                .flag("mend what can be mended without a restart", "--fix")
                .json()
                .example("ikabud doctor", "before the first instance, or when something is odd")
                .example("ikabud doctor --fix", "bring back what somebody changed or deleted");
    }

    @Override
    public ExitCode run(Given given, Session session) {
        List<Finding> findings = session.control().doctor(given.has("--fix"));
        if (given.has("--json")) {
            Json.print(session.console().out(), json -> {
                json.writeArrayFieldStart("findings");
                for (Finding finding : findings) {
                    json.writeStartObject();
                    Json.text(json, "level", word(finding));
                    Json.text(json, "what", finding.what());
                    Json.text(json, "why", finding.why());
                    Json.text(json, "remedy", finding.remedy());
                    json.writeEndObject();
                }
                json.writeEndArray();
            });
        } else {
            findings.forEach(finding -> print(finding, session.console()));
        }
        boolean problem = findings.stream().anyMatch(finding -> finding.level() == Finding.Level.PROBLEM);
        return problem ? ExitCode.FAILED : ExitCode.DONE;
    }

    private static void print(Finding finding, Console console) {
        PrintWriter out = console.out();
        String level = word(finding);
        String mark = ink(finding.level()).on(level, console.manners().colours()) + " ".repeat(9 - level.length());
        out.println(mark + PlainText.neutralise(finding.what() + ": " + finding.why()));
        if (!finding.remedy().isEmpty()) {
            out.println(" ".repeat(9) + PlainText.neutralise(finding.remedy()));
        }
    }

    private static String word(Finding finding) {
        return finding.level().name().toLowerCase(Locale.ROOT);
    }

    private static Ink ink(Finding.Level level) {
        return switch (level) {
            case OK -> Ink.GOOD;
            case NOTE -> Ink.PLAIN;
            case WARNING -> Ink.WARN;
            case PROBLEM -> Ink.BAD;
        };
    }
}
