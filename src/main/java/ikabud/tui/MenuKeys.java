package ikabud.tui;

/** The keys that move in a menu or a page and leave it, the same everywhere. Pure. */
final class MenuKeys {
    private static final int PAGE = 10;

    private MenuKeys() {}

    /** How many lines a key moves; 0 if it does not. */
    static int step(String key, int size) {
        return switch (key) {
            case "Up", "k" -> -1;
            case "Down", "j" -> 1;
            case "PgUp", "Ctrl-U" -> -PAGE;
            case "PgDn", "Ctrl-D", "Space" -> PAGE;
            case "Home", "g" -> -size;
            case "End", "G" -> size;
            default -> 0;
        };
    }

    /** Whether a key leaves. */
    static boolean closes(String key) {
        return key.equals("Esc") || key.equals("q");
    }
}
