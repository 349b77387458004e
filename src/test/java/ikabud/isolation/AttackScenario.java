package ikabud.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.BackendKind;
import ikabud.support.Host;
import ikabud.support.JarRun.Ended;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a site that was taken over tries against its neighbours and the machine, on a host with a real systemd. It may run
 * programs: what PHP forbids by default is only a hurdle.
 */
@Tag("terminal")
@Timeout(180)
class AttackScenario {
    // A master's first mapping: readable, and there in every process.
    private static final String PEEK = """
            #!/usr/bin/perl
            open my $maps, '<', "/proc/$ARGV[0]/maps" or die;
            my ($from) = <$maps> =~ /^([0-9a-f]+)/;
            open my $memory, '<', "/proc/$ARGV[0]/mem" or die;
            seek $memory, hex $from, 0 and read $memory, my $bytes, 4 or die;
            """;

    private static Host host;

    @BeforeAll
    @Timeout(120)
    static void boot() throws Exception {
        host = Host.boot();
        Files.writeString(host.path("/usr/local/bin/peek"), PEEK);
        host.done("chmod", "755", "/usr/local/bin/peek");
        host.done("install", "-m", "4755", "/usr/bin/head", "/usr/local/bin/read-as-root");
        Files.writeString(host.path("/root/secret"), "secret of root");
        for (BackendKind backend : EnumSet.of(BackendKind.SYSTEMD, BackendKind.DIRECT)) {
            host.ikabudDone(
                    "create",
                    victim(backend),
                    attacker(backend),
                    "--backend",
                    backend.word(),
                    "--set",
                    "disable-functions=");
            host.script(victim(backend), "secret.php", "echo 'secret of a neighbour';");
            host.script(
                    victim(backend),
                    "leave.php",
                    "umask(0); exec('echo secret >/tmp/left-by-" + victim(backend) + "', $out, $code); echo $code;");
            assertEquals("0", host.get(victim(backend), "leave.php"));
        }
    }

    @AfterAll
    @Timeout(60)
    static void shut_down() throws Exception {
        if (host != null) {
            host.close();
        }
    }

    private static String victim(BackendKind backend) {
        return "shop-" + backend.word();
    }

    private static String attacker(BackendKind backend) {
        return "mallory-" + backend.word();
    }

    private static int master(BackendKind backend) throws Exception {
        return host.status(victim(backend)).at("/pid").asInt();
    }

    /** What a site's own script prints after it ran a command. */
    private static String tries(BackendKind backend, String command) throws Exception {
        String encoded = Base64.getEncoder().encodeToString(command.getBytes(StandardCharsets.UTF_8));
        host.script(
                attacker(backend),
                "attack.php",
                "exec('{ ' . base64_decode('" + encoded + "') . \"\\n} 2>&1\", $out, $code);"
                        + " echo $code === 0 ? 'succeeded' : 'failed', ': ', implode(' ', $out);");
        return host.get(attacker(backend), "attack.php");
    }

    @ParameterizedTest
    @EnumSource(
            value = BackendKind.class,
            names = {"SYSTEMD", "DIRECT"})
    void a_site_gets_no_further_than_is_said(BackendKind backend) throws Exception {
        int master = master(backend);
        StringBuilder got = new StringBuilder();
        Set<Attack> through = EnumSet.noneOf(Attack.class);
        for (Attack attack : Attack.values()) {
            String outcome = tries(backend, attack.command(attacker(backend), victim(backend), master));
            assertTrue(outcome.startsWith("failed: ") || outcome.startsWith("succeeded: "), attack + " " + outcome);
            if (outcome.startsWith("succeeded") && !attack.isOpen(backend)) {
                through.add(attack);
                got.append(attack).append(' ').append(outcome).append('\n');
            }
        }
        assertEquals(Set.of(), through, got.toString());
    }

    /** Else a mistake in the command would look like protection. */
    @Test
    void each_attack_would_work_without_protection() throws Exception {
        BackendKind backend = BackendKind.DIRECT;
        int master = master(backend);
        for (Attack attack : Attack.values()) {
            Ended ended = host.run("sh", "-c", attack.command(attacker(backend), victim(backend), master));
            assertEquals(0, ended.code(), attack + ": " + ended.out() + ended.err());
        }
        host.done("umount", "/mnt");
        for (String planted : host.done("find", "/etc", "/usr/local", "/var", "/run", "-xdev", "-name", "planted*")
                .lines()
                .toList()) {
            host.done("rm", planted);
        }
    }
}
