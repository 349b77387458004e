package ikabud.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import ikabud.support.Eventually;
import ikabud.support.Host;
import ikabud.support.JarRun.Ended;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Instances as units of a real systemd: what Ikabud does to them, and what an administrator does with systemctl. */
@Tag("terminal")
@Timeout(120)
class SystemdScenario {
    private static final Duration SOON = Duration.ofSeconds(15);

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

    private static String unit(String id) {
        return "ikabud-" + id + ".service";
    }

    private static void awaitState(String id, String state) throws Exception {
        Eventually.within(SOON, () -> host.status(id).at("/state").asText(), state::equals);
    }

    @Test
    void all_verbs_work_on_a_unit() throws Exception {
        host.ikabudDone("create", "blog");
        host.script("blog", "index.php", "echo getmypid(), ' as ', get_current_user();");

        JsonNode status = host.status("blog");
        assertEquals("systemd", status.at("/backend").asText());
        assertEquals(host.master("blog"), status.at("/pid").asInt());
        assertEquals("ikabud_blog", host.property(unit("blog"), "User"));
        assertEquals("ikabud.slice", host.property(unit("blog"), "Slice"));
        assertTrue(host.get("blog", "index.php").endsWith(" as ikabud_blog"), host.get("blog", "index.php"));

        int first = host.master("blog");
        host.ikabudDone("reload", "blog");
        assertEquals(first, host.master("blog"), "a reload keeps the master");
        host.ikabudDone("restart", "blog");
        assertNotEquals(first, host.master("blog"));

        host.ikabudDone("stop", "blog");
        assertEquals("inactive", host.property(unit("blog"), "ActiveState"));
        assertEquals("disabled", host.property(unit("blog"), "UnitFileState"));
        host.ikabudDone("start", "blog");
        assertEquals("enabled", host.property(unit("blog"), "UnitFileState"));
        host.ikabudDone("kill", "blog", "--signal", "TERM");
        assertEquals("down", host.status("blog").at("/state").asText());

        host.ikabudDone("remove", "--yes", "--purge", "blog");
        assertEquals("not-found", host.property(unit("blog"), "LoadState"));
        assertNotEquals(0, host.run("id", "ikabud_blog").code());
    }

    @Test
    void a_master_that_is_killed_is_restarted_by_systemd_and_that_is_on_record() throws Exception {
        host.ikabudDone("create", "crash", "--restart-delay", "200ms");
        int first = host.master("crash");

        host.done("kill", "-9", String.valueOf(first));

        awaitState("crash", "up");
        Eventually.within(SOON, () -> host.status("crash").at("/pid").asInt(), pid -> pid != first && pid > 0);
        assertEquals(host.master("crash"), host.status("crash").at("/pid").asInt());
        assertEquals(
                List.of("exited", "restarting", "recovered"),
                host.events("crash").subList(2, 5));
        assertEquals(1, host.status("crash").at("/restarts").asInt());
    }

    @Test
    void what_an_administrator_does_with_systemctl_is_noticed_and_counts_as_a_wish() throws Exception {
        host.ikabudDone("create", "shop");

        host.done("systemctl", "stop", unit("shop"));
        assertEquals("down", host.status("shop").at("/state").asText());
        assertEquals("down", host.status("shop").at("/wanted").asText());

        host.done("systemctl", "start", unit("shop"));
        assertEquals("up", host.status("shop").at("/state").asText());
        assertEquals("up", host.status("shop").at("/wanted").asText());

        int before = host.master("shop");
        host.done("systemctl", "restart", unit("shop"));
        assertEquals(host.master("shop"), host.status("shop").at("/pid").asInt());
        assertNotEquals(before, host.master("shop"));
        assertEquals(List.of("created", "started", "stopped", "adopted", "restarted"), host.events("shop"));
        assertEquals(0, host.status("shop").at("/restarts").asInt(), "nothing died");
    }

    @Test
    void a_drop_in_of_an_administrator_holds_and_outlives_changes() throws Exception {
        host.ikabudDone("create", "tuned", "--set", "memory=600M");
        Files.createDirectories(host.path("/etc/systemd/system/" + unit("tuned") + ".d"));
        Files.writeString(
                host.path("/etc/systemd/system/" + unit("tuned") + ".d/nice.conf"), "[Service]\nTasksMax=17\n");
        host.done("systemctl", "daemon-reload");
        assertEquals("17", host.property(unit("tuned"), "TasksMax"));

        host.ikabudDone("set", "tuned", "memory=640M");

        assertEquals("17", host.property(unit("tuned"), "TasksMax"));
        assertEquals(String.valueOf(640 << 20), host.property(unit("tuned"), "MemoryMax"));
        assertEquals("up", host.status("tuned").at("/state").asText());
    }

