package ikabud.view;

import java.util.Locale;
import java.util.Optional;

/** The characters the screen is drawn with; chosen by the locale and the settings, never by the theme. */
public enum Glyphs {
    /** For UTF-8 terminals. */
    UNICODE("─│┌┐└┘", "●○◐◑↻◷✗?!◆‖△", "▼▲", '…', '·', '━', '╌', " ▁▂▃▄▅▆▇█", '▸', '≤', '!'),
    /** Like {@link #UNICODE}, with two values in each character of a graph. */
    BRAILLE("─│┌┐└┘", "●○◐◑↻◷✗?!◆‖△", "▼▲", '…', '·', '━', '╌', " ▁▂▃▄▅▆▇█", '▸', '≤', '!'),
    /** For terminals that know nothing else. */
    ASCII("-|++++", "*o><~.X?!#=%", "v^", '~', '.', '=', '.', " .:-=+*#@", '>', '<', '!');

    private final String box;
    private final String states;
    private final String arrows;
    private final char ellipsis;
    private final char dot;
    private final char full;
    private final char empty;
    private final String levels;
    private final char pointer;
    private final char atMost;
    private final char alert;

    Glyphs(
            String box,
            String states,
            String arrows,
            char ellipsis,
            char dot,
            char full,
            char empty,
            String levels,
            char pointer,
            char atMost,
            char alert) {
        this.box = box;
        this.states = states;
        this.arrows = arrows;
        this.ellipsis = ellipsis;
        this.dot = dot;
        this.full = full;
        this.empty = empty;
        this.levels = levels;
        this.pointer = pointer;
        this.atMost = atMost;
        this.alert = alert;
    }

    /** The set of that name, in any case. */
    public static Optional<Glyphs> parse(String name) {
        for (Glyphs set : values()) {
            if (set.word().equals(name.toLowerCase(Locale.ROOT))) {
                return Optional.of(set);
            }
        }
        return Optional.empty();
    }

    /** The name a person types and reads. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    char horizontal() {
        return box.charAt(0);
    }

    char vertical() {
        return box.charAt(1);
    }

    /** A corner: 0 top left, 1 top right, 2 bottom left, 3 bottom right. */
    char corner(int which) {
        return box.charAt(2 + which);
    }

    char state(Condition condition) {
        return states.charAt(condition.glyphIndex());
    }

    char sorted(boolean descending) {
        return arrows.charAt(descending ? 0 : 1);
    }

    char ellipsis() {
        return ellipsis;
    }

    char dot() {
        return dot;
    }

    /** The filled part of a bar. */
    char full() {
        return full;
    }

    /** The rest of a bar. */
    char empty() {
        return empty;
    }

    /** A column of a graph from 0 (nothing) to {@link #levels()}. */
    char level(int height) {
        return levels.charAt(height);
    }

    int levels() {
        return levels.length() - 1;
    }

    /** What stands before the chosen line of a menu. */
    char pointer() {
        return pointer;
    }

    /** What stands before an upper bound. */
    char atMost() {
        return atMost;
    }

    char alert() {
        return alert;
    }
}
