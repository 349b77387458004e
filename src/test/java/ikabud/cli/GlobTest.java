package ikabud.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.IkabudException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "*, blog, true",
        "shop-*, shop-1, true",
        "shop-*, blog, false",
        "*-1, shop-1, true",
        "s*p*1, shop-1, true",
        "shop-?, shop-1, true",
        "shop-?, shop-12, false",
        "shop-[12], shop-2, true",
        "shop-[12], shop-3, false",
        "shop-[1-3]*, shop-25, true",
        "shop-[!1-3], shop-9, true",
        "shop-[!1-3], shop-2, false",
        "***, x, true",
        "?, '', false",
    })
    void a_pattern_fits_as_in_a_shell(String pattern, String id, boolean fits) {
        assertEquals(fits, Glob.parse(pattern).matches(id));
    }

    @Test
    void a_pattern_of_many_stars_is_answered_at_once() {
        assertFalse(Glob.parse("*a".repeat(90) + "b").matches("a".repeat(25)));
    }

    @Test
    void a_name_is_not_a_pattern() {
        assertFalse(Glob.isGlob("shop-1"));
        assertTrue(Glob.isGlob("shop-[12]"));
    }

    @Test
    void an_open_class_and_an_endless_pattern_are_refused() {
        assertThrows(IkabudException.class, () -> Glob.parse("shop-[12"));
        assertThrows(IkabudException.class, () -> Glob.parse("*".repeat(10_000)));
    }
}
