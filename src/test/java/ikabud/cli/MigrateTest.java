package ikabud.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.BackendKind;
import ikabud.model.Command;
import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.model.InstanceRecord;
import ikabud.model.MigrationPlan;
import ikabud.model.Outcome;
import ikabud.model.Verb;
import ikabud.support.Golden;
import ikabud.support.Instances;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MigrateTest {
    private static FakeControl control() {
        FakeControl control = FakeControl.withSites();
        control.best = BackendKind.SYSTEMD;
        return control;
    }

    private static InstanceRecord run(InstanceRecord record, BackendKind kind) {
        return new InstanceRecord(record.instance().with(kind), record.intent(), record.observed());
    }

    private static MigrationPlan barred(InstanceRecord record, BackendKind to) {
        MigrationPlan plan = FakeControl.migration(record, to);
        List<String> none = List.of();
        return new MigrationPlan(
                plan.id(),
                plan.from(),
                to,
                plan.serves(),
                List.of("its user has no name", "its document root is /tmp/x"),
                none,
                none,
                none,
                none,
                none,
                Duration.ZERO);
    }

    private static List<String> targets(FakeControl control) {
        return control.commands.stream()
                .map(command -> command.target() + " " + command.options().to())
                .toList();
    }

    @Test
    void a_dry_run_shows_what_it_would_do_and_does_nothing() throws Exception {
        FakeControl control = control();

        Shell.Said said = new Shell(control).types("migrate blog shop-2 --to systemd --dry-run");

        assertEquals(ExitCode.DONE, said.code());
        assertEquals(List.of(), control.commands);
        Golden.assertSame("cli/migrate-dry-run.txt", said.out());
    }

    @Test
    void a_dry_run_for_a_program_has_all_fields() throws Exception {
        FakeControl control = control();

        Golden.assertSame(
                "cli/migrate-dry-run.json",
                new Shell(control)
                        .types("migrate blog --to systemd --dry-run --json")
                        .out());
    }

    @Test
    void it_shows_the_plan_and_asks_and_only_a_yes_goes_on() {
        FakeControl control = control();

        Shell.Said no = new Shell(control).answering("n").types("migrate blog --to systemd");
        assertEquals(ExitCode.REFUSED, no.code());
        assertTrue(no.err().contains("blog: direct -> systemd"), no.err());
        assertEquals(List.of(), control.commands);

        assertEquals(
                ExitCode.DONE,
                new Shell(control)
                        .answering("y")
                        .types("migrate blog --to systemd")
                        .code());
        assertEquals(List.of("blog SYSTEMD"), targets(control));
        Command command = control.commands.get(0);
        assertEquals(Verb.MIGRATE, command.verb());
        assertEquals(Instances.MASTER, command.expected());
    }

    @Test
    void without_a_terminal_it_wants_yes() {
        FakeControl control = control();

        Shell.Said said = new Shell(control).types("migrate blog --to systemd");

        assertEquals(ExitCode.REFUSED, said.code());
        assertTrue(said.err().contains("--dry-run"), said.err());
        assertEquals(List.of(), control.commands);
    }

    @Test
    void auto_takes_the_best_and_leaves_what_has_it_or_cannot_have_it() {
        FakeControl control = FakeControl.with(
                Instances.up("blog"), run(Instances.up("shop"), BackendKind.SYSTEMD), Instances.up("wiki"));
        control.best = BackendKind.SYSTEMD;
        control.migrations = (record, to) ->
                record.id().value().equals("wiki") ? barred(record, to) : FakeControl.migration(record, to);

        Shell.Said said = new Shell(control).types("migrate --all --auto --yes");

        assertEquals(ExitCode.DONE, said.code());
        assertEquals(List.of("blog SYSTEMD", "shop SYSTEMD", "wiki DIRECT"), targets(control));
        assertTrue(said.err().contains("its user has no name"), said.err());
    }

    @Test
    void what_is_barred_is_refused_where_it_was_asked_for() {
        FakeControl control = control();
        control.migrations = MigrateTest::barred;
        control.answer = command -> CompletableFuture.completedFuture(
                Outcome.of(IkabudException.refused("migrate of blog", "systemd cannot run it", ""), Duration.ZERO));

        assertEquals(
                ExitCode.REFUSED,
                new Shell(control).types("migrate blog --to systemd").code());
        assertEquals(
                ExitCode.REFUSED,
                new Shell(control).types("migrate blog --to systemd --dry-run").code());
    }

    @Test
    void one_way_or_the_best_has_to_be_named_and_not_both() {
        for (String line : List.of("migrate blog", "migrate blog --to systemd --auto", "migrate blog --to hosting")) {
            assertEquals(ExitCode.USAGE, new Shell(control()).types(line).code(), line);
        }
    }

    @Test
    void from_an_account_of_shared_hosting_it_says_what_the_web_server_needs() {
        FakeControl control = FakeControl.with(run(Instances.up("blog"), BackendKind.VIRTUAL));
        control.answer = command -> {
            control.records.set(0, Instances.up("blog"));
            return CompletableFuture.completedFuture(
                    Outcome.done("blog is run by direct now", Duration.ZERO, List.of()));
        };

        Shell.Said said = new Shell(control).types("migrate blog --to direct --yes");

        assertTrue(said.out().contains("fastcgi_pass unix:/run/ikabud/blog/php.sock;"), said.out());
        assertTrue(said.out().contains("proxy:unix:/run/ikabud/blog/php.sock|fcgi://localhost"), said.out());
    }

    @Test
    void status_tells_of_a_better_way() {
        Shell.Said said = new Shell(control()).types("status blog");

        assertTrue(said.out().contains("systemd could run it: `ikabud migrate blog --auto`"), said.out());
    }
}
