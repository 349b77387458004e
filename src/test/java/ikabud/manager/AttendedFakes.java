package ikabud.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.backend.Steps;
import ikabud.journal.Journal;
import ikabud.model.Actor;
import ikabud.model.Command;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.FailureClass;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.Intent;
import ikabud.model.Observed;
import ikabud.model.Phase;
import ikabud.model.RestartMode;
import ikabud.model.RestartPolicy;
import ikabud.model.Supervision;
import ikabud.model.Verb;
import ikabud.model.Wanted;
import ikabud.support.FakeBackend;
import ikabud.support.FakeClock;
import ikabud.support.FakeLocks;
import ikabud.support.Instances;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;

/** Instances on a fake backend, attended as a supervisor does, in a time that the test lets pass. */
abstract class AttendedFakes {
    static final InstanceId BLOG = new InstanceId("blog");
    static final InstanceId DB = new InstanceId("db");
    static final Actor ADMIN = new Actor("root", 0, null, null, "", "ikabud");
    private static final Actor SUPERVISOR = new Actor("root", 0, null, null, "", "supervise");
    private static final double NO_JITTER = 0.5;

    final FakeClock clock = new FakeClock();
    final FakeBackend backend = new FakeBackend();
    final FakeLocks locks = new FakeLocks();
    final Journal journal;
    InstanceManager manager;

    AttendedFakes(Path directory) {
        journal = Journal.open(directory.resolve("state.db"), clock);
        manager = manager();
    }

    @AfterEach
    void close() {
        journal.close();
    }

    final InstanceManager manager() {
        Patience patience = new Patience(Duration.ofSeconds(10), Duration.ofSeconds(12));
        return new InstanceManager(
                backend, journal, locks, clock, patience, true, SUPERVISOR, Steps.UNHEARD, () -> NO_JITTER);
    }

    void register(InstanceId id, Supervision supervision) {
        Instance instance = Instances.instance(id.value()).with(supervision);
        journal.register(
                new InstanceRecord(
                        instance, new Intent(Wanted.DOWN, 0), new Observed(Phase.DOWN, null, clock.now(), "")),
                new Event(0, clock.now(), id, EventKind.CREATED, ADMIN, "", null, null));
    }

    void register(RestartMode mode, int most, Duration delay) {
        register(BLOG, new Supervision(new RestartPolicy(mode, most, Duration.ofSeconds(60), delay), List.of()));
    }

    void registerUsual() {
        register(BLOG, Supervision.DEFAULT);
    }

    boolean execute(Verb verb) {
        return manager.execute(Command.of(verb, BLOG, ADMIN)).isDone();
    }

    OptionalLong attend() {
        return manager.attendant().attend(BLOG);
    }

    /** Attends it whenever it is due, until nothing is due any more. */
    void attendToTheEnd() {
        for (OptionalLong due = attend(); due.isPresent(); due = attend()) {
            clock.advance(Duration.ofNanos(Math.max(0, due.getAsLong() - clock.nanoTime())));
        }
    }

    InstanceRecord record() {
        return journal.find(BLOG).orElseThrow();
    }

    Phase phase() {
        return record().observed().phase();
    }

    List<EventKind> events() {
        return journal.events(BLOG, null, 0, 100).stream().map(Event::kind).toList();
    }

    String lastDetail(EventKind kind) {
        return journal.events(BLOG, null, 0, 100).stream()
                .filter(event -> event.kind() == kind)
                .reduce((first, second) -> second)
                .map(Event::detail)
                .orElse("");
    }

    void started() {
        assertTrue(execute(Verb.START));
        assertEquals(OptionalLong.empty(), attend());
    }

    void crash() {
        backend.end(BLOG, FailureClass.CRASH);
    }
}
