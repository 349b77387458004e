package ikabud.view;

import ikabud.config.Role;
import ikabud.model.Event;
import ikabud.model.EventKind;
import java.time.ZoneId;
import java.util.Optional;

/** What happened to an instance, one event after the other, the newest last. */
final class HistorySheet {
    private static final int FULL = 21;
    private static final int SHORT = 12;
    private static final int ROOMY = 60;

    private HistorySheet() {}

    static Sheet of(Optional<Chronicle> chronicle, ZoneId zone, int width) {
        boolean roomy = width >= ROOMY;
        Sheet sheet = new Sheet(roomy ? FULL : SHORT);
        if (chronicle.isEmpty()) {
            return sheet.pair("", "reading", Role.TEXT_DIM);
        }
        if (chronicle.get().events().isEmpty()) {
            return sheet.pair("", "nothing happened yet");
        }
        for (Event event : chronicle.get().events()) {
            String at = Moments.full(event.at(), zone);
            // Without the year and the seconds where there is little room.
            sheet.pair(roomy ? at : at.substring(5, 16), sentence(event), role(event.kind()));
        }
        return sheet;
    }

    /** What happened, how long it took, by whom, and what was said about it. */
    static String sentence(Event event) {
        StringBuilder sentence = new StringBuilder(event.kind().word());
        if (event.took() != null) {
            sentence.append(" in ").append(Numbers.brief(event.took()));
        }
        // What happens by itself is always done by whichever process noticed it.
        if (!event.kind().isRoutine()) {
            sentence.append(" by ").append(event.actor().user());
            if (!event.actor().hint().isEmpty()) {
                sentence.append(" (").append(event.actor().hint()).append(')');
            }
        }
        if (!event.detail().isEmpty()) {
            sentence.append(": ").append(event.detail());
        }
        return sentence.toString();
    }

    private static Role role(EventKind kind) {
        return switch (kind) {
            case UNHEALTHY, GAVE_UP, FAILED -> Role.VALUE_CRITICAL;
            case EXITED, DEGRADED, SATURATED, RESTARTING, STRAYS_ENDED, REFUSED -> Role.VALUE_WARN;
            case HEALTHY, STARTED, RESTARTED, RECOVERED -> Role.VALUE_OK;
            default -> Role.DIALOG;
        };
    }
}
