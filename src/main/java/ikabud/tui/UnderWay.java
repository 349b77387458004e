package ikabud.tui;

import ikabud.model.Command;
import ikabud.view.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The commands that were given and have not ended, oldest first. Confined to the ui thread. */
final class UnderWay {
    private record Started(Command command, long at) {}

    private final List<Started> started = new ArrayList<>();

    void began(Command command, long now) {
        started.add(new Started(command, now));
    }

    void ended(Command command) {
        for (int i = 0; i < started.size(); i++) {
            if (started.get(i).command().equals(command)) {
                started.remove(i);
                return;
            }
        }
    }

    boolean isEmpty() {
        return started.isEmpty();
    }

    /** How far each is, for the screen. */
    List<Progress> progress(long now) {
        List<Progress> progress = new ArrayList<>(started.size());
        for (Started one : started) {
            Command command = one.command();
            Duration elapsed = Duration.ofNanos(Math.max(0, now - one.at()));
            progress.add(new Progress(
                    command.verb(),
                    command.target(),
                    elapsed,
                    Optional.ofNullable(command.options().timeout())));
        }
        return progress;
    }
}
