package ikabud.journal;

import ikabud.model.InstanceRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Why the record starts empty, so that it has to be rebuilt from what runs and what is rendered.
 *
 * @param movedTo where the damaged file was put aside, with its {@code -wal} and {@code -shm} beside it; empty where there
 *     was no file at all, as on the first start
 * @param reason what was wrong, for a person
 * @param salvaged the instances that could still be read from the damaged file; not yet in the new one
 */
public record Recovery(Optional<Path> movedTo, String reason, List<InstanceRecord> salvaged) {
    /** Keeps its own copy of the list. */
    public Recovery {
        salvaged = List.copyOf(salvaged);
    }
}
