package ikabud.cli;

import ikabud.model.Health;
import ikabud.model.Phase;

/** The few colours of printed text; words say the same without them. */
enum Ink {
    PLAIN(""),
    HEAD("1"),
    GOOD("32"),
    WARN("33"),
    BAD("31"),
    QUIET("2");

    private final String code;

    Ink(String code) {
        this.code = code;
    }

    /** The text in this colour where colours are wanted. */
    String on(String text, boolean coloured) {
        return coloured && this != PLAIN ? "\033[" + code + "m" + text + "\033[0m" : text;
    }

    static Ink of(Phase phase) {
        return switch (phase) {
            case UP -> GOOD;
            case DOWN -> QUIET;
            case STARTING, RELOADING, STOPPING, UNKNOWN -> WARN;
            case BACKOFF, FAILED -> BAD;
        };
    }

    static Ink of(Health health) {
        return switch (health) {
            case HEALTHY -> GOOD;
            case DOWN -> QUIET;
            case SATURATED, DEGRADED, UNKNOWN -> WARN;
            case FAILING -> BAD;
        };
    }
}
