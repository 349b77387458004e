package ikabud.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.Blueprint;
import ikabud.model.Command;
import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.model.Outcome;
import ikabud.support.Golden;
import ikabud.support.Instances;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ChangesTest {
    private final FakeControl control = FakeControl.withSites();
    private final Shell shell = new Shell(control);

    private List<String> targets() {
        return control.commands.stream()
                .map(command -> command.verb().word() + " " + command.target())
                .toList();
    }

    @Test
    void ids_and_patterns_name_each_instance_once_in_order() {
        shell.types("stop shop-2 'shop-*' blog");

        assertEquals(List.of("stop shop-2", "stop shop-1", "stop blog"), targets());
    }

    @Test
    void what_was_done_goes_to_the_output_and_what_was_not_to_the_errors() {
        control.answer = command -> CompletableFuture.completedFuture(
                command.target().value().equals("blog")
                        ? Outcome.done("blog is up, PID 4711", Duration.ofMillis(80), List.of("ended 1 stray: 4712"))
                        : Outcome.of(
                                IkabudException.refused("start " + command.target(), "it is busy", "add --wait"),
                                Duration.ZERO));

        Shell.Said said = shell.types("start blog shop-1");

        assertEquals("blog is up, PID 4711\n  ended 1 stray: 4712\n", said.out());
        assertEquals("ikabud: start shop-1: it is busy: add --wait\n", said.err());
        assertEquals(ExitCode.REFUSED, said.code());
    }

    @Test
    void the_worst_exit_code_wins() {
        assertEquals(ExitCode.FAILED, Batch.worse(ExitCode.FAILED, ExitCode.NEEDS_RIGHTS));
        assertEquals(ExitCode.NEEDS_RIGHTS, Batch.worse(ExitCode.REFUSED, ExitCode.NEEDS_RIGHTS));
        assertEquals(ExitCode.REFUSED, Batch.worse(ExitCode.REFUSED, ExitCode.DONE));
    }

    @Test
    void at_most_four_run_at_once_and_results_keep_their_order() {
        FakeControl many = new FakeControl();
        for (int i = 1; i <= 9; i++) {
            many.records.add(Instances.up("site-" + i));
        }
        List<CompletableFuture<Outcome>> waiting = new ArrayList<>();
        many.answer = command -> {
            CompletableFuture<Outcome> future = new CompletableFuture<>();
            waiting.add(future);
            long running = waiting.stream().filter(each -> !each.isDone()).count();
            assertTrue(running <= 4, "at once: " + running);
            if (waiting.size() % 4 == 0 || waiting.size() == 9) {
                for (int i = waiting.size() - 1; i >= 0; i--) {
                    waiting.get(i).complete(Outcome.done("done " + (i + 1), Duration.ZERO, List.of()));
                }
            }
            return future;
        };

        Shell.Said said = new Shell(many).types("stop '*'");

        assertEquals(
                List.of("1", "2", "3", "4", "5", "6", "7", "8", "9"),
                said.out().lines().map(line -> line.substring(5)).toList());
    }

    @Test
    void a_person_sees_how_far_long_work_is() {
        List<CompletableFuture<Outcome>> waiting = new ArrayList<>();
        control.answer = command -> {
            waiting.add(new CompletableFuture<>());
            control.clock.advance(Duration.ofSeconds(3));
            return waiting.get(waiting.size() - 1)
                    .completeOnTimeout(
                            Outcome.done("stopped", Duration.ZERO, List.of()),
                            300,
                            java.util.concurrent.TimeUnit.MILLISECONDS);
        };

        Shell.Said said =
                shell.behaving(new Console.Manners(false, true, false)).types("stop blog shop-1");

        assertEquals("\r\033[Kstop [--------------------] 0 of 2 done, now blog, shop-1  6 s\r\033[K", said.err());
    }

    @Test
    void json_tells_what_became_of_each() throws IOException {
        Shell.Said said = shell.types("restart blog shop-2 --json");

        assertEquals(ExitCode.DONE, said.code());
        Golden.assertSame("cli/restart.json", said.out());
    }

    @Test
    void create_says_what_to_make_and_shows_what_was_made() throws IOException {
        Shell.Said said = shell.types(
                "create shop-1 --kind php --php 8.2 --user web --root /srv/x/../shop --set a=b --set c=d=e --no-start");

        Blueprint blueprint = control.commands.get(0).options().blueprint();
        assertEquals(
                new Blueprint("php", "8.2", "web", Path.of("/srv/shop"), Map.of("a", "b", "c", "d=e"), false),
                blueprint);
        Golden.assertSame("cli/create.txt", said.out());
    }

    @Test
    void a_plain_create_leaves_the_rest_open() {
        shell.types("create new-one");

        Blueprint blueprint = control.commands.get(0).options().blueprint();
        assertEquals(new Blueprint("php", null, null, null, Map.of(), true), blueprint);
    }

    @Test
    void remove_without_a_terminal_and_without_yes_is_refused() {
        assertEquals(ExitCode.REFUSED, shell.types("remove blog").code());
        assertEquals(List.of(), control.commands);
    }

    @Test
    void remove_asks_and_does_it_only_after_a_yes() {
        assertEquals(
                ExitCode.REFUSED, shell.answering("\n").types("remove blog").code());
        assertEquals(ExitCode.REFUSED, shell.answering("").types("remove blog").code());
        assertEquals(List.of(), control.commands);

        Shell.Said said = shell.answering("y\n").types("remove blog");

        assertEquals(ExitCode.DONE, said.code());
        assertTrue(said.err().contains("blog: up, PID 4711, user ikabud_blog"), said.err());
        Command command = control.commands.get(0);
        assertEquals(Instances.MASTER, command.expected());
        assertFalse(command.options().purge());
    }

    @Test
    void a_purge_wants_each_id_typed() {
        assertEquals(
                ExitCode.REFUSED,
                shell.answering("shop-1\ny\n").types("remove 'shop-*' --purge").code());
        assertEquals(List.of(), control.commands);

        shell.answering("shop-1\nshop-2\n").types("remove 'shop-*' --purge");

        assertEquals(List.of("remove shop-1", "remove shop-2"), targets());
        assertTrue(control.commands.get(0).options().purge());
        assertNull(control.commands.get(1).expected());
    }

    @Test
    void yes_asks_nothing() {
        assertEquals(ExitCode.DONE, shell.types("remove blog --purge --yes").code());
        assertEquals(List.of("remove blog"), targets());
    }
}
