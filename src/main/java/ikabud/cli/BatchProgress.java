package ikabud.cli;

import ikabud.model.Command;
import ikabud.model.InstanceId;
import ikabud.model.Needs;
import ikabud.model.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How far a batch is, in one line: a bar, what is under way, and what waits for what. Main thread only. */
final class BatchProgress {
    private static final int NAMED = 3;
    private static final int BAR = 20;

    private final Progress progress;

    BatchProgress(Progress progress) {
        this.progress = progress;
    }

    /** Takes the line away, before something else is printed. */
    void clear() {
        progress.clear();
    }

    void show(
            Plan plan,
            Map<InstanceId, CompletableFuture<Outcome>> begun,
            Function<InstanceId, Set<InstanceId>> waitsFor) {
        List<InstanceId> all = plan.commands().stream().map(Command::target).toList();
        List<InstanceId> now = all.stream()
                .filter(id -> begun.containsKey(id) && !begun.get(id).isDone())
                .toList();
        String some = now.stream().limit(NAMED).map(InstanceId::value).collect(Collectors.joining(", "))
                + (now.size() > NAMED ? ", …" : "");
        String verb = plan.commands().get(0).verb().word();
        if (all.size() == 1) {
            progress.show(verb + " " + some);
            return;
        }
        int done = begun.size() - now.size();
        String waiting = all.stream()
                .filter(id -> !begun.containsKey(id) && !waitsFor.apply(id).isEmpty())
                .findFirst()
                .map(id -> "; " + id + " waits for " + Needs.listed(new TreeSet<>(waitsFor.apply(id))))
                .orElse("");
        progress.show(
                verb + " " + bar(done, all.size()) + " " + done + " of " + all.size() + " done, now " + some + waiting);
    }

    /** Such as {@code [#####---------------]}. */
    static String bar(int done, int all) {
        int full = all == 0 ? BAR : done * BAR / all;
        return "[" + "#".repeat(full) + "-".repeat(BAR - full) + "]";
    }
}