    @Test
    void a_unit_that_somebody_else_wrote_is_left_alone() throws Exception {
        Files.writeString(host.path("/etc/systemd/system/" + unit("other")), "[Service]\nExecStart=/bin/sleep 1000\n");

        Ended ended = host.ikabud("create", "other");

        assertEquals(3, ended.code(), ended.err());
        assertTrue(ended.err().contains("Ikabud did not write what is there"), ended.err());
        assertTrue(Files.readString(host.path("/etc/systemd/system/" + unit("other")))
                .contains("sleep 1000"));
        assertNotEquals(0, host.run("id", "ikabud_other").code(), "the user that was made is taken back");
    }

    @Test
    void a_mistake_in_the_configuration_is_told_with_fpms_words_and_not_tried_again() throws Exception {
        host.ikabudDone("create", "typo", "--no-start");
        Files.writeString(
                host.path("/etc/ikabud/instances/typo/php-fpm.conf"),
                Files.readString(host.path("/etc/ikabud/instances/typo/php-fpm.conf")) + "\nnonsense = 1\n");

        Ended ended = host.ikabud("start", "typo");

        assertEquals(1, ended.code());
        assertTrue(ended.err().contains("unknown entry 'nonsense'"), ended.err());
        assertEquals("failed", host.status("typo").at("/state").asText());
        assertEquals("config", host.status("typo").at("/failure").asText());
        assertEquals("0", host.property(unit("typo"), "NRestarts"));
    }

    @Test
    void what_systemd_gives_up_is_failed_until_somebody_starts_it() throws Exception {
        host.ikabudDone("create", "loop", "--restart-delay", "0", "--max-restarts", "2");
        for (int i = 0; i < 3; i++) {
            int master = Eventually.within(SOON, () -> host.master("loop"), pid -> pid > 0);
            host.done("kill", "-9", String.valueOf(master));
            Eventually.within(SOON, () -> host.master("loop"), pid -> pid != master);
        }

        awaitState("loop", "failed");
        JsonNode status = host.status("loop");
        assertEquals("up", status.at("/wanted").asText());
        assertTrue(status.at("/cause").asText().contains("given up by systemd"), status.toString());

        host.ikabudDone("start", "loop");
        assertEquals("up", host.status("loop").at("/state").asText());
    }

    @Test
    void a_master_that_stands_still_is_replaced_by_the_watchdog() throws Exception {
        host.ikabudDone("create", "still", "--restart-delay", "0");
        Files.createDirectories(host.path("/etc/systemd/system/" + unit("still") + ".d"));
        // The usual 30 s would only make the test slow.
        Files.writeString(
                host.path("/etc/systemd/system/" + unit("still") + ".d/soon.conf"), "[Service]\nWatchdogSec=3\n");
        host.done("systemctl", "daemon-reload");
        host.ikabudDone("restart", "still");
        int frozen = host.master("still");

        host.done("kill", "-STOP", String.valueOf(frozen));

        Eventually.within(SOON, () -> host.master("still"), pid -> pid > 0 && pid != frozen);
        awaitState("still", "up");
    }

    @Test
    void an_unfit_unit_is_none_of_ours() throws Exception {
        host.ikabudDone("create", "fit");
        String unit = "/etc/systemd/system/" + unit("fit");

        assertEquals("", host.done("systemd-analyze", "verify", unit));
        String last = host.done("systemd-analyze", "security", "--no-pager", unit("fit"))
                .lines()
                .reduce((first, second) -> second)
                .orElse("");
        // → Overall exposure level for ikabud-fit.service: 1.6 OK
        double exposure = Double.parseDouble(last.replaceAll(".*: ([0-9.]+) .*", "$1"));
        assertTrue(exposure <= 2.0, last);
    }

    @Test
    void what_is_wanted_up_comes_with_the_next_boot_of_the_machine_and_is_adopted() throws Exception {
        try (Host own = Host.boot()) {
            own.ikabudDone("create", "wanted", "unwanted");
            own.ikabudDone("stop", "unwanted");

            own.powerOff();
            own.powerOn();

            Eventually.within(SOON, () -> own.status("wanted").at("/state").asText(), "up"::equals);
            assertEquals(own.master("wanted"), own.status("wanted").at("/pid").asInt());
            assertEquals("down", own.status("unwanted").at("/state").asText());
            assertEquals("0", own.property(unit("unwanted"), "MainPID"));
        }
    }
}
