package ikabud.view;

import ikabud.model.BootLog;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.InstanceId;
import java.util.List;
import java.util.Optional;

/**
 * What the journal tells of one instance.
 *
 * @param events the last ones, oldest first
 * @param boot how its last boot went
 */
public record Chronicle(InstanceId id, List<Event> events, Optional<BootLog> boot) {
    /** Keeps its own copy of the list. */
    public Chronicle {
        events = List.copyOf(events);
    }

    /** The last thing that went wrong with it. */
    Optional<Event> lastTrouble() {
        for (int i = events.size() - 1; i >= 0; i--) {
            if (isTrouble(events.get(i).kind())) {
                return Optional.of(events.get(i));
            }
        }
        return Optional.empty();
    }

    private static boolean isTrouble(EventKind kind) {
        return switch (kind) {
            case EXITED, FAILED, GAVE_UP, UNHEALTHY -> true;
            default -> false;
        };
    }
}
