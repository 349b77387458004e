package ikabud.app;

import ikabud.backend.FpmBinaries;
import ikabud.config.Depth;
import ikabud.config.Problem;
import ikabud.config.Settings;
import ikabud.config.Theme;
import ikabud.config.Themes;
import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.model.Outcome;
import ikabud.os.Terminal;
import ikabud.tui.Dashboard;
import ikabud.tui.KeyReader;
import ikabud.tui.LogFeed;
import ikabud.tui.Message;
import ikabud.tui.Outlets;
import ikabud.tui.Policy;
import ikabud.tui.TerminalDevice;
import ikabud.view.Supervised;
import ikabud.view.Toast;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * {@code ikabud-top}: shows the layout first, then loads what is dear, then keeps the screen until it ends.
 *
 * <p>Runs on the main thread, which is the screen's.
 */
public final class Top {
    /** What the shell is told when the line was dropped: 128 and the number of SIGHUP. */
    private static final int HUNG_UP = 129;

    private static final int LOG_AT_ONCE = 500;

    /** Nobody else. */
    static final Consumer<Ikabud> ALONE = ikabud -> {};

    private final Ikabud ikabud;
    private final Map<String, String> environment;
    private final Settings settings;
    private final ThemeChoice choice;
    private final String theme;
    private final Depth depth;
    private final Themes themes;
    private final TerminalDevice device;
    private final InputStream keys;
    private final BlockingQueue<Message> inbox = new LinkedBlockingQueue<>();

    Top(Ikabud ikabud, Map<String, String> environment, TerminalDevice device, InputStream keys) {
        this.ikabud = ikabud;
        this.environment = environment;
        this.settings = ikabud.settings();
        this.choice = new ThemeChoice(ikabud.layout(), ikabud.machine().files());
        this.theme = (isThemeSet(ikabud) ? Optional.<String>empty() : choice.read()).orElse(settings.theme());
        this.depth = Depth.detect(settings.colour(), environment);
        this.themes = new Themes(ikabud.layout());
        this.device = device;
        this.keys = keys;
    }

    /** Shows the screen until it is quit; returns the exit code. */
    public static int run(Launch launch) {
        return run(launch, ALONE);
    }

    /**
     * The same in company.
     *
     * @param company called with the program once the first frame is shown; must return at once
     */
    public static int run(Launch launch, Consumer<Ikabud> company) {
        try (Ikabud ikabud = Ikabud.open(launch)) {
            Terminal terminal =
                    new Terminal(ikabud.machine().proc(), ikabud.machine().spawner(), launch.environment());
            requireScreen(terminal, launch.environment());
            TerminalDevice device = TerminalDevice.of(terminal, terminal.output());
            Top top = new Top(ikabud, launch.environment(), device, terminal.input());
            top.listenTo(terminal);
            return top.show(company);
        } catch (IOException gone) {
            return HUNG_UP;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return ExitCode.DONE.code();
        }
    }

    /** Hears of the terminal's signals. */
    void listenTo(Terminal terminal) {
        terminal.onResize(() -> inbox.add(new Message.Resized()));
        terminal.onContinue(() -> inbox.add(new Message.Continued()));
        terminal.onHangUp(() -> inbox.add(new Message.Hangup()));
    }

    private static void requireScreen(Terminal terminal, Map<String, String> environment) {
        if (!terminal.isInteractive()) {
            throw IkabudException.usage(
                    "the screen",
                    "standard input and output are not a terminal",
                    "log in with `ssh -t`, or print with `ikabud-top --batch`");
        }
        if (Depth.isDumb(environment)) {
            throw IkabudException.usage(
                    "the screen",
                    "TERM=" + environment.getOrDefault("TERM", "") + " cannot move its cursor",
                    "set TERM, such as TERM=xterm-256color, or print with `ikabud-top --batch`");
        }
    }

    int show(Consumer<Ikabud> company) throws InterruptedException {
        Dashboard dashboard = new Dashboard(
                device, inbox, ikabud.clock(), Opening.screen(ikabud, settings, theme, environment), theme(theme));
        Runtime.getRuntime().addShutdownHook(ikabud.workers().unstarted("restore", dashboard::abandon));
        dashboard.open();
        Watch watch = new Watch(ikabud, settings.refresh(), inbox::add);
        LogFeed log = new LogFeed(ikabud.logs(watch::isUnit), Math.min(settings.logLines(), LOG_AT_ONCE), inbox::add);
        ikabud.workers().start("sampler", watch);
        ikabud.workers().start("keys", new KeyReader(keys, inbox::add));
        ikabud.workers().start("log", log);
        company.accept(ikabud);
        Dashboard.Ending ending = dashboard.run(policy(), outlets(watch, log));
        watch.close();
        log.close();
        return ending == Dashboard.Ending.HANGUP ? HUNG_UP : ExitCode.DONE.code();
    }

    private Theme theme(String name) {
        return name.equals(Settings.DEFAULT.theme()) && !themes.isOverridden(name)
                ? Theme.fallback(depth)
                : loaded(name);
    }

    /** A theme as far as it can be used; what is wrong with it is told on the screen. */
    private Theme loaded(String name) {
        Themes.Loaded loaded = themes.load(name, depth);
        List<Problem> problems = loaded.problems();
        if (!problems.isEmpty()) {
            String more = problems.size() == 1 ? "" : " (and " + (problems.size() - 1) + " more: `ikabud doctor`)";
            inbox.add(new Message.Notice(
                    Toast.error("theme " + name + ": " + problems.get(0).line() + more)));
        }
        return loaded.theme();
    }

    private Policy policy() {
        return new Policy(
                ikabud.actor(),
                settings.confirm(),
                settings.stopTimeout(),
                settings.logLines(),
                ikabud.kindNames(),
                new FpmBinaries(ikabud.machine()).named(),
                themes.names());
    }

    private void supervise() {
        ikabud.background("supervise", () -> {
            SupervisorProcess supervisor = SupervisorProcess.of(ikabud);
            Outcome outcome = supervisor.start(List.of());
            supervisor.current().ifPresent(now -> inbox.add(new Message.SupervisedBy(Supervised.by(now.pid()))));
            inbox.add(new Message.Notice(Toast.of(outcome)));
        });
    }

    // What a setting names is not overruled by what was chosen once.
    private static boolean isThemeSet(Ikabud ikabud) {
        return ikabud.provenance().stream()
                .anyMatch(setting ->
                        setting.name().equals("theme") && !setting.source().equals("default"));
    }

    // On a thread of its own: a slow disk must not delay a key.
    private void chooseTheme(String name) {
        ikabud.background("theme", () -> choice.write(name));
    }

    private Outlets outlets(Watch watch, LogFeed log) {
        return new Outlets(
                ikabud.commands(),
                log,
                this::supervise,
                watch::beat,
                watch::every,
                this::loaded,
                this::chooseTheme,
                watch::chronicle,
                watch::visible);
    }
}
