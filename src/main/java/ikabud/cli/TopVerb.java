package ikabud.cli;

import ikabud.model.ExitCode;
import ikabud.model.Snapshot;
import ikabud.view.BatchTable;
import ikabud.view.Supervised;
import ikabud.view.TableState;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code ikabud top}: the screen, or the same as text or JSON again and again. */
final class TopVerb implements Subcommand {
    private static final int ENDLESS = Integer.MAX_VALUE;
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final List<String> DEPTHS = List.of("auto", "mono", "16", "256", "true");

    @Override
    public Definition define() {
        return Definition.of("top", "show all instances on a screen; the same as ikabud-top")
                .flag("print text instead of showing a screen", "-b", "--batch")
                .value("N", "how many times to print; for ever if not given", "-n", "--count")
                .value("SEC", "time between two readings, 0.5 to 60; the setting refresh if not given", "-d", "--delay")
                .flag("print one JSON object per reading instead of showing a screen", "--json")
                .value("THEME", "colours of the screen", "--theme")
                .choice("DEPTH", "how many colours: " + String.join(", ", DEPTHS), DEPTHS, "--color")
                .flag("draw lines and bars with ASCII only", "--ascii")
                .flag("leave out everything that changes what runs", "--read-only")
                .hiddenFlag("make the demo's instances and visit them", "--demo")
                .example("ikabud top", "the screen; ? shows its keys")
                .example("ikabud top --batch -n 2 -d 1", "two tables, a second apart")
                .example("ikabud top --json -n 1", "one reading, for a program");
    }

    /** Whether a screen is wanted rather than text. */
    static boolean wantsScreen(Given given) {
        return !given.has("--batch") && !given.has("--json");
    }

    /** The settings that were given as options, by their names in the settings file. */
    static Map<String, String> settings(Given given) {
        Map<String, String> settings = new TreeMap<>();
        given.text("--delay").ifPresent(text -> settings.put("refresh", text));
        given.text("--theme").ifPresent(text -> settings.put("theme", text));
        given.text("--color").ifPresent(text -> settings.put("color", text));
        if (given.has("--ascii")) {
            settings.put("ascii", "true");
        }
        if (given.has("--read-only")) {
            settings.put("read-only", "true");
        }
        return settings;
    }

    @Override
    public ExitCode run(Given given, Session session) {
        Control control = session.control(settings(given));
        if (given.has("--demo")) {
            control.beginDemo();
        }
        int count = given.number("--count", 1, ENDLESS, ENDLESS);
        Duration refresh = control.refresh();
        Duration between = refresh.compareTo(FIRST) < 0 ? refresh : FIRST;
        for (int i = 0; i < count && !session.console().isGone(); i++) {
            print(control.snapshot(between), i == 0, given.has("--json"), session);
            between = refresh;
        }
        return ExitCode.DONE;
    }

    private static void print(Snapshot snapshot, boolean first, boolean json, Session session) {
        PrintWriter out = session.console().out();
        if (json) {
            Json.line(out, generator -> SnapshotJson.write(generator, snapshot));
        } else {
            out.print(first ? "" : "\n");
            BatchTable.lines(snapshot, TableState.INITIAL, session.zone(), supervised(session))
                    .forEach(out::println);
        }
    }

    private static Supervised supervised(Session session) {
        return session.control()
                .supervisor()
                .map(holder -> Supervised.by(holder.pid()))
                .orElse(Supervised.BY_NOBODY);
    }
}
