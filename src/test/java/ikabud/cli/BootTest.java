package ikabud.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.BootCheck;
import ikabud.model.BootCheck.Result;
import ikabud.model.BootLog;
import ikabud.model.BootPhase;
import ikabud.model.ExitCode;
import ikabud.model.InstanceId;
import ikabud.support.Golden;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BootTest {
    private static final List<BootCheck> GOOD = List.of(
            check(BootPhase.KERNEL, "php", Result.PASSED, 120, "PHP-FPM 8.2, /usr/sbin/php-fpm8.2", ""),
            check(BootPhase.KERNEL, "disk", Result.WARNED, 40, "50 MB free for /var/log/ikabud", "free some"),
            check(BootPhase.CORE, "index", Result.PASSED, 90, "index.php", ""),
            check(BootPhase.INSTANCE, "database", Result.SKIPPED, 1, "the kind names none", ""),
            check(BootPhase.RUNTIME, "process", Result.PASSED, 900, "PID 4711", ""),
            check(BootPhase.RUNTIME, "ping", Result.PASSED, 38_400, "pong", ""),
            check(BootPhase.SITE, "request", Result.FAILED, 7_000, "it answered 500", "look at php.log"));
    private static final List<BootCheck> BAD = List.of(
            check(BootPhase.KERNEL, "php", Result.PASSED, 120, "PHP-FPM 8.2", ""),
            check(
                    BootPhase.CORE,
                    "document root",
                    Result.FAILED,
                    90,
                    "document root /srv/\033[31mx: there is no such directory",
                    "bring it back, then start the instance again"));

    private final FakeControl control = FakeControl.withSites();

    BootTest() {
        Instant at = Instant.parse("2026-11-20T08:05:01Z");
        control.boots.add(new BootLog(new InstanceId("blog"), at, Duration.ofMillis(48), GOOD));
        control.boots.add(new BootLog(new InstanceId("shop-1"), at, Duration.ofMillis(2), BAD));
    }

    private static BootCheck check(
            BootPhase phase, String name, Result result, int micros, String detail, String remedy) {
        return new BootCheck(phase, name, result, Duration.ofNanos(micros * 1000L), detail, remedy);
    }

    @Test
    void the_last_boot_is_told_check_by_check_with_what_to_do() throws IOException {
        Shell.Said said = new Shell(control).types("boot blog 'shop-*'");

        assertEquals(ExitCode.FAILED, said.code());
        Golden.assertSame("cli/boot.txt", said.out());
        assertEquals(ExitCode.DONE, new Shell(control).types("boot shop-2").code());
    }

    @Test
    void a_program_reads_the_same() throws IOException {
        Golden.assertSame(
                "cli/boot.json", new Shell(control).types("boot '*' --json").out());
    }

    @Test
    void a_start_on_a_terminal_shows_a_line_for_each_phase() {
        control.checks.addAll(GOOD);

        Shell.Said said = new Shell(control)
                .behaving(new Console.Manners(false, true, false))
                .types("start shop-2");

        assertEquals("""
                1 kernel    warning    0.2 ms  disk: 50 MB free for /var/log/ikabud
                2 core      ok         0.1 ms
                3 instance  skipped    0.0 ms  database: the kind names none
                4 runtime   ok          39 ms
                5 site      FAILED     7.0 ms  request: it answered 500
                """, said.err());
        assertEquals("start shop-2: done\n", said.out());
    }

    @Test
    void a_pipe_gets_them_only_if_asked_and_several_never() {
        control.checks.addAll(BAD);

        assertEquals("", new Shell(control).types("start shop-2").err());
        assertEquals(
                "", new Shell(control).types("start shop-1 shop-2 --verbose").err());
        String err = new Shell(control).types("start shop-2 --verbose").err();

        assertTrue(
                err.endsWith("2 core      FAILED     0.1 ms  document root: document root /srv/^[31mx: there is no such"
                        + " directory\n"),
                err);
    }
}
