package ikabud.cli;

import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.Needs;
import ikabud.model.Phase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What instances need, drawn as a tree with the phase of each. Confined to one thread. */
final class NeedsTree {
    private final Needs needs;
    private final Map<InstanceId, InstanceRecord> records;
    private final boolean coloured;
    private final Set<InstanceId> drawn = new HashSet<>();
    private final List<String> lines = new ArrayList<>();

    NeedsTree(Needs needs, Map<InstanceId, InstanceRecord> records, boolean coloured) {
        this.needs = needs;
        this.records = records;
        this.coloured = coloured;
    }

    /** Those that none of the others needs; in a circle each is needed, so what is left over is added. */
    static List<InstanceId> tops(Needs needs, List<InstanceId> all) {
        List<InstanceId> tops = new ArrayList<>(
                all.stream().filter(id -> needs.neededBy(id).isEmpty()).toList());
        Set<InstanceId> below = new HashSet<>(needs.withAllNeeded(tops));
        for (InstanceId id : all) {
            if (!below.contains(id)) {
                tops.add(id);
                below.addAll(needs.withAllNeeded(List.of(id)));
            }
        }
        return tops;
    }

    /** Whether that instance is there and serves. */
    static boolean serves(Map<InstanceId, InstanceRecord> records, InstanceId id) {
        InstanceRecord record = records.get(id);
        return record != null && Needs.serves(record.observed().phase());
    }

    /**
     * The trees of these, one below the other.
     *
     * @param upwards whether it is also said who needs each of them
     */
    List<String> lines(List<InstanceId> tops, boolean upwards) {
        for (InstanceId top : tops) {
            List<InstanceId> needing = needs.neededBy(top);
            String by = upwards && !needing.isEmpty() ? "  needed by " + Needs.listed(needing) : "";
            lines.add(label(top) + by);
            below(top, "");
        }
        return lines;
    }

    private void below(InstanceId id, String indent) {
        List<InstanceId> needed = needs.of(id).stream().distinct().toList();
        if (!drawn.add(id) && !needed.isEmpty()) {
            int last = lines.size() - 1;
            lines.set(last, lines.get(last) + "  as above");
            return;
        }
        for (int i = 0; i < needed.size(); i++) {
            boolean last = i == needed.size() - 1;
            lines.add(indent + (last ? "`-- " : "|-- ") + label(needed.get(i)));
            below(needed.get(i), indent + (last ? "    " : "|   "));
        }
    }

    private String label(InstanceId id) {
        InstanceRecord record = records.get(id);
        if (record == null) {
            return id + "  " + Ink.BAD.on("not there", coloured);
        }
        Phase phase = record.observed().phase();
        return id + "  " + Ink.of(phase).on(phase.word(), coloured);
    }
}
