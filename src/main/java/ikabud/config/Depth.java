package ikabud.config;

import java.util.Map;

/** How many colours a terminal shows, fewest first. */
public enum Depth {
    MONO("mono"),
    SIXTEEN("16"),
    INDEXED("256"),
    TRUE("true");

    private final String word;

    Depth(String word) {
        this.word = word;
    }

    /** Its name in settings and theme files. */
    public String word() {
        return word;
    }

    /**
     * The depth to use: what was chosen, else what {@code COLORTERM} and {@code TERM} say. {@code NO_COLOR} is not looked
     * at here: the settings already count it as a choice.
     */
    public static Depth detect(ColourMode chosen, Map<String, String> environment) {
        return chosen.depth().orElseGet(() -> ofTerminal(environment));
    }

    /** Whether the terminal cannot move its cursor, so that no screen can be drawn on it. */
    public static boolean isDumb(Map<String, String> environment) {
        String term = environment.getOrDefault("TERM", "");
        return term.isEmpty() || term.equals("dumb");
    }

    private static Depth ofTerminal(Map<String, String> environment) {
        String colours = environment.getOrDefault("COLORTERM", "");
        String term = environment.getOrDefault("TERM", "");
        if (isDumb(environment) || term.startsWith("vt") || term.endsWith("-m") || term.endsWith("-mono")) {
            return MONO;
        }
        if (colours.equals("truecolor") || colours.equals("24bit") || term.endsWith("-direct")) {
            return TRUE;
        }
        boolean many = term.endsWith("-256color") || term.startsWith("tmux") || term.contains("kitty");
        return many || term.contains("alacritty") || term.contains("ghostty") ? INDEXED : SIXTEEN;
    }
}
