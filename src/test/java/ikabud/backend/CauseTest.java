package ikabud.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.FailureClass;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CauseTest {
    private static final String NOW = "[20-Nov-2026 09:07:43] ";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ERROR: [/etc/x.conf:20] unknown entry 'foo'                                               | CONFIG",
                "ERROR: [pool x] the chdir path '/nonex' does not exist or is not a directory              | CONFIG",
                "ERROR: [pool x] cannot get uid for user 'nosuchuser': Success (0)                         | CONFIG",
                "ERROR: Another FPM instance seems to already listen on /run/x/php.sock                    | CONFLICT",
                "ERROR: unable to bind listening socket for address '/root/php.sock': Permission denied (13) | RIGHTS",
                "ERROR: failed to open error_log (/root/fpm.log): Permission denied (13)                   | RIGHTS",
                "ERROR: failed to open error_log (/x/fpm.log): No space left on device (28)                | RESOURCE",
                "ERROR: fork() failed: Resource temporarily unavailable (11)                               | RESOURCE",
                "setpriv: uid 99999 not found, --init-groups requires an user that can be found on the system | RIGHTS",
                "env: '/usr/sbin/php-fpm8.9': No such file or directory                                    | CONFIG"
            })
    void what_a_failed_start_printed_says_what_to_do(String line, FailureClass kind) {
        Cause cause = Cause.ofStart(List.of(NOW + "NOTICE: something", line.startsWith("E") ? NOW + line : line))
                .orElseThrow();

        assertEquals(kind, cause.kind());
        assertEquals(line, cause.message());
    }

    @Test
    void the_first_mistake_is_told_since_the_others_follow_from_it() {
        List<String> lines = List.of(
                NOW + "ERROR: [/etc/x.conf:20] unknown entry 'foo'",
                NOW + "ERROR: failed to load configuration file '/etc/x.conf'",
                NOW + "ERROR: FPM initialization failed");

        assertEquals(
                "start of blog: ERROR: [/etc/x.conf:20] unknown entry 'foo': mend the configuration, then start it again",
                Cause.ofStart(lines).orElseThrow().failure("start of blog").getMessage());
    }

    @Test
    void notices_and_silence_say_nothing_of_a_failed_start() {
        assertEquals(Optional.empty(), Cause.ofStart(List.of()));
        assertEquals(Optional.empty(), Cause.ofStart(List.of(NOW + "NOTICE: fpm is running, pid 7", "")));
    }

    @Test
    void a_master_told_to_stop_by_somebody_else_says_so() {
        List<String> lines = List.of(
                NOW + "NOTICE: fpm is running, pid 41",
                NOW + "NOTICE: ready to handle connections",
                NOW + "NOTICE: Terminating ...",
                NOW + "NOTICE: exiting, bye-bye!");

        Cause cause = Cause.ofEnd(lines, 41);

        assertEquals(FailureClass.UNEXPECTED_EXIT, cause.kind());
        assertTrue(cause.message().contains("TERM"), cause.message());
    }

    @Test
    void a_master_that_was_killed_left_no_word() {
        List<String> lines = List.of(
                NOW + "NOTICE: fpm is running, pid 40",
                NOW + "NOTICE: Finishing ...",
                NOW + "NOTICE: fpm is running, pid 41",
                NOW + "NOTICE: ready to handle connections");

        assertEquals(FailureClass.CRASH, Cause.ofEnd(lines, 41).kind());
    }

    @Test
    void words_of_another_master_are_not_this_ones() {
        List<String> lines = List.of(NOW + "NOTICE: fpm is running, pid 40", NOW + "NOTICE: Terminating ...");

        assertEquals(FailureClass.CRASH, Cause.ofEnd(lines, 41).kind());
        assertEquals(FailureClass.CRASH, Cause.ofEnd(List.of(), 41).kind());
    }

    @Test
    void a_reload_into_a_mistake_is_found_in_the_log() {
        List<String> lines = List.of(
                NOW + "NOTICE: fpm is running, pid 41",
                NOW + "NOTICE: Reloading in progress ...",
                NOW + "ERROR: [/etc/x.conf:20] unknown entry 'foo'");

        assertEquals(
                "ERROR: [/etc/x.conf:20] unknown entry 'foo'",
                Cause.ofEnd(lines, 41).message());
    }

    @Test
    void a_master_that_could_not_make_a_process_left_in_good_order() {
        List<String> told = List.of(
                NOW + "NOTICE: fpm is running, pid 41",
                NOW + "ERROR: fork() failed: Resource temporarily unavailable (11)",
                NOW + "NOTICE: exiting, bye-bye!");
        List<String> silent = List.of(NOW + "NOTICE: fpm is running, pid 41", NOW + "NOTICE: exiting, bye-bye!");

        assertEquals(FailureClass.RESOURCE, Cause.ofEnd(told, 41).kind());
        assertEquals(FailureClass.RESOURCE, Cause.ofEnd(silent, 41).kind());
    }

    @Test
    void what_went_wrong_while_it_served_did_not_end_it() {
        List<String> lines = List.of(
                NOW + "NOTICE: fpm is running, pid 41",
                NOW + "NOTICE: ready to handle connections",
                NOW + "ERROR: failed to ptrace(PEEKDATA) pid 99: Input/output error (5)");

        assertEquals(FailureClass.CRASH, Cause.ofEnd(lines, 41).kind());
    }
}
