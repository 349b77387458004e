package ikabud.view;

import ikabud.model.Reliability;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How well an instance kept running, as a person reads it. */
public final class ReliabilityWords {
    private ReliabilityWords() {}

    /** {@code 2, served 97.20 % of the time it was wanted up}; empty where nobody counted. */
    public static Optional<String> of(Reliability reliability) {
        List<String> words = new ArrayList<>(2);
        if (reliability.restarts().isPresent()) {
            words.add(Cells.number(reliability.restarts()));
        }
        if (reliability.uptimePercent().isPresent()) {
            words.add("served " + Numbers.percent(reliability.uptimePercent()) + " of the time it was wanted up");
        }
        return words.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", words));
    }
}
