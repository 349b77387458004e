package ikabud.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingTest {
    @ParameterizedTest
    @CsvSource({
        "PHP Warning, warning, 0, 4",
        "PHP Warning, WARN, 0, 4",
        "price(PRICE), price, 1, 6",
        "price, prices, 0, -1",
        "price, '', 0, -1",
        "'', x, 0, -1",
        "İstanbul, stan, 0, 1",
    })
    void a_text_is_found_in_any_case(String text, String needle, int from, int at) {
        assertEquals(at, Finding.indexOf(text, needle, from));
    }
}
