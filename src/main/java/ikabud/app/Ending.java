package ikabud.app;

import java.time.Duration;

/** Why a supervisor leaves off, the strongest reason last. */
enum Ending {
    /** Its settings are to be read anew. */
    RELOAD(Duration.ofSeconds(60)),
    /** What it runs from was replaced on disk. */
    REPLACED(Duration.ofSeconds(60)),
    /** It was told to end. */
    STOP(Duration.ofSeconds(5));

    private final Duration patience;

    Ending(Duration patience) {
        this.patience = patience;
    }

    /** How long work that is under way may take before it is cut short. */
    Duration patience() {
        return patience;
    }
}
