package ikabud.view;

import ikabud.config.Role;
import ikabud.model.InstanceSample;
import ikabud.model.Snapshot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How many instances are in which condition; where there is room, those that need a look are named. */
final class CountsPart {
    private static final int MOST_NAMES = 3;
    private static final int GAP = 2;
    private static final List<Condition> ORDER = List.of(
            Condition.FAILING,
            Condition.FAILED,
            Condition.FROZEN,
            Condition.DEGRADED,
            Condition.SATURATED,
            Condition.BACKOFF,
            Condition.UP,
            Condition.STARTING,
            Condition.RELOADING,
            Condition.STOPPING,
            Condition.DOWN,
            Condition.UNKNOWN);

    private CountsPart() {}

    /** Draws as many as fit before column {@code end} and returns the column after them. */
    static int draw(Frame frame, int x, int y, int end, Snapshot snapshot, Glyphs glyphs) {
        Map<Condition, List<String>> members = members(snapshot);
        int free = end - x + GAP;
        for (Map.Entry<Condition, List<String>> each : members.entrySet()) {
            free -= Width.of(count(each.getKey(), each.getValue(), glyphs)) + GAP;
        }
        int at = x;
        for (Condition condition : ORDER) {
            List<String> names = members.get(condition);
            if (names == null) {
                continue;
            }
            String count = count(condition, names, glyphs);
            if (at + Width.of(count) > end) {
                return at;
            }
            at = frame.put(at, y, end, count, condition.role());
            String named = condition.alarming() ? named(names, glyphs) : "";
            if (Width.of(named) <= free) {
                at = frame.put(at, y, end, named, Role.TEXT);
                free -= Width.of(named);
            }
            at += GAP;
        }
        return at;
    }

    /** The same as words, for a table without a screen. */
    static String sentence(Snapshot snapshot) {
        Map<Condition, List<String>> members = members(snapshot);
        StringBuilder sentence =
                new StringBuilder().append(snapshot.instances().size()).append(" instances");
        for (Condition condition : ORDER) {
            List<String> names = members.get(condition);
            if (names != null) {
                sentence.append(", ").append(names.size()).append(' ').append(condition.word());
            }
        }
        return sentence.toString();
    }

    private static Map<Condition, List<String>> members(Snapshot snapshot) {
        Map<Condition, List<String>> members = new EnumMap<>(Condition.class);
        for (InstanceSample sample : snapshot.instances()) {
            members.computeIfAbsent(Condition.of(sample), condition -> new ArrayList<>())
                    .add(sample.id().value());
        }
        return members;
    }

    private static String count(Condition condition, List<String> names, Glyphs glyphs) {
        return glyphs.state(condition) + " " + names.size() + " " + condition.word();
    }

    private static String named(List<String> names, Glyphs glyphs) {
        return ": " + String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())))
                + (names.size() > MOST_NAMES ? ", " + glyphs.ellipsis() : "");
    }
}
