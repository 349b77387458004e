package ikabud.isolation;

import ikabud.backend.Backend;
import ikabud.backend.Backends;
import ikabud.backend.DirectBackend;
import ikabud.backend.Machine;
import ikabud.backend.Place;
import ikabud.backend.Steps;
import ikabud.backend.SystemdBackend;
import ikabud.config.Kinds;
import ikabud.config.Layouts;
import ikabud.journal.Journal;
import ikabud.manager.InstanceManager;
import ikabud.manager.Patience;
import ikabud.model.BackendKind;
import ikabud.model.Command;
import ikabud.model.Event;
import ikabud.model.InstanceId;
import ikabud.model.InstanceRecord;
import ikabud.model.Layout;
import ikabud.model.Outcome;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.model.Verb;
import ikabud.os.FlockLocks;
import ikabud.os.SystemClock;
import ikabud.support.TestRoot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs within a host: migrations that die half-way, and what the next one to look makes of them.
 *
 * <p>{@code ID} dies at every step of both directions in turn, and prints a line for each; {@code ID WAY STEP} dies once
 * after the step of that name and leaves all as it is.
 */
final class MortalMigration {
    private static final Patience PATIENCE = new Patience(Duration.ofSeconds(20), Duration.ofSeconds(10));
    private static final Command.Options PLAIN = new Command.Options(Signal.KILL, false, false, true, null, null, null);

    private final InstanceId id;
    private final Machine machine = Machine.real();
    private final Layout layout = Layouts.detect(Map.of(), 0);
    private final SystemClock clock = new SystemClock();
    private final Place place = new Place(layout, machine, clock, "www-data", null, new Kinds(layout));
    private final Backends backends = new Backends(
            () -> BackendKind.SYSTEMD,
            Map.<BackendKind, java.util.function.Supplier<Backend>>of(
                    BackendKind.DIRECT,
                    () -> new DirectBackend(place),
                    BackendKind.SYSTEMD,
                    () -> new SystemdBackend(place, PATIENCE.start(), PATIENCE.stop())),
            kind -> List.of());
    private final Journal journal = Journal.open(layout.database(), clock);

    private MortalMigration(InstanceId id) {
        this.id = id;
    }

    public static void main(String[] arguments) {
        MortalMigration migration = new MortalMigration(new InstanceId(arguments[0]));
        if (arguments.length > 1) {
            BackendKind to = BackendKind.valueOf(arguments[1]);
            migration.dying(to, step -> step.equals(arguments[2]));
            return;
        }
        for (BackendKind to : List.of(BackendKind.SYSTEMD, BackendKind.DIRECT)) {
            migration.everywhere(to);
        }
    }

    private InstanceManager manager(Steps steps) {
        return new InstanceManager(
                backends,
                journal,
                new FlockLocks(layout, machine.proc()),
                clock,
                PATIENCE,
                true,
                TestRoot.ACTOR,
                steps);
    }

    private InstanceRecord record() {
        return journal.find(id).orElseThrow();
    }

    private void everywhere(BackendKind to) {
        BackendKind from = to == BackendKind.SYSTEMD ? BackendKind.DIRECT : BackendKind.SYSTEMD;
        for (int at = 1; ; at++) {
            Outcome ready = manager(Steps.UNHEARD)
                    .execute(Command.of(Verb.MIGRATE, id, TestRoot.ACTOR).with(PLAIN.to(from)));
            if (!ready.isDone()) {
                System.out.println("WRONG: " + ready);
                return;
            }
            AtomicInteger count = new AtomicInteger();
            int fatal = at;
            Optional<String> death = dying(to, step -> count.incrementAndGet() == fatal);
            if (death.isEmpty()) {
                System.out.println(from.word() + " -> " + to.word() + ": " + (at - 1) + " steps");
                return;
            }
            manager(Steps.UNHEARD).reconcile();
            for (int i = 0;
                    i < 20 && manager(Steps.UNHEARD).attendant().attend(id).isPresent();
                    i++) {
                java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
            }
            System.out.println(judge() + from.word() + " -> " + to.word() + ", dead after \"" + death.get() + "\": "
                    + record().instance().backend().word() + ", "
                    + record().observed().phase().word());
        }
    }

    /** Wrong, unless the side on record serves, alone. */
    private String judge() {
        InstanceRecord now = record();
        boolean systemd = now.instance().backend() == BackendKind.SYSTEMD;
        ProcessIdentity master = now.observed().master();
        List<String> unit = machine.spawner()
                .run(
                        List.of(
                                "systemctl",
                                "show",
                                "--value",
                                "--property=LoadState,MainPID",
                                "ikabud-" + id + ".service"),
                        Map.of(),
                        Duration.ofSeconds(10),
                        1000)
                .output()
                .lines()
                .sorted()
                .toList();
        String wanted = systemd ? (master == null ? "?" : master.pid()) + " loaded" : "0 not-found";
        boolean well = master != null
                && backends.isAlive(master)
                && backends.answers(now.instance(), Duration.ofSeconds(5))
                && machine.holders().lockHeld(layout.aliveLock(id)) != systemd
                && String.join(" ", unit).equals(wanted);
        return well
                ? ""
                : "WRONG: unit " + unit + " lock " + machine.holders().lockHeld(layout.aliveLock(id)) + " " + now
                        + journal.events(id, null, 0, 100).stream()
                                .map(Event::toString)
                                .toList() + " ";
    }

    /** Migrates and dies after that step; its name, or empty if there is none. */
    private Optional<String> dying(BackendKind to, java.util.function.Predicate<String> fatal) {
        String[] last = {""};
        try {
            manager(step -> {
                        last[0] = step;
                        if (fatal.test(step)) {
                            throw new Death();
                        }
                    })
                    .execute(Command.of(Verb.MIGRATE, id, TestRoot.ACTOR).with(PLAIN.to(to)));
            return Optional.empty();
        } catch (Death death) {
            return Optional.of(last[0]);
        }
    }

    /** Nobody who is dead cleans up. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }
}
