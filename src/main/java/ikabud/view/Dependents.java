package ikabud.view;

import ikabud.model.InstanceId;
import ikabud.model.InstanceSample;
import ikabud.model.Snapshot;
import java.util.List;

/** Who needs whom, as far as the picture shows it. */
final class Dependents {
    private Dependents() {}

    /** The instances that need this one. */
    static List<InstanceId> of(InstanceId id, Snapshot snapshot) {
        return snapshot.instances().stream()
                .filter(sample ->
                        sample.entry().record().instance().supervision().needs().contains(id))
                .map(InstanceSample::id)
                .toList();
    }

    /** {@code db (up), cache (down)}. */
    static String withPhases(List<InstanceId> ids, Snapshot snapshot) {
        return String.join(
                ", ",
                ids.stream()
                        .map(id -> id + " ("
                                + snapshot.find(id)
                                        .map(sample -> Condition.of(sample).word())
                                        .orElse("there is none")
                                + ")")
                        .toList());
    }

    /** {@code shop}, {@code shop and news}, {@code shop, news and 3 more}. */
    static String names(List<InstanceId> ids) {
        return switch (ids.size()) {
            case 1 -> ids.get(0).value();
            case 2 -> ids.get(0) + " and " + ids.get(1);
            case 3 -> ids.get(0) + ", " + ids.get(1) + " and " + ids.get(2);
            default -> ids.get(0) + ", " + ids.get(1) + " and " + (ids.size() - 2) + " more";
        };
    }
}
