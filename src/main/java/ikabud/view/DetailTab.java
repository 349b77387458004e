package ikabud.view;

import java.util.List;
import java.util.Locale;

/** The pages of what is known of one instance; the key of each is its number. */
public enum DetailTab {
    OVERVIEW,
    WORKERS,
    /** How its last boot went. */
    BOOT,
    FILES,
    /** What happened to it, the newest last. */
    HISTORY;

    /** The word a person reads. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The key that leads to it. */
    public String key() {
        return Integer.toString(number());
    }

    /** The one that is so many further on, round and round. */
    public DetailTab next(int by) {
        return values()[Math.floorMod(number() - 1 + by, values().length)];
    }

    private int number() {
        return List.of(values()).indexOf(this) + 1;
    }
}
