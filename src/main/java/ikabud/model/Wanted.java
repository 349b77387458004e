package ikabud.model;

/** What the administrator asked for. */
public enum Wanted {
    UP,
    DOWN
}
