package ikabud.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import ikabud.support.Installation;
import ikabud.support.JarRun.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All verbs of the jar on real PHP-FPM: once as root with users of its own, once as a normal user. */
@Tag("terminal")
@Timeout(300)
class VerbsScenario {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String PAGE = """
            <?php
            error_log('visited ' . $_SERVER['QUERY_STRING']);
            file_put_contents('counter', 'x', FILE_APPEND);
            echo 'uid ', fileowner('counter'), ' in ', getcwd();
            """;

    private Installation site;

    @AfterEach
    void leave_nothing_behind() throws Exception {
        if (site != null) {
            site.remove();
        }
    }

    @Test
    void all_verbs_as_root_with_users_of_their_own() throws Exception {
        assumeTrue(Installation.weAreRoot(), "needs root");
        site = Installation.ofRoot();

        int uid = createAndServe("vs-blog");

        assertEquals(
                "ikabud_vs_blog",
                json("status", "vs-blog").at("/instances/0/user").asText());
        assertTrue(site.passwd().contains("ikabud_vs_blog:x:" + uid + ":"), "own user");
        assertNotEquals(0, uid);
        String acl = site.acl(site.socket("vs-blog"));
        assertTrue(acl.contains("user:www-data:rw-") && acl.contains("other::---"), acl);
        everyVerb("vs-blog");
        ownUserStaysUnlessPurged("vs-blog");
    }

    @Test
    void all_verbs_as_a_normal_user() throws Exception {
        site = Installation.ofNormalUser();

        int uid = createAndServe("vs-blog");

        assertEquals(site.uid(), uid);
        everyVerb("vs-blog");
        Ended foreign = site.ikabud("create", "vs-other", "--user", "root");
        assertEquals(5, foreign.code(), foreign.err());
        assertEquals(0, site.ikabud("remove", "vs-blog", "--purge", "--yes").code());
        assertFalse(Files.exists(site.home("vs-blog")));
    }

    private int createAndServe(String id) throws Exception {
        Ended created = site.ikabud("create", id);
        assertEquals(0, created.code(), created.err());
        for (String label : List.of("PID:", "User:", "Socket:", "Config:")) {
            assertTrue(created.out().contains(label), created.out());
        }
        Files.writeString(site.home(id).resolve("public/probe.php"), PAGE);
        String answer = site.visit(id, "probe.php", "first");
        assertTrue(answer.startsWith("uid "), answer);
        return Integer.parseInt(answer.replaceFirst("uid (\\d+) .*", "$1"));
    }

    private void everyVerb(String id) throws Exception {
        looking(id);
        startingAndStopping(id);
        signals(id);
        logs(id);
        severalAtOnce();
        mistakes(id);
    }

    private void looking(String id) throws Exception {
        Ended status = site.ikabud("status", id);
        assertEquals(0, status.code(), status.err());
        int pid = pid(id);
        assertTrue(status.out().contains("PID:       " + pid + "\n"), status.out());
        assertTrue(status.out().contains("Socket:    " + site.socket(id) + "\n"), status.out());
        assertTrue(status.out().contains("php-fpm: master process"), status.out());
        Ended list = site.ikabud("list");
        assertTrue(
                list.out().matches("(?s)INSTANCE .*\n" + id + " +php +up +" + pid + " .*php\\.sock +-\n"), list.out());
        assertEquals(id + "\n", site.ikabud("list", "--quiet").out());
        assertEquals("healthy", json("health", id).at("/instances/0/health").asText());
        assertEquals(0, site.ikabud("health").code());
        assertEquals("php", json("kinds").at("/kinds/0/name").asText());
        assertTrue(site.ikabud("doctor").out().contains("php-fpm"));
        assertTrue(json("config").at("/settings").size() > 5);
        assertTrue(site.ikabud("completion").out().contains("complete -F _ikabud ikabud"));
        assertTrue(site.ikabud("help", "kill").out().contains("Usage: ikabud kill"));
        assertTrue(site.ikabud("--version").out().startsWith("ikabud "));
        assertTrue(site.ikabud("man", "kill").out().contains(".TH IKABUD-KILL"));
    }

    private void startingAndStopping(String id) throws Exception {
        int first = pid(id);
        succeeds("reload", id);
        assertEquals(first, pid(id), "a reload keeps the master");
        site.visit(id, "probe.php", "reloaded");
        succeeds("restart", id);
        assertNotEquals(first, pid(id), "a restart makes another");
        site.visit(id, "probe.php", "restarted");
        succeeds("stop", id, "--timeout", "5");
        assertEquals("down", json("status", id).at("/instances/0/state").asText());
        assertTrue(json("status", id).at("/instances/0/pid").isNull());
        assertFalse(site.isServed(id));
        assertEquals(0, site.ikabud("health", id).code(), "down as wanted");
        succeeds("start", id);
        site.visit(id, "probe.php", "started");
        assertEquals(3, site.ikabud("start", id).code(), "it runs already");
    }

