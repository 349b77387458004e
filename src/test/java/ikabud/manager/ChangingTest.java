package ikabud.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.Changes;
import ikabud.model.Command;
import ikabud.model.EventKind;
import ikabud.model.ExitCode;
import ikabud.model.Outcome;
import ikabud.model.Phase;
import ikabud.model.RestartMode;
import ikabud.model.RestartPolicy;
import ikabud.model.Signal;
import ikabud.model.Supervision;
import ikabud.model.Verb;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangingTest extends AttendedFakes {
    ChangingTest(@TempDir Path directory) {
        super(directory);
    }

    private Outcome set(boolean reload, Map<String, String> values) {
        Command.Options options =
                new Command.Options(Signal.KILL, false, false, false, null, null, new Changes(values, reload));
        return manager.execute(Command.of(Verb.SET, BLOG, ADMIN).with(options));
    }

    @Test
    void another_policy_is_on_record_and_the_master_is_not_touched() {
        registerUsual();
        started();

        Outcome outcome = set(false, Map.of("restart", "always"));

        assertEquals("blog: restart on-failure -> always", outcome.message());
        assertEquals(
                RestartMode.ALWAYS, record().instance().supervision().restart().mode());
        assertEquals(List.of(), backend.signals());
        assertEquals("restart on-failure -> always", lastDetail(EventKind.CHANGED));
    }

    @Test
    void another_policy_holds_for_the_next_end() {
        registerUsual();
        started();
        assertTrue(set(false, Map.of("delay", "7s")).isDone());
        crash();

        assertEquals(Duration.ofSeconds(7).toNanos(), attend().orElseThrow() - clock.nanoTime());
    }

    @Test
    void a_variable_of_its_kind_says_when_it_takes_effect() {
        registerUsual();
        assertEquals(
                "blog: max-children (nothing) -> 20; it takes effect with its next start",
                set(false, Map.of("max-children", "20")).message());
        started();

        assertEquals(
                "blog: max-children 20 -> 30; it takes effect with `ikabud reload blog`",
                set(false, Map.of("max-children", "30")).message());
        assertEquals(List.of(), backend.signals());
        assertEquals(
                "blog: max-children 30 -> 40; blog has taken up its configuration, PID 1000",
                set(true, Map.of("max-children", "40")).message());
        assertEquals(List.of("USR2 1000"), backend.signals());
        assertEquals(Phase.UP, phase());
    }

    @Test
    void limits_hold_at_once_and_what_is_refused_changes_nothing() {
        registerUsual();
        assertEquals("blog: tasks none -> 64", set(false, Map.of("tasks", "64")).message());
        assertEquals(List.of(), backend.limited());
        started();

        assertEquals(
                "blog: memory none -> 2G", set(false, Map.of("memory", "2G")).message());
        assertEquals(List.of(record().instance().limits()), backend.limited());

        backend.refuseLimits();
        assertEquals(ExitCode.FAILED, set(false, Map.of("memory", "1G")).exitCode());
        assertEquals(2L << 30, record().instance().limits().memoryBytes().orElse(0));
    }

    @Test
    void one_mistake_changes_nothing_and_all_are_told() {
        registerUsual();

        Outcome outcome = set(false, Map.of("restart", "maybe", "delay", "2s", "max-childen", "20"));

        assertEquals(ExitCode.USAGE, outcome.exitCode());
        assertTrue(outcome.message().contains("restart: expected one of"), outcome.message());
        assertTrue(outcome.message().contains("unknown variable max-childen"), outcome.message());
        assertEquals(Supervision.DEFAULT, record().instance().supervision());
    }

    @Test
    void what_holds_already_is_no_change() {
        registerUsual();

        assertEquals(
                "blog has these values already",
                set(false, Map.of("max-restarts", "3")).message());
        assertTrue(events().stream().noneMatch(kind -> kind == EventKind.CHANGED));
    }

    @Test
    void a_circle_of_needs_is_refused() {
        registerUsual();
        register(DB, new Supervision(RestartPolicy.DEFAULT, List.of(BLOG)));

        Outcome outcome = set(false, Map.of("depends-on", "db"));

        assertTrue(outcome.message().contains("blog -> db -> blog"), outcome.message());
        assertEquals(Supervision.DEFAULT, record().instance().supervision());
    }
}
