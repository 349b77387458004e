package ikabud.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.support.Eventually;
import ikabud.support.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** WordPress, MariaDB and nginx as Debian packages them: what keeps sites apart must not keep one from its work. */
@Tag("terminal")
@Timeout(240)
class WordPressScenario {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String SCRIPT =
            Path.of("src/test/host/wordpress").toAbsolutePath().toString();
    private static final String VISIT =
            Path.of("src/test/resources/wordpress/visit.php").toAbsolutePath().toString();
    private static final String HOME = "/var/lib/ikabud/instances/night";
    private static final String PUBLIC = HOME + "/public";
    private static final String URL = "http://127.0.0.1/";

    private static Host host;

    @BeforeAll
    static void boot() throws Exception {
        for (String needed : List.of("/usr/share/wordpress/wp-load.php", "/usr/sbin/mariadbd", "/usr/sbin/nginx")) {
            Assumptions.assumeTrue(Files.exists(Path.of(needed)), "needs " + needed);
        }
        host = Host.boot();
    }

    @AfterAll
    static void shut_down() throws Exception {
        if (host != null) {
            host.close();
        }
    }

    @Test
    void a_site_does_all_its_work_as_a_master_of_ours_and_as_a_unit() throws Exception {
        host.done(SCRIPT, "database");
        host.ikabudDone("create", "night", "--backend", "direct");
        host.done(SCRIPT, "files", PUBLIC);
        // The two commands of the README, for what nginx serves itself.
        host.done("setfacl", "-m", "u:www-data:x", HOME);
        host.done("setfacl", "-R", "-m", "u:www-data:rX,d:u:www-data:rX", PUBLIC);
        host.done(SCRIPT, "web", "/run/ikabud/night/php.sock", PUBLIC);

        install();
        assertWorks("ikabud_night");

        host.ikabudDone("migrate", "night", "--to", "systemd", "--yes");
        assertEquals("systemd", host.status("night").at("/backend").asText());
        assertWorks("ikabud_night");

        host.ikabudDone("restart", "night");
        assertTrue(visit("").contains("The long night"));
    }

    // As the pages of its installer do.
    private static void install() throws Exception {
        String done = visit(
                "wp-admin/install.php?step=2",
                "weblog_title=The long night",
                "user_name=watch",
                "admin_password=Not a secret 1",
                "admin_password2=Not a secret 1",
                "pw_weak=1",
                "admin_email=watch@example.org",
                "blog_public=0");
        assertTrue(done.contains("WordPress has been installed"), done);
    }

    private static void assertWorks(String user) throws Exception {
        String front = visit("");
        assertTrue(front.contains("<title>The long night"), front);

        visit("wp-login.php");
        String entered = visit("wp-login.php", "log=watch", "pwd=Not a secret 1", "testcookie=1");
        assertTrue(entered.startsWith("HTTP/1.1 302"), entered);
        String desk = visit("wp-admin/index.php");
        assertTrue(desk.contains("<title>Dashboard"), desk);

        Map<String, String> chores = chores();
        assertEquals("direct", chores.get("get_filesystem_method"), chores.toString());
        assertEquals("lit", chores.get("plugin"), chores.toString());
        assertEquals("200", chores.get("itself"), chores.toString());
        assertEquals("written", chores.get("note"), chores.toString());
        String picture = chores.getOrDefault("picture", "");
        assertTrue(picture.matches(URL + "wp-content/uploads/.*night.*-150x150\\.png"), chores.toString());
        assertTrue(visit(picture.substring(URL.length())).startsWith("HTTP/1.1 200"), picture);

        String lit = visit("");
        assertTrue(lit.contains("the lantern is lit by " + user), lit);
        Eventually.within(
                SOON, () -> host.ikabudDone("logs", "night"), log -> log.contains("the night watchman was here"));
        assertEquals(0, host.ikabud("health", "night", "--deep").code());
    }

    private static Map<String, String> chores() throws Exception {
        String told = visit("chores.php");
        return Arrays.stream(told.split("\n"))
                .map(line -> line.split(": ", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (first, second) -> second));
    }

    private static String visit(String path, String... form) throws Exception {
        List<String> command = new ArrayList<>(List.of("php", VISIT, "/tmp/cookies", URL + path));
        command.addAll(List.of(form));
        return host.done(command.toArray(String[]::new));
    }
}
