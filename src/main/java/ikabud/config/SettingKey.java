package ikabud.config;

import ikabud.model.Sizes;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The catalogue of settings: names, what they may hold, and where they end up. */
public enum SettingKey {
    REFRESH(
            "time between two readings of the system",
            ValueRule.duration(Duration.ofMillis(500), Duration.ofSeconds(60)),
            settings -> Times.format(settings.refresh())),
    THEME("name of the theme", ValueRule.matching("the name of a theme", "[a-z0-9][a-z0-9-]{0,40}"), Settings::theme),
    COLOR(
            "how many colours to use",
            ValueRule.oneOf("auto", "mono", "16", "256", "true"),
            settings -> settings.colour().word()),
    ASCII(
            "draw lines and bars with ASCII only",
            ValueRule.oneOf("auto", "true", "false"),
            settings -> settings.ascii().word()),
    READ_ONLY(
            "leave out everything that changes what runs",
            ValueRule.oneOf("true", "false"),
            settings -> String.valueOf(settings.readOnly())),
    CONFIRM(
            "how much is asked before a dangerous command",
            ValueRule.oneOf("low", "normal", "strict"),
            settings -> settings.confirm().word()),
    WEB_USER(
            "the web server's user, which may connect to the sockets",
            ValueRule.matching("auto, none or the name of a user", "[a-z_][a-z0-9_-]{0,31}"),
            Settings::webUser),
    PHP(
            "PHP version of new instances",
            ValueRule.matching("auto or a version such as 8.2", "auto|[1-9]\\.[0-9]{1,2}"),
            Settings::php),
    BACKEND(
            "how new instances are run; auto is the best way that is possible here",
            ValueRule.oneOf("auto", "systemd", "direct", "virtual"),
            Settings::backend),
    START_TIMEOUT(
            "how long a start may take until FPM answers",
            ValueRule.duration(Duration.ofSeconds(1), Duration.ofSeconds(600)),
            settings -> Times.format(settings.startTimeout())),
    STOP_TIMEOUT(
            "how long a graceful stop may take before force is used",
            ValueRule.duration(Duration.ofSeconds(1), Duration.ofSeconds(600)),
            settings -> Times.format(settings.stopTimeout())),
    LOG_LINES(
            "lines the log pane keeps",
            ValueRule.number(100, 100_000),
            settings -> String.valueOf(settings.logLines())),
    LOG_MAX_SIZE(
            "size after which the supervisor puts a log of an instance aside",
            ValueRule.size(64 << 10, 1L << 40),
            settings -> Sizes.format(settings.logMaxSize())),
    LOG_KEEP(
            "how many logs put aside are kept of each",
            ValueRule.number(1, 1000),
            settings -> String.valueOf(settings.logKeep())),
    EVENTS_KEEP(
            "days for which events that nobody asked for are kept; what somebody did is kept for ever",
            ValueRule.number(1, 36_500),
            settings -> String.valueOf(settings.eventsKeep().toDays())),
    EVENTS_MOST(
            "how many events may be kept before the oldest that nobody asked for go",
            ValueRule.number(1000, 100_000_000),
            settings -> String.valueOf(settings.eventsMost()));

    private final String help;

    @SuppressWarnings("ImmutableEnumChecker") // both are made of constants only
    private final ValueRule rule;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Function<Settings, String> reader;

    SettingKey(String help, ValueRule rule, Function<Settings, String> reader) {
        this.help = help;
        this.rule = rule;
        this.reader = reader;
    }

    /** Its name in the settings file and, after {@code --}, on the command line. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The environment variable that sets it. */
    public String variable() {
        return "IKABUD_" + name();
    }

    /** What it is for, in one line. */
    public String help() {
        return help;
    }

    /** What it may hold, in words. */
    public String expects() {
        return rule.expects();
    }

    /** Its value in {@code settings}, as it is written in a file. */
    public String valueIn(Settings settings) {
        return reader.apply(settings);
    }

    /** What is wrong with a value; empty if nothing. */
    Optional<String> problem(String value) {
        return rule.problem(value);
    }
}
