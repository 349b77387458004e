package ikabud.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.Outcome.Result;
import ikabud.support.Instances;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    private static final Duration TOOK = Duration.ofMillis(12);

    @Test
    void what_a_rule_forbids_is_refused_and_what_broke_has_failed() {
        assertEquals(Result.REFUSED, result(IkabudException.refused("stop", "busy", "wait")));
        assertEquals(Result.REFUSED, result(IkabudException.usage("stop", "no such option", "")));
        assertEquals(Result.REFUSED, result(IkabudException.needsRights("stop", "not yours", "use sudo")));
        assertEquals(Result.REFUSED, result(IkabudException.noSuchInstance("x")));
        assertEquals(Result.FAILED, result(IkabudException.failed("stop", "no answer", "")));
    }

    @Test
    void a_failure_tells_what_why_and_what_to_do() {
        var cause = new IllegalStateException();
        var failure = IkabudException.failed("start blog", "no disk", "free some", cause);

        var outcome = Outcome.of(failure, TOOK);

        assertEquals("start blog: no disk: free some", outcome.message());
        assertEquals(ExitCode.FAILED.code(), outcome.exitCode().code());
        assertFalse(outcome.isDone());
        assertSame(cause, failure.getCause());
        assertEquals(
                List.of("start blog", "no disk", "free some"),
                List.of(failure.what(), failure.why(), failure.remedy()));
    }

    @Test
    void a_hostile_name_is_harmless_in_the_message() {
        assertFalse(IkabudException.noSuchInstance("\u001b[2J").getMessage().contains("\u001b"));
    }

    @Test
    void a_command_keeps_what_it_was_made_with() {
        var actor = new Actor("root", 0, 1000L, 3L, "", "ikabud");
        var options = new Command.Options(Signal.TERM, true, false, false, TOOK, null);

        var command = Command.of(Verb.KILL, new InstanceId("blog"), actor)
                .expecting(Instances.MASTER)
                .with(options);

        assertEquals(new Command(Verb.KILL, new InstanceId("blog"), actor, Instances.MASTER, null, options), command);
        assertTrue(Outcome.done("killed", TOOK, List.of()).isDone());
    }

    private static Result result(IkabudException failure) {
        return Outcome.of(failure, TOOK).result();
    }
}
