package ikabud.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of everything a key can do. It makes the key map, the footer, the help screen and the read-only mode.
 *
 * <p>A key is written as it is shown: a character, or a name such as {@code F10}, {@code Ctrl-D}, {@code PgUp}.
 */
public enum Action {
    START(Scope.LIST, Verb.START, "start", "start the selected instance", "u", "F7"),
    STOP(Scope.LIST, Verb.STOP, "stop", "stop gracefully: running requests end first", "s", "F8"),
    RESTART(Scope.LIST, Verb.RESTART, "restart", "stop gracefully, then start", "r"),
    RELOAD(Scope.LIST, Verb.RELOAD, "reload", "check the configuration, then take it up without losing a request", "L"),
    KILL(Scope.LIST, Verb.KILL, "kill", "choose a signal and send it to the master", "K", "F9"),
    CREATE(Scope.LIST, Verb.CREATE, "new", "create an instance", "n", "Insert"),
    REMOVE(Scope.LIST, Verb.REMOVE, "remove", "stop it and forget it; the site's data stays", "D", "Delete"),
    SUPERVISE(Scope.LIST, null, "supervise", "start a supervisor in the background: it restarts what dies", "W"),

    UP(Scope.ANY, null, "up", "one row or line up", "Up", "k"),
    DOWN(Scope.ANY, null, "down", "one row or line down", "Down", "j"),
    PAGE_UP(Scope.ANY, null, "page up", "one page up", "PgUp"),
    PAGE_DOWN(Scope.ANY, null, "page down", "one page down", "PgDn"),
    HALF_UP(Scope.ANY, null, "half up", "half a page up", "Ctrl-U"),
    HALF_DOWN(Scope.ANY, null, "half down", "half a page down", "Ctrl-D"),
    FIRST(Scope.ANY, null, "first", "the first row or line", "g", "Home"),
    LAST(Scope.ANY, null, "last", "the last row or line", "G", "End"),
    LEFT(Scope.ANY, null, "left", "scroll to the left", "Left", "h"),
    RIGHT(Scope.ANY, null, "right", "scroll to the right", "Right"),

    FILTER(Scope.LIST, null, "filter", "show only instances that match; ! inverts, Esc clears", "/"),
    SORT(Scope.LIST, null, "sort", "choose the column to sort by", "F6", "<", ">"),
    SORT_CPU(Scope.LIST, null, "by cpu", "sort by CPU", "P"),
    SORT_MEMORY(Scope.LIST, null, "by memory", "sort by memory", "M"),
    SORT_UPTIME(Scope.LIST, null, "by uptime", "sort by uptime", "T"),
    SORT_NAME(Scope.LIST, null, "by name", "sort by name", "N"),
    INVERT(Scope.LIST, null, "invert", "invert the order", "I"),

    DETAILS(Scope.LIST, null, "details", "all about the selected instance", "Enter"),
    SWITCH_PANE(Scope.ANY, null, "pane", "go to the other pane", "Tab", "Shift-Tab"),
    LOG(Scope.LIST, null, "log", "show or hide the log pane", "l"),
    ZOOM(Scope.ANY, null, "zoom", "give the pane the whole screen, and back", "z"),
    FREEZE(Scope.ANY, null, "freeze", "hold the picture still; it goes on with the same key", "Z", "="),
    FOLLOW(Scope.LOG, null, "follow", "follow the end of the log", "F"),
    SEARCH(Scope.LOG, null, "search", "search the log", "/"),
    NEXT_MATCH(Scope.LOG, null, "next", "the next match", "n"),
    PREVIOUS_MATCH(Scope.LOG, null, "previous", "the match before", "N"),
    NEXT_ERROR(Scope.LOG, null, "next error", "the next warning or error", "e"),
    PREVIOUS_ERROR(Scope.LOG, null, "previous error", "the warning or error before", "E"),
    LEVEL(Scope.LOG, null, "level", "show only lines of a level or worse", "v"),
    WRAP(Scope.LOG, null, "wrap", "wrap long lines", "w"),
    TIMES(Scope.LOG, null, "times", "show or hide the times", "t"),
    CLEAR(Scope.LOG, null, "clear", "clear the view; the file stays", "C"),

    FASTER(Scope.ANY, null, "faster", "read more often", "-"),
    SLOWER(Scope.ANY, null, "slower", "read less often", "+"),
    REFRESH(Scope.ANY, null, "refresh", "read now", "Ctrl-R"),
    REDRAW(Scope.ANY, null, "redraw", "draw the whole screen again", "Ctrl-L"),
    THEMES(Scope.ANY, null, "themes", "choose a theme", "Ctrl-T"),
    LOCK(Scope.ANY, null, "lock", "read-only from now on", "Ctrl-O"),
    HELP(Scope.ANY, null, "help", "show all keys", "?", "F1"),
    SUSPEND(Scope.ANY, null, "suspend", "leave to the shell; fg comes back", "Ctrl-Z"),
    CANCEL(Scope.ANY, null, "cancel", "close, clear; never quits", "Esc"),
    QUIT(Scope.ANY, null, "quit", "back, then quit; instances go on running", "q", "F10", "Ctrl-C");

    /** Which pane has to have the focus. */
    public enum Scope {
        ANY,
        LIST,
        LOG
    }

    private final Scope scope;
    private final @Nullable Verb verb;
    private final String label;
    private final String help;

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes it so
    private final List<String> keys;

    Action(Scope scope, @Nullable Verb verb, String label, String help, String... keys) {
        this.scope = scope;
        this.verb = verb;
        this.label = label;
        this.help = help;
        this.keys = List.of(keys);
    }

    /** Which pane has to have the focus. */
    public Scope scope() {
        return scope;
    }

    /** The command it makes; empty where it changes nothing but the screen. */
    public Optional<Verb> verb() {
        return Optional.ofNullable(verb);
    }

    /** Whether it changes what runs, so that read-only mode leaves it out. */
    public boolean dangerous() {
        return verb != null || this == SUPERVISE;
    }

    /** One or two words for the footer. */
    public String label() {
        return label;
    }

    /** One line for the help screen. */
    public String help() {
        return help;
    }

    /** Its keys, the one to show first. */
    public List<String> keys() {
        return keys;
    }

    /** Its name for a person: the constant's, in lower case with spaces. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The action of a key in a pane. */
    public static Optional<Action> of(String key, Scope pane) {
        for (Action action : values()) {
            if ((action.scope == pane || action.scope == Scope.ANY) && action.keys.contains(key)) {
                return Optional.of(action);
            }
        }
        return Optional.empty();
    }
}
