package ikabud.backend;

import static ikabud.support.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ikabud.config.Kinds;
import ikabud.model.Blueprint;
import ikabud.model.EventKind;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.Outcome;
import ikabud.model.Phase;
import ikabud.model.Verb;
import ikabud.model.VirtualKeys;
import ikabud.model.Wanted;
import ikabud.os.SystemClock;
import ikabud.support.Apache;
import ikabud.support.Apache.Offer;
import ikabud.support.Apache.Page;
import ikabud.support.CommandProcess;
import ikabud.support.HostedSite;
import ikabud.support.TestRoot;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Opening and shutting sites that a real Apache serves. */
@Tag("live")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class VirtualBackendLiveTest {
    private static final int MOST_STEPS = 30;

    @BeforeAll
    static void need_apache() {
        assumeTrue(Apache.isInstalled(), "needs apache2 and libapache2-mod-php");
    }

    private static void assertShut(HostedSite site) {
        for (String path : new String[] {"/", "/static.txt", "/pretty", "/nothing"}) {
            Page page = site.apache().get(path);
            assertEquals(503, page.status(), path);
            assertEquals("300", page.headers().get("Retry-After"), path);
        }
    }

    private static void assertOpen(HostedSite site) {
        assertEquals(200, site.apache().get("/").status());
        assertTrue(site.apache().get("/pretty").body().contains("hello"));
        assertTrue(site.isAsTheUserLeftIt());
    }

    @Test
    void a_stop_shuts_the_site_and_a_start_opens_it_again() throws Exception {
        try (HostedSite site = new HostedSite(Offer.USUAL, Map.of())) {
            assertOpen(site);
            String first = site.record().running();

            Outcome stop = site.execute(Verb.STOP);
            assertTrue(stop.isDone(), stop.message());
            assertEquals("blog is down: its site is shut", stop.message());
            assertEquals("", String.join("; ", stop.notes()));
            assertShut(site);
            assertEquals(Phase.DOWN, site.record().observed().phase());
            assertEquals("", site.record().running());

            Outcome start = site.execute(Verb.START);
            assertTrue(start.isDone(), start.message());
            assertOpen(site);
            assertNotEquals(first, site.record().running());
            assertEquals("blog is up, " + site.record().running(), start.message());
        }
    }

    @Test
    void a_kill_shuts_it_too_and_a_restart_leaves_it_open() throws Exception {
        try (HostedSite site = new HostedSite(Offer.USUAL, Map.of())) {
            assertTrue(site.execute(Verb.RESTART).isDone());
            assertOpen(site);

            assertTrue(site.execute(Verb.KILL).isDone());
            assertShut(site);
            assertEquals(Wanted.DOWN, site.record().intent().wanted());

            assertFalse(site.execute(Verb.KILL).isDone());
            assertFalse(site.execute(Verb.STOP).isDone());
            assertTrue(site.execute(Verb.RESTART).isDone());
            assertOpen(site);
        }
    }

    @Test
    void root_does_not_write_where_a_site_can() throws Exception {
        assumeTrue(TestRoot.isRoot(), "needs root");
        try (HostedSite site = new HostedSite(Offer.USUAL, Map.of())) {
            TestRoot root = site.root();
            var place = new Place(root.layout(), root.machine(), new SystemClock(), "", null, new Kinds(root.layout()));
            Blueprint blueprint = new Blueprint("php", null, null, site.documentRoot(), Map.of(), true);

            IkabudException refused = assertThrows(
                    IkabudException.class, () -> new VirtualBackend(place).define(new InstanceId("shop"), blueprint));

            assertTrue(refused.why().contains("root must not write"), refused.getMessage());
        }
    }

    @Test
    void there_is_nothing_to_reload() throws Exception {
        try (HostedSite site = new HostedSite(Offer.USUAL, Map.of())) {
            Outcome reload = site.execute(Verb.RELOAD);

            assertFalse(reload.isDone());
            assertTrue(reload.message().contains("no process is its own"), reload.message());
            assertOpen(site);
        }
    }

    @Test
    void a_removed_instance_leaves_its_site_open_and_nothing_in_it() throws Exception {
        try (HostedSite site = new HostedSite(Offer.USUAL, Map.of())) {
            assertTrue(site.execute(Verb.STOP).isDone());

            Outcome remove = site.execute(Verb.REMOVE);

            assertTrue(remove.isDone(), remove.message());
            assertOpen(site);
        }
    }

    @Test
    void it_shuts_without_mod_rewrite_and_without_mod_alias() throws Exception {
        for (String module : new String[] {"alias", "rewrite"}) {
            try (HostedSite site = new HostedSite(Offer.USUAL.with(module, "headers"), Map.of())) {
                assertTrue(site.execute(Verb.STOP).isDone());
                assertEquals(503, site.apache().get("/").status(), module);
                assertEquals("300", site.apache().get("/").headers().get("Retry-After"), module);
                assertTrue(site.execute(Verb.START).isDone());
                assertEquals(200, site.apache().get("/").status(), module);
            }
        }
    }

    @Test
    void without_both_it_denies_access_and_says_so() throws Exception {
        try (HostedSite site = new HostedSite(Offer.USUAL.with("headers"), Map.of())) {
            Outcome stop = site.execute(Verb.STOP);

            assertTrue(stop.isDone());
            assertEquals(403, site.apache().get("/").status());
            assertTrue(
                    String.join("", stop.notes()).contains("status 403"),
                    stop.notes().toString());
            assertTrue(site.execute(Verb.START).isDone());
            assertEquals(200, site.apache().get("/").status());
        }
    }

    @Test
    void it_shuts_without_mod_headers_but_cannot_say_when_to_come_again() throws Exception {
        try (HostedSite site = new HostedSite(Offer.USUAL.with("alias", "rewrite"), Map.of())) {
            assertTrue(site.execute(Verb.STOP).isDone());

            assertEquals(503, site.apache().get("/").status());
            assertFalse(site.apache().get("/").headers().containsKey("Retry-After"));
        }
    }

    @Test
    void where_htaccess_is_ignored_and_php_obeys_nothing_a_stop_says_that_it_shut_nothing() throws Exception {
        try (HostedSite site = new HostedSite(Offer.USUAL.overriding("None"), Map.of())) {
            Outcome stop = site.execute(Verb.STOP);

            assertEquals(200, site.apache().get("/").status());
            assertTrue(
                    String.join("", stop.notes()).contains("does not answer 503"),
                    stop.notes().toString());
        }
    }

    @Test
    void php_of_the_account_is_shut_by_its_own_file_and_opened_at_once() throws Exception {
        // PHP has read nothing yet: it would remember the file of before for five minutes.
        try (HostedSite site = new HostedSite(Offer.ONLY_PHP, Map.of(VirtualKeys.URL, ""))) {
            Files.createDirectory(site.documentRoot().resolve("asked-later"));
            assertTrue(site.execute(Verb.STOP).isDone());

            Page shut = site.apache().get("/");
            assertEquals(503, shut.status());
            assertEquals("300", shut.headers().get("Retry-After"));

            assertTrue(site.execute(Verb.START).isDone());

            // PHP remembers our lines for five minutes; the gate lets everybody pass, and what came first comes first.
            assertEquals("first, then hello 9", site.apache().get("/").body());
            assertTrue(site.isAsTheUserLeftIt());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Verb.class,
            names = {"STOP", "START", "RESTART", "KILL"})
    void whoever_is_killed_at_any_step_leaves_what_the_next_command_understands(Verb verb) throws Exception {
        try (HostedSite site = new HostedSite(Offer.USUAL, Map.of())) {
            boolean more = true;
            for (int step = 1; more && step < MOST_STEPS; step++) {
                if (verb == Verb.START) {
                    site.execute(Verb.STOP);
                }
                Process dying =
                        CommandProcess.dying(site.root().layout().state().getParent(), verb, site.id(), step);
                String where = new String(dying.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
                more = dying.waitFor() == CommandProcess.DIED;

                Verb next = step % 2 == 0 ? Verb.STOP : Verb.START;
                Outcome outcome = site.execute(next);
                boolean already = !outcome.isDone() && outcome.message().contains("already");
                assertTrue(outcome.isDone() || already, where + ": " + outcome.message());
                if (next == Verb.STOP) {
                    assertShut(site);
                    assertEquals(Phase.DOWN, site.record().observed().phase(), where);
                    assertTrue(site.execute(Verb.START).isDone(), where);
                }
                assertOpen(site);
                assertEquals(Phase.UP, site.record().observed().phase(), where);
            }
            assertFalse(more, "there are more steps than " + MOST_STEPS);
        }
    }

    @Test
    void what_was_shut_by_hand_is_noticed_and_opened_by_a_supervisor() throws Exception {
        try (HostedSite site = new HostedSite(Offer.USUAL, Map.of())) {
            site.execute(Verb.STOP);
            String shut = site.read(".htaccess");
            site.execute(Verb.START);
            Files.writeString(site.documentRoot().resolve(".htaccess"), shut);
            assertEquals(503, site.apache().get("/").status());

            var manager = site.manager();
            manager.reconcile();

            assertEquals(Phase.DOWN, site.record().observed().phase());
            assertEquals(Wanted.UP, site.record().intent().wanted());
            eventually("it rests", () -> manager.attendant().attend(site.id()).isEmpty());
            assertOpen(site);
            assertTrue(site.events().stream().anyMatch(event -> event.kind() == EventKind.RECOVERED));
        }
    }

    @Test
    void what_was_opened_by_hand_is_noticed_and_shut_by_a_supervisor() throws Exception {
        try (HostedSite site = new HostedSite(Offer.USUAL, Map.of())) {
            site.execute(Verb.STOP);
            Files.writeString(site.documentRoot().resolve(".htaccess"), HostedSite.MINE);
            Files.writeString(site.documentRoot().resolve(".user.ini"), HostedSite.INI);
            Files.delete(site.root().layout().home(site.id()).resolve("shut"));
            assertEquals(200, site.apache().get("/").status());

            var manager = site.manager();
            manager.reconcile();
            assertEquals(Phase.UP, site.record().observed().phase());
            manager.attendant().attend(site.id());

            assertShut(site);
            assertEquals(Phase.DOWN, site.record().observed().phase());
        }
    }
}
