package ikabud.backend;

/** Hears of each step of a command as it is done; a test dies at one of them to see what the next command makes of it. */
@FunctionalInterface
public interface Steps {
    /** Nobody listens. */
    Steps UNHEARD = step -> {};

    /** The step is done and the next one is not begun. */
    void reached(String step);
}
