package ikabud.model;

import java.time.Duration;
import java.util.List;

/**
 * What a migration of an instance would do; nothing of it is done yet.
 *
 * @param serves whether it serves now, and so has to be brought up in the new way before the old is given up
 * @param obstacles why it is not possible; empty if it is
 * @param stops what is stopped
 * @param makes what is made
 * @param takes what is taken away at the end
 * @param keeps what stays as it is
 * @param means what is different afterwards
 * @param longest after which time without a side that serves it goes back at the latest; zero where it does not serve now, or goes on meanwhile
 */
public record MigrationPlan(
        InstanceId id,
        BackendKind from,
        BackendKind to,
        boolean serves,
        List<String> obstacles,
        List<String> stops,
        List<String> makes,
        List<String> takes,
        List<String> keeps,
        List<String> means,
        Duration longest) {
    /** Keeps its own copies. */
    public MigrationPlan {
        obstacles = List.copyOf(obstacles);
        stops = List.copyOf(stops);
        makes = List.copyOf(makes);
        takes = List.copyOf(takes);
        keeps = List.copyOf(keeps);
        means = List.copyOf(means);
    }

    /** Of an instance that stays as it is. */
    public static MigrationPlan none(InstanceRecord record) {
        BackendKind now = record.instance().backend();
        List<String> nothing = List.of();
        return new MigrationPlan(
                record.id(), now, now, false, nothing, nothing, nothing, nothing, nothing, nothing, Duration.ZERO);
    }

    /** Whether there is anything to do. */
    public boolean isNeeded() {
        return from != to;
    }

    /** Whether nothing stands against it. */
    public boolean possible() {
        return obstacles.isEmpty();
    }
}
