package ikabud.app;

import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.Needs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Stops all instances together with the supervisor: those first that others do not need, several at a time. */
final class Halt {
    private static final int AT_ONCE = 8;
    private static final long PATIENCE_MINUTES = 10;

    private final Ikabud ikabud;
    private final Consumer<String> trouble;

    Halt(Ikabud ikabud, Consumer<String> trouble) {
        this.ikabud = ikabud;
        this.trouble = trouble;
    }

    /** Returns when all are down, or could not be stopped. */
    void all() {
        List<InstanceRecord> records = ikabud.records();
        List<InstanceId> ids = records.stream().map(InstanceRecord::id).toList();
        List<List<InstanceId>> groups = new ArrayList<>(Needs.of(records).groups(ids));
        Collections.reverse(groups);
        groups.forEach(this::halt);
    }

    private void halt(List<InstanceId> group) {
        ExecutorService crew = ikabud.workers().crew("halt", AT_ONCE);
        group.forEach(id -> crew.execute(() -> halt(id)));
        crew.shutdown();
        try {
            crew.awaitTermination(PATIENCE_MINUTES, TimeUnit.MINUTES);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void halt(InstanceId id) {
        try {
            ikabud.manager().halt(id);
        } catch (IkabudException failure) {
            trouble.accept(id + ": " + failure.getMessage());
        }
    }
}
