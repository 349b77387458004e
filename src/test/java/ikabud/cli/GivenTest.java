package ikabud.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GivenTest {
    static Stream<List<String>> plainLines() {
        return Stream.of(
                List.of(),
                List.of("blog"),
                List.of("blog", "shop-*", "blog"),
                List.of("--json"),
                List.of("blog", "--json", "shop"),
                List.of("two words", "=", "@file"));
    }

    @ParameterizedTest
    @MethodSource("plainLines")
    void a_plain_line_is_read_as_the_parser_reads_it(List<String> line) {
        for (Subcommand verb : List.of(new StatusVerb(), new ListVerb())) {
            Given plain = verb.plain(line).orElseThrow();
            Given parsed = Parsing.parse(verb.define(), line).orElseThrow();

            assertEquals(parsed.verb(), plain.verb());
            assertEquals(parsed.arguments(), plain.arguments());
            assertEquals(parsed.has("--json"), plain.has("--json"));
            assertEquals(parsed.has("--quiet"), plain.has("--quiet"));
            assertEquals(parsed.text("--sort"), plain.text("--sort"));
            assertEquals(parsed.all("--sort"), plain.all("--sort"));
        }
    }

    static Stream<List<String>> otherLines() {
        return Stream.of(
                List.of("-h"),
                List.of("--js"),
                List.of("--json", "--json"),
                List.of("--json=yes"),
                List.of("--", "blog"),
                List.of("-"),
                List.of(""),
                List.of("blog", "-q"));
    }

    @ParameterizedTest
    @MethodSource("otherLines")
    void anything_else_is_left_to_the_parser(List<String> line) {
        assertEquals(Optional.empty(), Given.plain("list", line));
    }

    @Test
    void only_verbs_that_say_so_are_read_without_the_parser() {
        assertTrue(new HealthVerb().plain(List.of("blog")).isEmpty());
    }
}
