package ikabud.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.Changes;
import ikabud.model.Command;
import ikabud.model.Outcome;
import ikabud.model.ProcessIdentity;
import ikabud.model.Signal;
import ikabud.model.Verb;
import ikabud.support.LiveSite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** PHP directives of one instance, as PHP itself reads them. */
@Tag("live")
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class PhpSettingsLiveTest {
    private final LiveSite site;

    PhpSettingsLiveTest(@TempDir Path directory) {
        site = new LiveSite(directory, Map.of("php.date.timezone", "Europe/Manila", "php.precision", "11"));
        site.done(Verb.START);
        site.script("get.php", "echo ini_get($_GET['name']);");
    }

    @AfterEach
    void close() {
        site.close();
    }

    private Outcome set(String key, String value) {
        return site.execute(
                Verb.SET,
                new Command.Options(
                        Signal.KILL, false, false, false, null, null, new Changes(Map.of(key, value), true)));
    }

    private String get(String directive) {
        return site.get("get.php", "name=" + directive, Duration.ofSeconds(10))
                .reply()
                .orElseThrow()
                .text();
    }

    @Test
    void a_directive_holds_from_the_start_and_another_value_with_a_reload() {
        assertEquals("11", get("precision"));

        Outcome outcome = set("php.precision", "9");

        assertTrue(outcome.message().startsWith("blog: php.precision 11 -> 9; blog has taken up"), outcome.message());
        assertEquals("9", get("precision"));
    }

    @Test
    void set_to_nothing_phps_own_value_holds_again() {
        assertTrue(set("php.precision", "").message().startsWith("blog: php.precision 11 -> (nothing)"));

        assertEquals("14", get("precision"));
        assertEquals(
                Map.of("php.date.timezone", "Europe/Manila"), site.instance().variables());
    }

    @Test
    void error_levels_are_read_as_phps_constants() {
        assertTrue(set("php.error_reporting", "E_ALL & ~E_DEPRECATED").isDone());

        assertEquals(String.valueOf(32767 & ~8192), get("error_reporting"));
    }

    @Test
    void what_only_a_master_can_have_takes_effect_with_a_restart() {
        ProcessIdentity master = site.master();

        Outcome outcome = set("php.realpath_cache_size", "1M");

        assertTrue(outcome.message().endsWith("; it takes effect with `ikabud restart blog`"), outcome.message());
        assertEquals(master, site.master());
        site.done(Verb.RESTART);
        assertEquals("1M", get("realpath_cache_size"));
    }

    @Test
    void a_directive_that_php_does_not_know_is_set_and_told_with_the_nearest_one() {
        Outcome outcome = set("php.max_inputvars", "3000");

        assertTrue(outcome.isDone(), outcome.message());
        assertTrue(
                outcome.notes()
                        .contains("php.max_inputvars: PHP " + site.instance().phpVersion()
                                + " knows no such directive: did you mean php.max_input_vars?"),
                outcome.notes() + "");
        assertEquals(List.of(), set("php.max_inputvars", "").notes());
    }

    @Test
    void a_value_that_fpm_refuses_changes_nothing() throws Exception {
        Path file = site.root().layout().fpmConfig(LiveSite.BLOG);
        String before = Files.readString(file);
        ProcessIdentity master = site.master();

        Outcome outcome = set("php.opcache.preload", "/nowhere/preload.php");

        assertFalse(outcome.isDone());
        assertEquals(before, Files.readString(file));
        assertFalse(site.instance().variables().containsKey("php.opcache.preload"));
        assertEquals(master, site.master());
        site.done(Verb.RELOAD);
        assertEquals("11", get("precision"));
        site.done(Verb.RESTART);
        assertEquals("11", get("precision"));
    }
}
