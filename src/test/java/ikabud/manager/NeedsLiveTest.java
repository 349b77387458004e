package ikabud.manager;

import static ikabud.support.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.backend.Steps;
import ikabud.model.Blueprint;
import ikabud.model.Command;
import ikabud.model.ExitCode;
import ikabud.model.InstanceId;
import ikabud.model.Observed;
import ikabud.model.Outcome;
import ikabud.model.Outcome.Result;
import ikabud.model.Phase;
import ikabud.model.RestartPolicy;
import ikabud.model.Signal;
import ikabud.model.Supervision;
import ikabud.model.Verb;
import ikabud.support.Survives;
import ikabud.support.TestRoot;
import ikabud.support.Trouble;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("live")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class NeedsLiveTest {
    private final InstanceManager manager;

    NeedsLiveTest(@TempDir Path directory) {
        manager = new TestRoot(directory).manager(Steps.UNHEARD);
        create("db", "#61236");
        create("blog", "#61237", "db");
    }

    @AfterEach
    void remove() {
        manager.roster()
                .entries()
                .forEach(entry -> execute(
                        Verb.REMOVE,
                        entry.id().value(),
                        new Command.Options(Signal.KILL, true, true, true, null, null)));
    }

    private Outcome create(String id, String user, String... needs) {
        Supervision supervision = new Supervision(
                RestartPolicy.DEFAULT, Arrays.stream(needs).map(InstanceId::new).toList());
        Blueprint blueprint =
                new Blueprint("php", null, TestRoot.isRoot() ? user : null, null, Map.of(), supervision, false);
        return execute(Verb.CREATE, id, new Command.Options(Signal.KILL, false, false, false, null, blueprint));
    }

    private Outcome execute(Verb verb, String id) {
        return execute(verb, id, Command.Options.PLAIN);
    }

    private Outcome execute(Verb verb, String id, Command.Options options) {
        return manager.execute(
                Command.of(verb, new InstanceId(id), TestRoot.ACTOR).with(options));
    }

    @Test
    void needs_are_recorded_and_impossible_ones_refused_before_anything_is_made() {
        Outcome unknown = create("shop", "#61238", "mail");
        Outcome itself = create("shop", "#61238", "shop");

        assertEquals(ExitCode.NO_SUCH_INSTANCE, unknown.exitCode());
        assertTrue(unknown.message().contains("there is no instance mail"), unknown.message());
        assertEquals(ExitCode.USAGE, itself.exitCode());
        assertEquals(2, manager.roster().entries().size());
        assertEquals(
                List.of(new InstanceId("db")),
                manager.roster()
                        .find(new InstanceId("blog"))
                        .orElseThrow()
                        .record()
                        .instance()
                        .supervision()
                        .needs());
    }

    @Test
    void what_others_need_is_removed_only_by_force_and_then_cannot_come_back_in_a_circle() {
        Outcome refused = execute(Verb.REMOVE, "db");

        assertEquals(Result.REFUSED, refused.result());
        assertTrue(refused.message().contains("needed by blog"), refused.message());
        Outcome forced = execute(Verb.REMOVE, "db", new Command.Options(Signal.KILL, true, true, false, null, null));
        assertTrue(forced.isDone(), forced.message());
        assertTrue(forced.notes().toString().contains("still needed by blog"), forced.notes() + "");

        Outcome circle = create("db", "#61236", "blog");

        assertTrue(circle.message().contains("db -> blog -> db"), circle.message());
    }

    @Test
    void a_stop_tells_who_runs_on_without_it() {
        assertTrue(execute(Verb.START, "db").isDone());
        assertTrue(execute(Verb.START, "blog").isDone());

        Outcome stopped = execute(Verb.STOP, "db");

        assertTrue(stopped.isDone(), stopped.message());
        assertTrue(stopped.notes().toString().contains("needed by blog"), stopped.notes() + "");
    }

    private static final Command.Options PATIENT =
            new Command.Options(Signal.KILL, false, false, true, Duration.ofSeconds(20), null);

    private Observed blog() {
        return manager.roster()
                .find(new InstanceId("blog"))
                .orElseThrow()
                .record()
                .observed();
    }

    private FutureTask<Outcome> startsPatiently() {
        FutureTask<Outcome> start = new FutureTask<>(() -> execute(Verb.START, "blog", PATIENT));
        new Thread(start, "start").start();
        eventually("it waits", () -> blog().phase() == Phase.STARTING);
        assertEquals("waits for db (down)", blog().cause());
        return start;
    }

    @Test
    @Survives(Trouble.NEEDS)
    void a_start_without_what_it_needs_is_refused_and_nothing_is_wished() {
        Outcome outcome = execute(Verb.START, "blog");

        assertEquals(Result.REFUSED, outcome.result());
        assertTrue(outcome.message().contains("it needs db (down): start that first"), outcome.message());
        assertEquals(Phase.DOWN, blog().phase());
    }

    @Test
    @Survives(Trouble.NEEDS)
    void a_patient_start_waits_in_sight_and_goes_on_when_what_it_needs_serves() throws Exception {
        FutureTask<Outcome> start = startsPatiently();

        assertTrue(execute(Verb.START, "db").isDone());

        assertTrue(start.get(20, TimeUnit.SECONDS).isDone());
        assertEquals(Phase.UP, blog().phase());
    }

    @Test
    @Survives(Trouble.NEEDS)
    void one_that_waits_can_be_stopped_within_a_second() throws Exception {
        FutureTask<Outcome> start = startsPatiently();

        Outcome stop = execute(Verb.STOP, "blog");

        assertTrue(stop.isDone(), stop.message());
        assertTrue(stop.took().toMillis() < 1000, stop.took() + "");
        Outcome started = start.get(5, TimeUnit.SECONDS);
        assertEquals(Result.REFUSED, started.result());
        assertTrue(started.message().contains("a stop wins"), started.message());
        assertEquals(Phase.DOWN, blog().phase());
    }
}
