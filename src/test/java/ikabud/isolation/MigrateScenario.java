package ikabud.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ikabud.isolation.Visitor.Tally;
import ikabud.support.Eventually;
import ikabud.support.Host;
import ikabud.support.JarRun.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Instances that move between a master of Ikabud's own and a unit of a real systemd. */
@Tag("terminal")
@Timeout(240)
class MigrateScenario {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final int ROUNDS = Integer.getInteger("migrate.rounds", 1);

    /** What docs/migration.md promises: no longer silence than this, on a machine as busy as one that tests. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private static Host host;

    @BeforeAll
    static void boot() throws Exception {
        host = Host.boot();
    }

    @AfterAll
    static void shut_down() throws Exception {
        if (host != null) {
            host.close();
        }
    }

    private static String unit(String id) {
        return "ikabud-" + id + ".service";
    }

    private static void create(String id, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of("create", id, "--backend", "direct"));
        command.addAll(List.of(more));
        host.ikabudDone(command.toArray(String[]::new));
        host.script(id, "index.php", "echo 'hello';");
    }

    private static Ended migrate(String id, String way) throws Exception {
        return host.ikabud("migrate", id, "--to", way, "--yes");
    }

    private static void assertServes(String id, String way) throws Exception {
        JsonNode status = host.status(id);
        assertEquals(way, status.at("/backend").asText());
        assertEquals("up", status.at("/state").asText());
        assertEquals("hello", host.get(id, "index.php"));
        boolean isUnit = way.equals("systemd");
        assertEquals(isUnit ? "loaded" : "not-found", host.property(unit(id), "LoadState"));
        if (isUnit) {
            assertEquals(host.master(id), status.at("/pid").asInt());
            assertEquals("enabled", host.property(unit(id), "UnitFileState"));
        }
    }

    @Test
    void a_site_that_is_visited_meanwhile_is_silent_for_no_longer_than_a_restart() throws Exception {
        create("busy");
        for (int i = 0; i < ROUNDS; i++) {
            for (String way : List.of("systemd", "direct")) {
                Tally tally;
                try (Visitor visitor = new Visitor(host, "busy", "hello")) {
                    assertEquals(0, migrate("busy", way).code());
                    tally = visitor.tally();
                }
                System.out.println(
                        "to " + way + ": " + tally.failed() + " of " + tally.visits() + " visits failed, silent for "
                                + tally.silence().toMillis() + " ms; "
                                + host.ikabudDone("events", "busy")
                                        .lines()
                                        .reduce((first, second) -> second)
                                        .orElse(""));
                assertTrue(tally.silence().compareTo(SILENCE) < 0, tally.toString());
                assertTrue(tally.failed() < Visitor.PER_SECOND * SILENCE.toSeconds(), tally.toString());
                assertServes("busy", way);
            }
        }
    }

    @Test
    void everything_but_the_way_it_is_run_stays() throws Exception {
        create("kept", "--set", "memory=1G", "--set", "max-children=7", "--restart", "always");
        host.script(
                "kept", "data.php", "file_put_contents('kept.txt', 'data'); session_start(); echo get_current_user();");
        assertEquals("ikabud_kept", host.get("kept", "data.php"));
        JsonNode before = host.status("kept");
        List<String> history = host.events("kept");

        assertEquals(0, migrate("kept", "systemd").code());

        JsonNode after = host.status("kept");
        for (String field : List.of(
                "id",
                "kind",
                "uid",
                "gid",
                "php",
                "socket",
                "config",
                "documentRoot",
                "logs",
                "createdAt",
                "limits",
                "variables",
                "restart",
                "needs",
                "wanted")) {
            assertEquals(before.get(field), after.get(field), field);
        }
        assertEquals(history, host.events("kept").subList(0, history.size()));
        assertEquals(
                List.of("changed", "restarted", "migrated"),
                host.events("kept").subList(history.size(), history.size() + 3));
        assertEquals(String.valueOf(1 << 30), host.property(unit("kept"), "MemoryMax"));
        assertEquals("always", host.property(unit("kept"), "Restart"));
        assertEquals("data", Files.readString(host.path("/var/lib/ikabud/instances/kept/public/kept.txt")));
        assertTrue(host.ikabudDone("boot", "kept").contains("pong"));
        assertServes("kept", "systemd");
        host.ikabudDone("restart", "kept");
        assertServes("kept", "systemd");
    }

    @Test
    void a_request_that_runs_is_answered_first() throws Exception {
        create("slow", "--set", "max-children=2");
        host.script("slow", "sleep.php", "sleep(2); echo 'slept';");
        CompletableFuture<String> running = CompletableFuture.supplyAsync(() -> host.get("slow", "sleep.php"));
        Eventually.within(
                SOON, () -> host.run("pgrep", "-u", "ikabud_slow", "-c").out().strip(), count -> !count.equals("1"));

        assertEquals(0, migrate("slow", "systemd").code());

        assertEquals("slept", running.get());
        assertServes("slow", "systemd");
    }

    @Test
    void a_unit_that_does_not_start_is_given_up_and_the_old_master_serves_again() throws Exception {
        create("back");
        Path dropIn = host.path("/etc/systemd/system/" + unit("back") + ".d/bad.conf");
        Files.createDirectories(dropIn.getParent());
        Files.writeString(dropIn, "[Service]\nExecStartPre=/bin/false\n");
        int before = host.status("back").at("/pid").asInt();

        Ended ended = migrate("back", "systemd");

        assertEquals(1, ended.code(), ended.err());
        assertTrue(ended.err().contains("it serves again with direct, PID "), ended.err());
        assertServes("back", "direct");
        assertNotEquals(before, host.status("back").at("/pid").asInt());
        assertFalse(Files.exists(host.path("/etc/systemd/system/" + unit("back"))));
        assertFalse(Files.exists(host.path("/etc/systemd/system/multi-user.target.wants/" + unit("back"))));
        assertTrue(Files.exists(dropIn), "an administrator's own");
        assertTrue(host.ikabudDone("events", "back").contains("it serves again with direct"));

        Files.delete(dropIn);
        assertEquals(0, migrate("back", "systemd").code());
        assertServes("back", "systemd");
    }

    @Test
    void a_mistake_in_the_configuration_is_found_before_anything_is_stopped() throws Exception {
        create("typo");
        int master = host.status("typo").at("/pid").asInt();
        Path config = host.path("/etc/ikabud/instances/typo/php-fpm.conf");
        Files.writeString(config, Files.readString(config) + "\nnonsense = 1\n");

        Ended ended = migrate("typo", "systemd");

        assertEquals(1, ended.code(), ended.err());
        assertTrue(ended.err().contains("unknown entry 'nonsense'"), ended.err());
        assertServes("typo", "direct");
        assertEquals(master, host.status("typo").at("/pid").asInt());
        assertFalse(Files.exists(host.path("/etc/systemd/system/" + unit("typo"))));
    }

    @Test
    void what_is_down_stays_down_and_starts_in_the_new_way() throws Exception {
        create("rest");
        host.ikabudDone("stop", "rest");

        String said = host.ikabudDone("migrate", "rest", "--to", "systemd", "--yes");

        assertEquals("rest is run by systemd now; it was down and was not started", said.strip());
        assertEquals("down", host.status("rest").at("/state").asText());
        assertEquals("inactive", host.property(unit("rest"), "ActiveState"));
        assertEquals("disabled", host.property(unit("rest"), "UnitFileState"));
        host.ikabudDone("start", "rest");
        assertServes("rest", "systemd");
    }

    @Test
    void a_dry_run_changes_nothing() throws Exception {
        create("same");
        JsonNode before = standing("same");
        List<String> events = host.events("same");
        List<String> tree = tree();

        String plan = host.ikabudDone("migrate", "same", "--to", "systemd", "--dry-run");

        assertTrue(plan.startsWith("same: direct -> systemd"), plan);
        assertTrue(plan.contains("/etc/systemd/system/" + unit("same")), plan);
        assertEquals(
                List.of(), tree().stream().filter(line -> !tree.contains(line)).toList());
        assertEquals(before, standing("same"));
        assertEquals(events, host.events("same"));
    }

    // Its line of ps shows how much it works, which changes.
    private static JsonNode standing(String id) throws Exception {
        return ((ObjectNode) host.status(id)).without("process");
    }

    // The state file is opened by every command, which its directory shows; what it says is compared by itself.
    private static List<String> tree() throws Exception {
        String files = host.done(
                "find",
                "/etc",
                "/var/lib/ikabud",
                "/run/ikabud",
                "-not",
                "-name",
                "state.db*",
                "-printf",
                "%p %i %s %T@ %u %m\\n");
        return files.lines()
                .filter(line -> !line.startsWith("/var/lib/ikabud "))
                .toList();
    }

    @Test
    void what_cannot_be_a_unit_is_refused_with_all_reasons() throws Exception {
        host.done("mkdir", "-p", "/var/tmp/site");
        host.ikabudDone("create", "never", "--backend", "direct", "--user", "#61234", "--root", "/var/tmp/site");

        Ended ended = migrate("never", "systemd");

        assertEquals(3, ended.code(), ended.err());
        assertTrue(ended.err().contains("only as users that have a name"), ended.err());
        assertTrue(ended.err().contains("has a /tmp of its own"), ended.err());
        assertEquals("up", host.status("never").at("/state").asText());
        assertEquals(0, host.ikabud("migrate", "never", "--auto", "--yes").code(), "left as it is");
        assertEquals("direct", host.status("never").at("/backend").asText());
    }

    @Test
    void all_are_brought_up_to_what_the_machine_offers_and_none_goes_down() throws Exception {
        try (Host own = Host.boot()) {
            own.ikabudDone("create", "one", "two", "--backend", "direct");
            own.ikabudDone("create", "three");
            assertTrue(own.ikabudDone("doctor").contains("2 of 3 instances could be run by systemd"));
            assertTrue(own.ikabudDone("status", "one").contains("ikabud migrate one --auto"));

            own.ikabudDone("migrate", "--all", "--auto", "--yes");

            for (String id : List.of("one", "two", "three")) {
                assertEquals("systemd", own.status(id).at("/backend").asText());
                assertEquals("up", own.status(id).at("/state").asText());
            }
            assertFalse(own.ikabudDone("doctor").contains("could be run by"));
        }
    }

    @Test
    void after_a_death_at_any_step_the_side_on_record_serves_alone() throws Exception {
        create("dead");

        Ended ended = mortal("dead");

        assertEquals(0, ended.code(), ended.err());
        assertFalse(ended.out().contains("WRONG"), ended.out());
        assertEquals(
                2, ended.out().lines().filter(line -> line.endsWith("steps")).count(), ended.out() + ended.err());
    }

    @Test
    void a_unit_that_a_dead_migration_left_is_gone_after_the_next_boot_of_the_machine() throws Exception {
        try (Host own = Host.boot()) {
            Host shared = host;
            host = own;
            create("left");
            mortal("left", "SYSTEMD", "checked");
            assertEquals("enabled", own.property(unit("left"), "UnitFileState"));

            own.powerOff();
            own.powerOn();
            Eventually.within(SOON, () -> own.property(unit("left"), "ActiveState"), "active"::equals);

            assertEquals("direct", own.status("left").at("/backend").asText());
            assertEquals("not-found", own.property(unit("left"), "LoadState"));
            assertEquals("down", own.status("left").at("/state").asText());
            own.ikabudDone("start", "left");
            assertServes("left", "direct");
            host = shared;
        }
    }

    private static Ended mortal(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                MortalMigration.class.getName()));
        command.addAll(List.of(arguments));
        return host.run(command.toArray(String[]::new));
    }
}
