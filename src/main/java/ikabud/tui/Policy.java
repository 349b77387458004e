package ikabud.tui;

import ikabud.config.Confirm;
import ikabud.model.Actor;
import java.time.Duration;
import java.util.List;

/**
 * What stays the same while the screen is open.
 *
 * @param actor who presses the keys
 * @param confirm how much is asked before a dangerous command
 * @param grace how long a graceful stop may take before force is used
 * @param logLines lines the log pane keeps
 * @param kinds names of the kinds an instance can be made of; the first is offered
 * @param php PHP versions an instance can be made with, newest first; may be empty
 * @param themes names of the themes that can be chosen
 */
public record Policy(
        Actor actor,
        Confirm confirm,
        Duration grace,
        int logLines,
        List<String> kinds,
        List<String> php,
        List<String> themes) {
    /** Keeps its own copies of the lists. */
    public Policy {
        kinds = List.copyOf(kinds);
        php = List.copyOf(php);
        themes = List.copyOf(themes);
    }
}
