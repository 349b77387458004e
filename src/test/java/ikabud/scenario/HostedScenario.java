package ikabud.scenario;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import ikabud.support.Apache;
import ikabud.support.Apache.Offer;
import ikabud.support.Installation;
import ikabud.support.JarRun.Ended;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A site on shared hosting, commanded by the jar as the user of the account. */
@Tag("terminal")
@Timeout(120)
class HostedScenario {
    private static final byte[] MINE = "# mine\r\nOptions -Indexes".getBytes(StandardCharsets.UTF_8);

    private Installation account;
    private Path documentRoot;
    private Apache apache;

    @BeforeEach
    void rent() throws Exception {
        assumeTrue(Apache.isInstalled(), "needs apache2 and libapache2-mod-php");
        account = Installation.ofNormalUser();
        documentRoot = Files.createDirectory(account.base().resolve("public_html"));
        own(documentRoot, "rwxr-xr-x");
        put("index.php", "<?php error_log('visited'); echo 'hello';".getBytes(StandardCharsets.UTF_8));
        put(".htaccess", MINE);
        apache = new Apache(account.base(), documentRoot, account.uid(), Offer.USUAL);
    }

    private void put(String name, byte[] content) throws Exception {
        own(Files.write(documentRoot.resolve(name), content), "rw-r--r--");
    }

    private void own(Path path, String mode) throws Exception {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        Files.setAttribute(path, "unix:uid", account.uid());
        Files.setAttribute(path, "unix:gid", account.uid());
    }

    @AfterEach
    void leave_nothing_behind() throws Exception {
        if (apache != null) {
            apache.close();
        }
        if (account != null) {
            account.remove();
        }
    }

    private Ended create() throws Exception {
        return account.ikabud(
                "create",
                "blog",
                "--backend",
                "virtual",
                "--root",
                documentRoot.toString(),
                "--set",
                "url=" + apache.url(),
                "--set",
                "log=" + apache.errorLog());
    }

    private JsonNode status() throws Exception {
        return new ObjectMapper()
                .readTree(account.ikabud("status", "blog", "--json").out())
                .at("/instances/0");
    }

    @Test
    void the_life_of_a_hosted_site() throws Exception {
        Ended created = create();
        assertEquals(0, created.code(), created.err());
        assertTrue(created.out().contains("it is up, v1"), created.out());
        assertEquals("virtual", status().get("backend").asText());

        Ended stop = account.ikabud("stop", "blog");
        assertEquals("blog is down: its site is shut\n", stop.out());
        assertEquals(503, apache.get("/").status());
        assertEquals(0, account.ikabud("health", "blog").code());

        assertEquals("blog is up, v2\n", account.ikabud("start", "blog").out());
        assertEquals("hello", apache.get("/").body());
        assertArrayEquals(MINE, Files.readAllBytes(documentRoot.resolve(".htaccess")));
        assertEquals("v2", status().get("virtualPid").asText());

        Ended health = account.ikabud("health", "blog", "--deep");
        assertEquals(0, health.code(), health.out());
        assertTrue(status().get("diskBytes").asLong() > MINE.length);
        assertTrue(account.ikabud("logs", "blog").out().contains("visited"));

        Ended removed = account.ikabud("remove", "blog", "--yes");
        assertEquals(0, removed.code(), removed.err());
        assertEquals("hello", apache.get("/").body());
        try (Stream<Path> left = Files.list(documentRoot)) {
            assertEquals(2, left.count());
        }
    }

    @Test
    void the_doctor_tells_what_the_host_obeys_and_leaves_nothing() throws Exception {
        create();

        Ended doctor = account.ikabud("doctor");

        assertTrue(
                doctor.out().contains("virtual can be asked for")
                        && doctor.out().contains("not systemd: only root's instances can be units"),
                doctor.out());
        assertTrue(doctor.out().contains(".htaccess of blog: the web server obeys it"), doctor.out());
        assertTrue(doctor.out().contains(".user.ini of blog: PHP ignores it: apache2handler"), doctor.out());
        try (Stream<Path> left = Files.list(documentRoot)) {
            assertEquals(2, left.count());
        }
    }

