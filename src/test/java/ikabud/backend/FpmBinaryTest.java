package ikabud.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FpmBinaryTest {
    private static final Path PATH = Path.of("/usr/sbin/php-fpm");

    // php-fpm -v of Debian 12, Ubuntu 24.04, a build of PHP's own and Debian 10
    private static final String DEBIAN_12 = """
            PHP 8.2.35 (fpm-fcgi) (built: Oct 21 2026 06:29:51)
            Copyright (c) The PHP Group
            Zend Engine v4.2.35, Copyright (c) Zend Technologies
                with Zend OPcache v8.2.35, Copyright (c), by Zend Technologies
            """;
    private static final String UBUNTU =
            "PHP 8.3.6 (fpm-fcgi) (built: Mar 19 2025 10:08:38)\nCopyright (c) The PHP Group\n";
    private static final String OWN_BUILD = "PHP 8.5.0RC2 (fpm-fcgi) (built: Sep  1 2025 00:00:00) (NTS DEBUG)\n";
    private static final String DEBIAN_10 = "PHP 7.3.31-1~deb10u7 (fpm-fcgi) (built: Jun 16 2024 12:00:00)\n";
    private static final String WITH_A_WARNING =
            "PHP Warning:  Module \"x\" is already loaded in Unknown on line 0\n" + DEBIAN_12;

    private static Optional<FpmBinary> parse(String output) {
        return FpmBinary.parse(PATH, output);
    }

    @Test
    void versions_are_read_from_what_real_ones_print() {
        assertEquals(Optional.of(new FpmBinary(PATH, 8, 2, "8.2.35")), parse(DEBIAN_12));
        assertEquals("8.3", parse(UBUNTU).orElseThrow().version());
        assertEquals("8.5.0RC2", parse(OWN_BUILD).orElseThrow().release());
        assertEquals("7.3.31-1~deb10u7", parse(DEBIAN_10).orElseThrow().release());
    }

    @Test
    void a_warning_before_the_version_does_not_hide_it() {
        assertEquals("8.2", parse(WITH_A_WARNING).orElseThrow().version());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PHP 8.2.35 (cli) (built: x)",
                "PHP 99999.1.1 (fpm-fcgi) (built: x)",
                "sh: 1: php-fpm: not found",
                "PHP 8 (fpm-fcgi)"
            })
    void what_is_no_fpm_is_not_taken_for_one(String output) {
        assertEquals(Optional.empty(), parse(output));
    }

    @Test
    void the_newest_comes_first_and_ten_is_more_than_nine() {
        var sorted = Stream.of("7.4.1", "8.10.0", "8.9.3", "8.2.35")
                .map(release ->
                        parse("PHP " + release + " (fpm-fcgi) (built: x)").orElseThrow())
                .sorted(FpmBinary.NEWEST_FIRST)
                .map(FpmBinary::version)
                .toList();

        assertEquals(List.of("8.10", "8.9", "8.2", "7.4"), sorted);
    }

    @Test
    void seven_three_is_the_oldest_that_will_do() {
        assertTrue(parse(DEBIAN_10).orElseThrow().isNewEnough());
        assertFalse(parse("PHP 7.2.34 (fpm-fcgi) (built: x)").orElseThrow().isNewEnough());
        assertFalse(parse("PHP 5.6.40 (fpm-fcgi) (built: x)").orElseThrow().isNewEnough());
    }
}
