package ikabud.app;

import ikabud.backend.HostedExaminer;
import ikabud.backend.HostedGauges;
import ikabud.manager.SiteCheckups;
import ikabud.manager.UsageRound;
import ikabud.manager.VisitRound;
import ikabud.model.Checkup;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done for instances that have no processes, put together. Safe from any thread. */
final class Hosting {
    private final Ikabud ikabud;
    private @Nullable UsageRound usage;

    Hosting(Ikabud ikabud) {
        this.ikabud = ikabud;
    }

    /** The log files of an instance that has none in its log directory; empty for all others. */
    List<Path> logs(InstanceId id) {
        // Only who has no log directory is looked up: SQLite is dear to load.
        return Files.exists(ikabud.layout().logDirectory(id))
                ? List.of()
                : ikabud.find(id)
                        .filter(record -> record.instance().isVirtual())
                        .map(record -> HostedGauges.logs(record.instance()))
                        .orElse(List.of());
    }

    /** A look at one instance, asked for; the deepest also measures. */
    Checkup examine(InstanceRecord record, Checkup.Reach reach) {
        if (reach == Checkup.Reach.DEEP) {
            measure();
        }
        return new SiteCheckups(new HostedExaminer(ikabud.ways().place()), ikabud.clock()).examine(record, reach);
    }

    /** Goes on measuring what sites take; may wait 10 s for each database. */
    synchronized void measure() {
        UsageRound current = usage;
        if (current == null) {
            current = new UsageRound(new HostedGauges(ikabud.clock(), ikabud.machine()), ikabud.store());
            usage = current;
        }
        current.run();
    }

    VisitRound visits() {
        return new VisitRound(
                new HostedExaminer(ikabud.ways().place()), ikabud.store(), ikabud.clock(), ikabud.actor());
    }

    /** What the hoster lets us do; nothing for root's installation. */
    List<Finding> findings() {
        if (ikabud.layout().system()) {
            return List.of();
        }
        boolean known = Files.exists(ikabud.layout().database());
        return new HostDoctor(ikabud.machine(), ikabud.clock(), known ? ikabud.records() : List.of()).look();
    }
}
