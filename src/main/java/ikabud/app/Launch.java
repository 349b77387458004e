package ikabud.app;

import java.util.Map;

/**
 * What the program was started with.
 *
 * @param environment the environment variables
 * @param flags settings given on the command line, by their name in the settings file
 * @param program which program it is, for the journal: {@code ikabud}, {@code ikabud-top} or {@code ikabud supervise}
 */
public record Launch(Map<String, String> environment, Map<String, String> flags, String program) {
    /** Keeps its own copies. */
    public Launch {
        environment = Map.copyOf(environment);
        flags = Map.copyOf(flags);
    }
}
