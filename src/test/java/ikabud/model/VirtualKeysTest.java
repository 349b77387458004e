package ikabud.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VirtualKeysTest {
    private static final List<String> OF_KIND = List.of("max-children", "memory-limit");

    private static List<String> mistakes(String key, String value) {
        return VirtualKeys.mistakes(Map.of(key, value), OF_KIND);
    }

    @ParameterizedTest
    @CsvSource({
        "url,https://example.org",
        "url,http://127.0.0.1:8080/shop/?a=b",
        "url,http://[2001:db8::1]:8080/",
        "url,''",
        "log,'/home/me/a.log,/home/me/b c.log'",
        "database,wp-config.php",
        "switch,htaccess"
    })
    void these_can_be(String key, String value) {
        assertEquals(List.of(), mistakes(key, value));
    }

    @ParameterizedTest
    @CsvSource({"url,example.org", "url,ftp://a/", "url,https://", "log,access.log", "switch,nginx"})
    void these_cannot_be(String key, String value) {
        assertTrue(
                mistakes(key, value).get(0).startsWith(key + ": expected "),
                mistakes(key, value).toString());
    }

    @Test
    void what_is_fpms_is_refused_with_the_reason() {
        assertEquals(
                List.of("\"max-children\" is for PHP-FPM, and this site is served by the account's own web server"),
                mistakes("max-children", "4"));
        assertEquals(
                List.of("unknown variable \"color\": a virtual instance has url, log, database, switch"),
                mistakes("color", "red"));
    }

    @Test
    void every_key_has_a_value() {
        assertEquals(
                Map.of("url", "http://a/", "log", "", "database", "", "switch", "both"),
                VirtualKeys.values(Map.of("url", "http://a/")));
    }
}
