package ikabud.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhpKeysTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "php.",
                "php.Max",
                "php.1a",
                "php.a b",
                "php.a]",
                "php.a=b",
                "php.a\nb",
                "php.-d",
            })
    void a_name_that_could_be_more_than_a_name_is_refused(String key) {
        assertTrue(PhpKeys.problem(key, "1").orElse("").startsWith("php.NAME: "), key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb",
                "a\rb",
                "a\0b",
                "a\"b",
                "a'b",
                "a[b",
                "a]b",
                "a;b",
                "a$b",
                "${a}",
                "a\\",
                "a\u0085b",
                "a\u007fb"
            })
    void a_value_that_could_be_more_than_a_value_is_refused(String value) {
        assertTrue(PhpKeys.problem("php.include_path", value).isPresent(), value);
    }

    @Test
    void a_long_value_is_refused() {
        assertEquals(Optional.empty(), PhpKeys.problem("php.a", "x".repeat(200)));
        assertTrue(PhpKeys.problem("php.a", "x".repeat(201)).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3000", "Europe/Manila", "E_ALL & ~E_DEPRECATED", ".:/usr/share/php", "a=b,c d"})
    void usual_values_are_right(String value) {
        assertEquals(Optional.empty(), PhpKeys.problem("php.date.timezone", value));
    }

    @Test
    void set_to_nothing_it_is_not_set_and_other_variables_may_be_empty() {
        Map<String, String> variables = Map.of("php.a", "", "php.b", "1", "disable-functions", "");

        assertEquals(Map.of("php.b", "1", "disable-functions", ""), PhpKeys.withoutUnset(variables));
        assertEquals(Map.of("b", "1"), PhpKeys.directives(PhpKeys.withoutUnset(variables)));
    }
}
