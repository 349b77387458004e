package ikabud.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.Command;
import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.model.Outcome;
import ikabud.support.Golden;
import ikabud.support.Instances;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AllTest {
    private final Map<String, CompletableFuture<Outcome>> under = new LinkedHashMap<>();
    private final List<Set<String>> together = new ArrayList<>();

    // blog needs db and cache; both need disk; wiki needs nobody.
    private static FakeControl diamond(boolean up) {
        FakeControl control = new FakeControl();
        control.records.add(Instances.needing(up ? Instances.up("blog") : Instances.down("blog"), "db", "cache"));
        control.records.add(Instances.needing(up ? Instances.up("cache") : Instances.down("cache"), "disk"));
        control.records.add(Instances.needing(up ? Instances.up("db") : Instances.down("db"), "disk"));
        control.records.add(up ? Instances.up("disk") : Instances.down("disk"));
        control.records.add(up ? Instances.up("wiki") : Instances.down("wiki"));
        return control;
    }

    // Each command ends a moment later; what runs at the same time is noted.
    private void slowly(FakeControl control) {
        control.answer = command -> {
            CompletableFuture<Outcome> future = new CompletableFuture<>();
            under.put(command.target().value(), future);
            together.add(under.entrySet().stream()
                    .filter(entry -> !entry.getValue().isDone())
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet()));
            return future.completeOnTimeout(done(command), 100, TimeUnit.MILLISECONDS);
        };
    }

    private static Outcome done(Command command) {
        return Outcome.done(command.target() + " " + command.verb().word() + "ed", Duration.ZERO, List.of());
    }

    private static Outcome failed(Command command) {
        return Outcome.of(
                IkabudException.failed(command.verb().word() + " of " + command.target(), "no luck", "try again"),
                Duration.ZERO);
    }

    private static List<String> targets(FakeControl control) {
        return control.commands.stream()
                .map(command -> command.target().value())
                .toList();
    }

    @Test
    void all_start_in_groups_and_side_by_side_within_one() {
        FakeControl control = diamond(false);
        slowly(control);

        Shell.Said said = new Shell(control).types("start --all");

        assertEquals(ExitCode.DONE, said.code());
        assertEquals(List.of("disk", "wiki", "cache", "db", "blog"), targets(control));
        assertEquals(Set.of("disk", "wiki"), together.get(1));
        assertTrue(together.stream().anyMatch(running -> running.containsAll(Set.of("cache", "db"))), together + "");
        assertEquals(Set.of("blog"), together.get(4));
        assertEquals("disk started", said.out().lines().findFirst().orElseThrow());
    }

    @Test
    void all_stop_in_reverse_after_a_yes() {
        FakeControl control = diamond(true);
        slowly(control);

        assertEquals(ExitCode.REFUSED, new Shell(control).types("stop --all").code());
        assertEquals(
                ExitCode.REFUSED,
                new Shell(control).answering("n\n").types("stop --all").code());
        assertEquals(List.of(), targets(control));

        Shell.Said said = new Shell(control).answering("y\n").types("stop --all");

        assertEquals(ExitCode.DONE, said.code());
        assertEquals("  blog, cache, db, disk, wiki\nStop these 5? [y/N] ", said.err());
        assertTrue(targets(control).indexOf("blog") < targets(control).indexOf("db"));
        assertEquals(Set.of("disk"), together.get(together.size() - 1));
    }

    @Test
    void what_is_as_it_shall_be_is_left_alone() {
        FakeControl control = diamond(true);
        control.records.set(2, Instances.needing(Instances.down("db"), "disk"));

        new Shell(control).types("start --all");
        assertEquals(List.of("db"), targets(control));
        Shell.Said said = new Shell(diamond(true)).types("start --all");

        assertEquals("Nothing to start: all 5 are up.\n", said.out());
        assertEquals(ExitCode.DONE, said.code());
        assertEquals(
                "Nothing to stop: all 5 are down.\n",
                new Shell(diamond(false)).types("stop --all").out());
    }

    @Test
    void a_rolling_restart_goes_one_by_one_and_ends_at_the_first_failure() throws IOException {
        FakeControl control = diamond(true);
        slowly(control);
        var usual = control.answer;
        control.answer = command -> command.target().value().equals("db")
                ? CompletableFuture.completedFuture(failed(command))
                : usual.apply(command);

        Shell.Said said = new Shell(control).types("restart --all --yes");

        assertEquals(List.of("disk", "wiki", "cache", "db"), targets(control));
        assertTrue(together.stream().allMatch(running -> running.size() == 1), together + "");
        assertEquals(ExitCode.FAILED, said.code());
        assertEquals("""
                ikabud: restart of db: no luck: try again
                ikabud: restart: one was not done, and so no other was begun; of 5 instances 4 were begun and ended as told \
                above: these were left as they are: blog
                """, said.err());
        Golden.assertSame(
                "cli/restart-all.json",
                new Shell(control).types("restart --all --yes --json").out());
    }

    @Test
    void so_many_at_once_as_were_asked_for() {
        FakeControl control = new FakeControl();
        for (int i = 1; i <= 9; i++) {
            control.records.add(Instances.up("site-" + i));
        }
        slowly(control);

        new Shell(control).types("restart --all --yes --at-once 3");

        assertEquals(9, control.commands.size());
        assertEquals(3, together.stream().mapToInt(Set::size).max().orElse(0));
        assertEquals(
                ExitCode.USAGE,
                new Shell(control).types("start --all --at-once 0").code());
    }

    @Test
    void all_and_names_exclude_each_other_and_one_of_them_is_needed() {
        Shell shell = new Shell(diamond(true));

        Shell.Said both = shell.types("start --all blog");
        Shell.Said neither = shell.types("restart");

        assertEquals(ExitCode.USAGE, both.code());
        assertTrue(both.err().contains("--all and \"blog\" exclude each other"), both.err());
        assertEquals(ExitCode.USAGE, neither.code());
        assertTrue(neither.err().contains("no instance was named"), neither.err());
    }

    @Test
    void what_it_needs_is_started_first_if_that_is_asked_for() {
        FakeControl control = diamond(false);
        control.records.set(3, Instances.up("disk"));

        new Shell(control).types("start blog --with-needs");

        assertEquals(List.of("cache", "db", "blog"), targets(control));
    }

    @Test
    void those_that_were_named_are_begun_in_the_order_of_what_they_need() {
        FakeControl control = diamond(false);
        slowly(control);

        Shell.Said said = new Shell(control).types("start blog db wiki");

        assertEquals(List.of("db", "wiki", "blog"), targets(control));
        assertEquals(
                List.of("blog started", "db started", "wiki started"),
                said.out().lines().toList());
    }

    @Test
    void a_circle_on_record_is_begun_all_the_same() {
        FakeControl control = FakeControl.with(
                Instances.needing(Instances.down("a"), "b"), Instances.needing(Instances.down("b"), "a"));

        new Shell(control).types("start --all");

        assertEquals(2, control.commands.size());
    }

    @Test
    void after_an_interruption_what_runs_ends_and_the_rest_is_named() {
        FakeControl control = diamond(false);
        control.answer = command -> {
            control.interrupt();
            return CompletableFuture.completedFuture(done(command));
        };

        Shell.Said said = new Shell(control).types("start --all");

        assertEquals(List.of("disk"), targets(control));
        assertEquals("disk started\n", said.out());
        assertTrue(said.err().contains("interrupted; of 5 instances 1 were begun"), said.err());
        assertTrue(said.err().contains("left as they are: wiki, cache, db, blog"), said.err());
        assertEquals(ExitCode.FAILED, said.code());
    }

    @Test
    void a_person_sees_a_bar_and_who_waits_for_whom() {
        FakeControl control = diamond(false);
        control.answer = command -> {
            control.clock.advance(Duration.ofSeconds(1));
            return new CompletableFuture<Outcome>()
                    .completeOnTimeout(
                            done(command), command.target().value().equals("disk") ? 500 : 1, TimeUnit.MILLISECONDS);
        };

        Shell.Said said = new Shell(control)
                .behaving(new Console.Manners(false, true, false))
                .types("start --all");

        assertTrue(
                said.err().contains("start [####----------------] 1 of 5 done, now disk; cache waits for disk"),
                said.err());
    }
}
