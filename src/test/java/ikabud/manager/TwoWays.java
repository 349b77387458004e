package ikabud.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.backend.Backends;
import ikabud.backend.Steps;
import ikabud.model.Actor;
import ikabud.model.BackendKind;
import ikabud.model.Command;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.Intent;
import ikabud.model.Observed;
import ikabud.model.Outcome;
import ikabud.model.Phase;
import ikabud.model.Signal;
import ikabud.model.Verb;
import ikabud.model.Wanted;
import ikabud.support.FakeBackend;
import ikabud.support.FakeClock;
import ikabud.support.FakeLocks;
import ikabud.support.Instances;
import ikabud.support.MemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** An instance between two ways to run it, both of them fakes. */
abstract class TwoWays {
    static final InstanceId BLOG = new InstanceId("blog");
    static final Actor ADMIN = new Actor("root", 0, null, null, "", "ikabud");
    static final Command.Options PLAIN = new Command.Options(Signal.KILL, false, false, false, null, null, null);

    final FakeClock clock = new FakeClock();
    final FakeBackend direct = new FakeBackend();
    final FakeBackend systemd = new FakeBackend(BackendKind.SYSTEMD);
    private final Backends backends = new Backends(
            () -> BackendKind.SYSTEMD,
            Map.of(BackendKind.DIRECT, () -> direct, BackendKind.SYSTEMD, () -> systemd),
            kind -> List.of());
    private final FakeLocks locks = new FakeLocks();
    final MemoryStore journal = new MemoryStore();
    InstanceManager manager = manager(Steps.UNHEARD);

    TwoWays() {
        direct.beside(systemd);
        systemd.beside(direct);
    }

    final InstanceManager manager(Steps steps) {
        return manager(backends, steps);
    }

    final InstanceManager manager(Backends ways, Steps steps) {
        Patience patience = new Patience(Duration.ofSeconds(10), Duration.ofSeconds(12));
        return new InstanceManager(ways, journal, locks, clock, patience, true, ADMIN, steps, () -> 0.5);
    }

    final void register(BackendKind kind) {
        Instance instance = Instances.instance("blog").with(kind);
        journal.register(
                new InstanceRecord(
                        instance, new Intent(Wanted.DOWN, 0), new Observed(Phase.DOWN, null, clock.now(), "")),
                new Event(0, clock.now(), BLOG, EventKind.CREATED, ADMIN, "", null, null));
    }

    final void started(BackendKind kind) {
        register(kind);
        assertTrue(manager.execute(Command.of(Verb.START, BLOG, ADMIN)).isDone());
    }

    final Outcome migrate(BackendKind to) {
        return manager.execute(Command.of(Verb.MIGRATE, BLOG, ADMIN).with(PLAIN.to(to)));
    }

    final InstanceRecord record() {
        return journal.find(BLOG).orElseThrow();
    }

    final FakeBackend side(BackendKind kind) {
        return kind == BackendKind.DIRECT ? direct : systemd;
    }

    static BackendKind other(BackendKind kind) {
        return kind == BackendKind.DIRECT ? BackendKind.SYSTEMD : BackendKind.DIRECT;
    }

    final void assertOnly(BackendKind kind, Phase phase, String why) {
        assertEquals(kind, record().instance().backend(), why);
        assertEquals(phase, record().observed().phase(), why);
        assertEquals(phase == Phase.UP, side(kind).isRunning(BLOG), why);
        assertFalse(side(other(kind)).isRunning(BLOG), why);
        assertFalse(side(other(kind)).isPrepared(BLOG), why);
    }

    /** Forgets the instance and starts one of its name. */
    final void freshly(BackendKind kind) {
        journal.find(BLOG).ifPresent(old -> {
            manager.execute(Command.of(Verb.STOP, BLOG, ADMIN));
            journal.forget(BLOG, new Event(0, clock.now(), BLOG, EventKind.REMOVED, ADMIN, "", null, null));
        });
        List.of(direct, systemd).forEach(side -> side.clearRemains(Instances.instance("blog")));
        started(kind);
    }

    /** Has a supervisor attend it until nothing of it is due. */
    final void attendToTheEnd() {
        for (OptionalLong due = manager.attendant().attend(BLOG);
                due.isPresent();
                due = manager.attendant().attend(BLOG)) {
            clock.advance(Duration.ofNanos(Math.max(1, due.getAsLong() - clock.nanoTime())));
        }
    }
}
