package ikabud.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.support.Host;
import ikabud.support.JarRun.Ended;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a site plants where it may write, and root comes across later. */
@Tag("terminal")
@Timeout(120)
class PlantedScenario {
    private static final String PRECIOUS = "/srv/precious";

    private static Host host;

    @BeforeAll
    @Timeout(120)
    static void boot() throws Exception {
        host = Host.boot();
        host.done("mkdir", PRECIOUS);
        Files.writeString(host.path(PRECIOUS + "/file"), "precious");
        host.done("chmod", "600", PRECIOUS + "/file");
    }

    @AfterAll
    @Timeout(60)
    static void shut_down() throws Exception {
        if (host != null) {
            host.close();
        }
    }

    private static void create(String id, String backend) throws Exception {
        host.ikabudDone("create", id, "--backend", backend, "--set", "disable-functions=");
    }

    /** Has the site run commands, each of which must succeed. */
    private static void plant(String id, String... commands) throws Exception {
        host.script(
                id,
                "plant.php",
                "exec('{ " + String.join(" && ", commands)
                        + "; } 2>&1', $out, $code); echo $code, implode(' ', $out);");
        assertEquals("0", host.get(id, "plant.php"));
    }

    private static String precious() throws Exception {
        return host.done("stat", "--format=%a %U %G %s %Y %n", PRECIOUS, PRECIOUS + "/file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"systemd", "direct"})
    void links_in_its_directories_are_not_followed_by_root(String backend) throws Exception {
        String id = "links-" + backend;
        create(id, backend);
        String before = precious();
        String home = "/var/lib/ikabud/instances/" + id;
        for (String place : List.of("public", "tmp", "sess")) {
            plant(
                    id,
                    "ln -s " + PRECIOUS + " " + home + "/" + place + "/link",
                    "ln -s " + PRECIOUS + "/file " + home + "/" + place + "/file");
        }

        host.ikabudDone("restart", id);
        host.ikabudDone("set", id, "max-children=3");
        host.ikabud("doctor");
        host.ikabudDone("remove", "--yes", "--purge", id);

        assertEquals(before, precious());
        assertEquals("file", host.done("ls", PRECIOUS));
        assertFalse(Files.exists(host.path(home)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"systemd", "direct"})
    void a_link_in_the_place_of_its_socket_is_not_followed_by_root(String backend) throws Exception {
        String id = "socket-" + backend;
        create(id, backend);
        String before = precious();
        String run = "/run/ikabud/" + id;
        plant(id, "ln -sf " + PRECIOUS + "/file " + run + "/php.sock", "ln -s " + PRECIOUS + " " + run + "/dir");

        Ended reload = host.ikabud("reload", id);
        assertEquals(3, reload.code(), reload.err());
        assertTrue(reload.err().contains("was deleted or replaced"), reload.err());
        host.ikabud("health", id);
        host.ikabudDone("restart", id);

        assertEquals("up", host.status(id).at("/state").asText());
        host.ikabudDone("remove", "--yes", "--purge", id);
        assertEquals(before, precious());
    }

    @ParameterizedTest
    @ValueSource(strings = {"systemd", "direct"})
    void what_it_logs_is_shown_and_moves_nothing(String backend) throws Exception {
        String id = "escapes-" + backend;
        create(id, backend);
        host.script(id, "log.php", "error_log(\"first\\e]0;owned\\x07\\e[2J\\r\\u{202e}last\"); echo 'logged';");
        assertEquals("logged", host.get(id, "log.php"));

        String shown = host.ikabudDone("logs", id);

        assertTrue(shown.contains("last"), shown);
        assertFalse(shown.chars().anyMatch(c -> (c < ' ' && c != '\n') || c == 0x7f || c == 0x202e), shown);
    }
}
