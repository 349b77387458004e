package ikabud.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.Actor;
import ikabud.model.Command;
import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.Outcome;
import ikabud.model.Verb;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private static final Actor ACTOR = new Actor("root", 0, null, null, "", "test");

    private static Command stop(String id) {
        return Command.of(Verb.STOP, new InstanceId(id), ACTOR);
    }

    @Test
    void a_failure_becomes_an_outcome_with_its_exit_code() throws Exception {
        try (Workers workers = new Workers()) {
            Outcome outcome = workers.sink(command -> {
                        throw IkabudException.refused("stop blog", "it is down", "");
                    })
                    .submit(stop("blog"))
                    .get(5, TimeUnit.SECONDS);

            assertEquals(ExitCode.REFUSED, outcome.exitCode());
        }
    }

    @Test
    void a_mistake_of_ours_becomes_a_failed_outcome_and_kills_no_thread() throws Exception {
        try (Workers workers = new Workers()) {
            Outcome outcome = workers.sink(command -> {
                        throw new IllegalStateException("oops");
                    })
                    .submit(stop("blog"))
                    .get(5, TimeUnit.SECONDS);

            assertEquals(ExitCode.FAILED, outcome.exitCode());
            assertTrue(outcome.message().contains("oops"), outcome.message());
        }
    }

    @Test
    void a_slow_command_holds_up_no_other() throws Exception {
        CountDownLatch other = new CountDownLatch(1);
        try (Workers workers = new Workers()) {
            var sink = workers.sink(command -> {
                if (command.target().value().equals("slow")) {
                    await(other);
                } else {
                    other.countDown();
                }
                return Outcome.done("done", Duration.ZERO, List.of());
            });

            var slow = sink.submit(stop("slow"));
            var quick = sink.submit(stop("quick"));

            assertTrue(quick.get(5, TimeUnit.SECONDS).isDone());
            assertTrue(slow.get(5, TimeUnit.SECONDS).isDone());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(5, TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void after_the_end_commands_are_refused_and_not_lost() throws Exception {
        Workers workers = new Workers();
        workers.close();

        Outcome outcome = workers.sink(command -> Outcome.done("done", Duration.ZERO, List.of()))
                .submit(stop("blog"))
                .get(5, TimeUnit.SECONDS);

        assertEquals(Outcome.Result.REFUSED, outcome.result());
    }
}
