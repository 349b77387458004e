package ikabud.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import ikabud.support.Host;
import ikabud.support.JarRun.Ended;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody changed or deleted of an instance is found by the doctor, and mended where it is asked to. */
@Tag("terminal")
@Timeout(120)
class DriftScenario {
    private static Host host;

    @BeforeAll
    @Timeout(120)
    static void boot() throws Exception {
        host = Host.boot();
    }

    @AfterAll
    @Timeout(60)
    static void shut_down() throws Exception {
        if (host != null) {
            host.close();
        }
    }

    /** What the doctor says of an instance: level, what, why. */
    private static List<String> doctor(String id, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("doctor", "--json"));
        command.addAll(List.of(options));
        Ended ended = host.ikabud(command.toArray(String[]::new));
        List<String> found = new ArrayList<>();
        for (JsonNode finding : new ObjectMapper().readTree(ended.out()).at("/findings")) {
            String what = finding.at("/what").asText();
            if (what.startsWith(id + ": ")) {
                found.add(finding.at("/level").asText() + " " + what.substring(id.length() + 2) + ": "
                        + finding.at("/why").asText());
            }
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(strings = {"systemd", "direct"})
    void rights_and_files_are_mended_while_the_site_serves(String backend) throws Exception {
        String id = "drift-" + backend;
        host.ikabudDone("create", id, "--backend", backend);
        host.script(id, "index.php", "echo 'alive';");
        int master = host.status(id).at("/pid").asInt();
        assertEquals(List.of(), doctor(id));
        String home = "/var/lib/ikabud/instances/" + id;
        host.done("chmod", "777", home + "/sess");
        host.done("chown", "root", "/var/log/ikabud/" + id + "/php.log");
        host.done("rmdir", home + "/tmp");
        host.done("rm", "/etc/ikabud/instances/" + id + "/php-fpm.conf");

        List<String> found = doctor(id);
        assertEquals(4, found.size(), found.toString());
        assertTrue(found.stream().allMatch(line -> line.startsWith("warning ")), found.toString());
        assertTrue(found.contains("warning " + home + "/sess: its mode is 0777 and should be 0700"), found.toString());
        List<String> mended = doctor(id, "--fix");
        assertTrue(
                mended.stream().allMatch(line -> line.startsWith("ok ") && line.contains(": mended: ")),
                mended::toString);

        assertEquals(List.of(), doctor(id));
        assertEquals("700 ikabud_" + id.replace('-', '_'), host.done("stat", "--format=%a %U", home + "/tmp"));
        assertEquals(master, host.status(id).at("/pid").asInt());
        assertEquals("alive", host.get(id, "index.php"));
        assertEquals(4, host.events(id).stream().filter("mended"::equals).count());
    }

    @Test
    void a_unit_that_was_deleted_or_disabled_is_brought_back() throws Exception {
        host.ikabudDone("create", "unit");
        String unit = "ikabud-unit.service";
        int master = host.master("unit");
        host.done("systemctl", "disable", unit);
        host.done("rm", "/etc/systemd/system/" + unit);

        assertEquals(2, doctor("unit").size(), doctor("unit").toString());
        doctor("unit", "--fix");

        assertEquals(List.of(), doctor("unit"));
        assertEquals("enabled", host.property(unit, "UnitFileState"));
        assertEquals(master, host.master("unit"));
    }

    @Test
    void what_only_a_person_can_decide_is_told_and_left() throws Exception {
        host.ikabudDone("create", "person");
        host.done("gpasswd", "--add", "ikabud_person", "www-data");
        host.done("setfacl", "--remove-all", "/run/ikabud/person/php.sock");
        host.done("chmod", "600", "/run/ikabud/person/php.sock");

        List<String> found = doctor("person", "--fix");

        assertEquals(2, found.size(), found.toString());
        assertTrue(found.get(0).startsWith("problem user ikabud_person: it is a member of www-data"), found.get(0));
        assertTrue(found.get(1).contains("www-data may not connect any more"), found.get(1));
        host.ikabudDone("restart", "person");
        assertEquals(1, doctor("person").size());
        assertFalse(host.done("id", "ikabud_person").isEmpty());
    }

    @Test
    void a_user_that_was_deleted_gets_its_number_back() throws Exception {
        host.ikabudDone("create", "lost", "--no-start", "--backend", "direct");
        String uid = host.done("id", "-u", "ikabud_lost");
        host.done("userdel", "ikabud_lost");

        List<String> found = doctor("lost", "--fix");

        assertEquals(1, found.size(), found.toString());
        assertEquals(uid, host.done("id", "-u", "ikabud_lost"));
        host.ikabudDone("start", "lost");
    }
}
