package ikabud.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.support.Eventually;
import ikabud.support.Host;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A supervisor over units of a real systemd: it mends what systemd does not see, and leaves restarts to systemd. */
@Tag("terminal")
@Timeout(120)
class SupervisedUnitsScenario {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static Host host;

    @BeforeAll
    @Timeout(120)
    static void boot() throws Exception {
        host = Host.boot();
        List<String> supervise = new ArrayList<>(List.of("systemd-run", "--unit=ikabud"));
        supervise.addAll(Host.command("supervise"));
        host.done(supervise.toArray(String[]::new));
        Eventually.within(
                SOON, () -> host.ikabud("supervise", "--status").out(), out -> !out.contains("not supervised"));
    }

    @AfterAll
    @Timeout(60)
    static void shut_down() throws Exception {
        if (host != null) {
            host.close();
        }
    }

    @Test
    void a_master_that_died_is_on_record_although_nobody_asks() throws Exception {
        host.ikabudDone("create", "dies", "--restart-delay", "100ms");
        int first = host.master("dies");

        host.done("kill", "-9", String.valueOf(first));

        List<String> seen = awaitEvent("dies", "recovered");
        assertEquals(List.of("exited", "restarting", "recovered"), seen.subList(2, 5));
        assertEquals(1, host.status("dies").at("/restarts").asInt());
        assertEquals("1", host.property("ikabud-dies.service", "NRestarts"), "systemd restarted it, and nobody else");
    }

    @Test
    void one_whose_socket_is_gone_is_ended_and_comes_back_by_systemd() throws Exception {
        host.ikabudDone("create", "mute", "--restart-delay", "100ms");
        host.script("mute", "index.php", "echo 'here';");
        int first = host.master("mute");

        Files.delete(host.path("/run/ikabud/mute/php.sock"));

        awaitEvent("mute", "recovered");
        Eventually.within(SOON, () -> host.get("mute", "index.php"), "here"::equals);
        assertTrue(host.master("mute") != first, "another master");
        assertEquals("1", host.property("ikabud-mute.service", "NRestarts"));
    }

    @Test
    void one_that_is_frozen_is_woken_before_the_watchdog_replaces_it() throws Exception {
        host.ikabudDone("create", "still");
        host.script("still", "index.php", "echo 'awake';");
        int first = host.master("still");

        host.done("kill", "-STOP", String.valueOf(first));

        awaitEvent("still", "signalled");
        assertEquals("awake", host.get("still", "index.php"));
        assertEquals(first, host.master("still"));
        assertEquals("0", host.property("ikabud-still.service", "NRestarts"));
    }

    private static List<String> awaitEvent(String id, String kind) throws Exception {
        return Eventually.within(SOON, () -> host.events(id), events -> events.contains(kind));
    }
}
