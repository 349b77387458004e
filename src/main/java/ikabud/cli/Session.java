package ikabud.cli;

import java.time.ZoneId;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One run of the command line: its console, and the program behind it, opened when first needed. Main thread only. */
final class Session implements AutoCloseable {
    /** Shows the screen. */
    interface Screen {
        /** Returns the exit code when it was left; with the demo going on behind it if so wished. */
        int show(Map<String, String> settings, boolean demo);
    }

    private final Console console;
    private final Map<String, String> environment;
    private final ZoneId zone;
    private final Function<Map<String, String>, Control> opener;
    private final Screen screen;
    private @Nullable Control control;

    Session(
            Console console,
            Map<String, String> environment,
            ZoneId zone,
            Function<Map<String, String>, Control> opener,
            Screen screen) {
        this.console = console;
        this.environment = Map.copyOf(environment);
        this.zone = zone;
        this.opener = opener;
        this.screen = screen;
    }

    Console console() {
        return console;
    }

    Map<String, String> environment() {
        return environment;
    }

    /** The zone in which people read and write times. */
    ZoneId zone() {
        return zone;
    }

    Control control() {
        return control(Map.of());
    }

    /** The program with these settings, by their names in the settings file, if it was not opened before. */
    Control control(Map<String, String> settings) {
        Control open = control;
        if (open == null) {
            open = opener.apply(settings);
            control = open;
        }
        return open;
    }

    /** Shows the screen until it is left, and returns the exit code. */
    int screen(Map<String, String> settings, boolean demo) {
        return screen.show(settings, demo);
    }

    @Override
    public void close() {
        if (control != null) {
            control.warning().ifPresent(warning -> Complaint.print(console.err(), warning));
            console.err().flush();
            control.close();
        }
    }
}