    @Test
    void what_does_not_apply_is_refused_with_the_reason() throws Exception {
        String root = documentRoot.toString();
        Ended fpm = account.ikabud("create", "a", "--backend", "virtual", "--root", root, "--set", "max-children=4");
        assertEquals(2, fpm.code());
        assertTrue(fpm.err().contains("is for PHP-FPM"), fpm.err());

        Ended limit = account.ikabud("create", "a", "--backend", "virtual", "--root", root, "--set", "memory=1G");
        assertTrue(limit.err().contains("nothing can be limited"), limit.err());

        assertTrue(account.ikabud("create", "a", "--backend", "virtual").err().contains("--root"));
        assertTrue(account.ikabud("create", "a", "--backend", "virtual", "--root", "/usr")
                .err()
                .contains("does not belong to you"));

        create();
        assertFalse(account.ikabud("reload", "blog").code() == 0);
        assertEquals(2, account.ikabud("set", "blog", "memory=1G").code());
        assertEquals(0, account.ikabud("set", "blog", "switch=htaccess").code());
        account.ikabud("stop", "blog");
        assertFalse(Files.exists(documentRoot.resolve(".user.ini")));
        Ended late = account.ikabud("set", "blog", "switch=both");
        assertTrue(late.err().contains("while the site is open"), late.err());
    }

    @Test
    void an_account_that_got_php_fpm_has_its_site_run_by_a_master_and_back_again() throws Exception {
        create();
        move_in_from_a_machine_with_other_uids();
        Path index = documentRoot.resolve("index.php");

        Ended plan = account.ikabud("migrate", "blog", "--to", "direct", "--dry-run");
        assertEquals(0, plan.code(), plan.err());
        assertTrue(plan.out().contains("outage  none"), plan.out());
        assertTrue(plan.out().contains("it has no log, url: what was set of that is forgotten"), plan.out());

        Ended up = account.ikabud("migrate", "blog", "--auto", "--yes");
        assertEquals(0, up.code(), up.err());
        assertTrue(up.out().contains("fastcgi_pass unix:" + account.socket("blog")), up.out());
        assertEquals("direct", status().get("backend").asText());
        int master = status().get("pid").asInt();
        assertTrue(account.runs(master));
        assertEquals("hello", account.visit("blog", index, ""));
        assertEquals("hello", apache.get("/").body(), "until the web server is pointed elsewhere");
        assertArrayEquals(MINE, Files.readAllBytes(documentRoot.resolve(".htaccess")));

        String down = account.ikabud("migrate", "blog", "--to", "virtual", "--dry-run")
                .out();
        assertFalse(down.contains("socket"), down);
        Ended back = account.ikabud("migrate", "blog", "--to", "virtual", "--yes");
        assertEquals(0, back.code(), back.err());
        assertFalse(account.runs(master));
        assertEquals("virtual", status().get("backend").asText());
        assertEquals("v2", status().get("virtualPid").asText());
        assertFalse(Files.exists(account.socket("blog")));
        assertEquals("hello", apache.get("/").body());
        String events = account.ikabud("events", "blog").out();
        assertTrue(events.contains("virtual -> direct") && events.contains("direct -> virtual"), events);
    }

    private void move_in_from_a_machine_with_other_uids() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + account.database());
                var statement = connection.createStatement()) {
            assertEquals(1, statement.executeUpdate("UPDATE instance SET owner_uid = owner_uid + 1"));
        }
    }

    @Test
    void a_site_that_is_shut_stays_so_and_is_not_migrated() throws Exception {
        create();
        account.ikabud("stop", "blog");

        Ended refused = account.ikabud("migrate", "blog", "--to", "direct", "--yes");

        assertEquals(3, refused.code(), refused.out());
        assertTrue(refused.err().contains("start it first"), refused.err());
        assertEquals(503, apache.get("/").status());
    }
}
