package ikabud.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WidthTest {
    @ParameterizedTest
    @CsvSource({
        "blog, 4", "日本, 4", "한국, 4", "ａｂ, 4", "é, 1", "─●▂, 3", "✗✔, 2", "😀, 2", "Ω, 1",
    })
    void text_takes_the_columns_a_terminal_gives_it(String text, int columns) {
        assertEquals(columns, Width.of(text));
    }

    @Test
    void a_combining_mark_takes_none() {
        assertEquals(1, Width.of("e\u0301"));
    }

    @ParameterizedTest
    @CsvSource({"blog, 4, blog", "intranet, 5, intr…", "日本語, 5, 日本…", "日本語, 4, 日…", "abc, 1, …", "abc, 0, ''"})
    void a_text_that_is_too_long_ends_in_an_ellipsis(String text, int columns, String shown) {
        assertEquals(shown, Width.fit(text, columns, '…'));
    }
}
