package ikabud.app;

import ikabud.backend.FpmExaminer;
import ikabud.backend.InstanceLogs;
import ikabud.config.Settings;
import ikabud.manager.HealthRound;
import ikabud.manager.LogRound;
import ikabud.manager.PruneRound;
import ikabud.manager.Round;
import ikabud.os.FlockLocks;
import java.time.Duration;
import java.util.List;

/** What the supervisor does again and again besides attending to who needs it. */
final class SupervisorRounds {
    private static final Duration SLOW_LOOK = Duration.ofSeconds(30);
    private static final Duration HEALTH = Duration.ofSeconds(5);
    private static final Duration GLANCE = Duration.ofSeconds(1);
    private static final Duration MEASURE = Duration.ofSeconds(10);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private SupervisorRounds() {}

    /** All rounds, for a program that supervises. */
    static List<Round> of(Ikabud ikabud) {
        HealthRound health = health(ikabud);
        return List.of(
                // What is told by exits and by the record is attended at once; this finds what slipped through.
                new Round(
                        "look at everything", SLOW_LOOK, () -> ikabud.manager().reconcile()),
                new Round("look how instances do", HEALTH, health::run),
                new Round("look for storms of workers", GLANCE, health::glance),
                new Round("ask sites for a page", MINUTE, ikabud.hosting().visits()::run),
                new Round("measure sites", MEASURE, ikabud.hosting()::measure),
                new Round("put logs aside", MINUTE, logs(ikabud)::run),
                new Round("forget old events", MINUTE, prune(ikabud)::run));
    }

    private static HealthRound health(Ikabud ikabud) {
        return new HealthRound(
                new FpmExaminer(ikabud.layout(), ikabud.machine(), ikabud.clock()),
                ikabud.store(),
                ikabud.clock(),
                ikabud.poolSizes()::of,
                ikabud.actor(),
                ikabud.manager().attendant()::found);
    }

    private static LogRound logs(Ikabud ikabud) {
        Settings settings = ikabud.settings();
        return new LogRound(
                new InstanceLogs(ikabud.layout(), ikabud.machine()),
                ikabud.backend(),
                ikabud.store(),
                new FlockLocks(ikabud.layout(), ikabud.machine().proc()),
                ikabud.clock(),
                ikabud.actor(),
                settings.logMaxSize(),
                settings.logKeep());
    }

    private static PruneRound prune(Ikabud ikabud) {
        Settings settings = ikabud.settings();
        return new PruneRound(ikabud.store(), ikabud.clock(), settings.eventsKeep(), settings.eventsMost());
    }
}