    private void signals(String id) throws Exception {
        int pid = pid(id);
        succeeds("kill", id, "--signal", "USR1");
        assertEquals(pid, pid(id), "it lives on");
        succeeds("kill", id);
        assertEquals("down", json("status", id).at("/instances/0/state").asText());
        assertFalse(site.runs(pid));
        succeeds("start", id);
        JsonNode events =
                MAPPER.readTree(site.ikabud("events", id, "--json", "-n", "1").out());
        assertEquals("started", events.at("/event").asText());
        String all = site.ikabud("events", id, "--since", "5m").out();
        for (String event : List.of("created", "started", "stopped", "reloaded", "killed")) {
            assertTrue(all.contains("  " + event + " "), event + " in\n" + all);
        }
    }

    private void logs(String id) throws Exception {
        Process follower = site.follow("logs", "-f", id);
        try {
            site.await(Duration.ofSeconds(10), () -> site.followed().contains("ready to handle connections"));
            site.visit(id, "probe.php", "followed");
            site.await(Duration.ofSeconds(5), () -> site.followed().contains("visited followed"));
        } finally {
            follower.destroy();
            follower.waitFor();
        }
        assertTrue(site.ikabud("logs", id, "--since", "10m").out().contains("visited first"));
        assertEquals(2, site.ikabud("logs", id, "-n", "2").out().lines().count());
    }

    private void severalAtOnce() throws Exception {
        succeeds("create", "vs-shop-1", "vs-shop-2", "vs-shop-3", "vs-shop-4", "vs-shop-5", "--no-start");
        succeeds("start", "vs-shop-*");
        assertEquals(5, json("list", "vs-shop-?").at("/instances").size());
        Ended piped = site.shell("ikabud list | head -1");
        assertEquals("", piped.err());
        assertTrue(piped.out().startsWith("INSTANCE"), piped.out());
        JsonNode stopped = json("stop", "vs-shop-*");
        assertEquals("vs-shop-1", stopped.at("/results/0/id").asText());
        assertEquals("done", stopped.at("/results/4/result").asText());
        succeeds("remove", "vs-shop-*", "--purge", "--yes");
    }

    private void mistakes(String id) throws Exception {
        assertEquals(4, site.ikabud("status", "nobody-here").code());
        assertEquals(4, site.ikabud("stop", "nothing-*").code());
        assertEquals(2, site.ikabud("create", "../x").code());
        assertEquals(2, site.ikabud("create", "x".repeat(10_000)).code());
        assertEquals(2, site.ikabud("strat", id).code());
        Ended twice = site.ikabud("create", id);
        assertEquals(3, twice.code(), twice.err());
        Ended unasked = site.ikabud("remove", id);
        assertEquals(3, unasked.code(), unasked.err());
        assertTrue(unasked.err().startsWith("ikabud: remove: "), unasked.err());
        Ended php = site.ikabud("create", "vs-old", "--php", "5.2");
        assertNotEquals(0, php.code());
        assertEquals(1, php.err().lines().count(), php.err());
        assertEquals(4, site.ikabud("status", "vs-old").code(), "nothing is left of a create that failed");
        assertEquals("up", json("status", id).at("/instances/0/state").asText());
    }

    private void ownUserStaysUnlessPurged(String id) throws Exception {
        Path page = site.home(id).resolve("public/probe.php");
        succeeds("remove", id, "--yes");
        assertTrue(Files.exists(page), "the site's data stays");
        assertTrue(site.passwd().contains("ikabud_vs_blog:"), "the user stays");
        succeeds("create", id);
        site.visit(id, "probe.php", "again");
        succeeds("remove", id, "--purge", "--yes");
        assertFalse(Files.exists(site.home(id)));
        assertFalse(site.passwd().contains("ikabud_vs_blog:"));
        assertTrue(site.ikabud("events", id).out().contains("removed"), "its events stay");
    }

    private void succeeds(String... arguments) throws Exception {
        Ended ended = site.ikabud(arguments);
        assertEquals(0, ended.code(), String.join(" ", arguments) + "\n" + ended.out() + ended.err());
        assertEquals("", ended.err());
    }

    private JsonNode json(String verb, String... more) throws Exception {
        Ended ended = site.ikabud(verb, more, "--json");
        JsonNode tree = MAPPER.readTree(ended.out());
        assertEquals(1, tree.at("/schemaVersion").asInt(), ended.out() + ended.err());
        return tree;
    }

    private int pid(String id) throws Exception {
        return json("status", id).at("/instances/0/pid").asInt();
    }
}
