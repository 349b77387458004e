package ikabud.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.model.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KindsTest {
    private static final TemplateFile POOL = new TemplateFile("pool.conf", "pool.conf");

    @TempDir
    Path config;

    private Kinds kinds;

    @BeforeEach
    void kinds_of_a_user() {
        kinds = new Kinds(new Layout(config, config, config, config, false));
    }

    @Test
    void the_php_kind_came_with_the_program() {
        var php = kinds.find("php");

        assertTrue(kinds.names().contains("php"));
        assertTrue(kinds.all().contains(php));
        assertEquals("4", php.values(Map.of()).get("max-children"));
        assertEquals("9", php.values(Map.of("max-children", "9")).get("max-children"));
        assertEquals(php.variables().size(), php.values(Map.of()).size());
        assertTrue(php.variable("pm").orElseThrow().allowed().contains("static"));
        assertEquals("templates/php/kind.json", kinds.place("php", "kind.json"));
    }

    @Test
    void every_shipped_kind_has_no_mistake_and_says_what_its_variables_are() {
        for (var kind : kinds.all()) {
            assertFalse(kind.description().isEmpty());
            for (var variable : kind.variables()) {
                assertFalse(variable.description().isEmpty(), variable.name());
                assertTrue(variable.problem(variable.initial()).isEmpty(), variable.name());
            }
        }
    }

    @Test
    void all_mistakes_in_what_is_set_are_told_at_once() {
        var php = kinds.find("php");

        var failure = assertThrows(
                IkabudException.class,
                () -> php.values(Map.of("max-childeren", "4", "memory-limit", "lots", "pm", "dynamik")));

        assertEquals(ExitCode.USAGE, failure.exitCode());
        assertEquals(
                "unknown variable \"max-childeren\": did you mean \"max-children\"?;"
                        + " memory-limit: expected a size such as 128M, at least 8M, at most 16384M, found \"lots\";"
                        + " pm: expected one of ondemand, dynamic, static, found \"dynamik\": did you mean \"dynamic\"?",
                failure.why());
    }

    @ParameterizedTest
    @CsvSource({
        "max-children, 0",
        "max-children, 1001",
        "max-children, -1",
        "memory-limit, 7M",
        "memory-limit, 17G",
        "memory-limit, 128MB",
        "idle-timeout, 0s",
        "idle-timeout, 25h",
        "idle-timeout, 1.5s",
        "disable-functions, 'exec, system'",
        "disable-functions, 'exec;x'",
        "pm, ''",
    })
    void a_value_out_of_bounds_is_told(String name, String value) {
        assertTrue(kinds.find("php").variable(name).orElseThrow().problem(value).isPresent());
        assertTrue(kinds.find("php").variable(name).orElseThrow().problem("4\n").isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "max-children, 1",
        "memory-limit, 1G",
        "memory-limit, 8192K",
        "idle-timeout, 2m",
        "disable-functions, ''"
    })
    void a_value_within_bounds_is_taken(String name, String value) {
        assertTrue(kinds.find("php").variable(name).orElseThrow().problem(value).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "a text of any kind, äöü", "/with/slashes"})
    void a_text_may_hold_what_no_configuration_file_reads_into(String value) {
        assertTrue(text().problem(value).isEmpty());
        assertFalse(text().problem(value + ";").isEmpty());
        assertFalse(text().problem(value + "\n").isEmpty());
        assertFalse(text().problem("[" + value).isEmpty());
    }

    @Test
    void a_kind_of_ones_own_needs_no_java() throws IOException {
        write("shop", "kind.json", manifest("{'name': 'depth', 'type': 'number', 'default': '3', 'description': 'x'}"));
        write("shop", "pool.conf", "depth = {{depth}}");

        var shop = kinds.find("shop");

        assertTrue(kinds.names().contains("shop"));
        assertEquals(List.of(POOL), shop.files());
        assertEquals("depth = {{depth}}", kinds.template(shop, POOL));
        assertEquals(config.resolve("templates/shop/kind.json").toString(), kinds.place("shop", "kind.json"));
    }

    @Test
    void a_template_that_is_missing_is_told() throws IOException {
        write("shop", "kind.json", manifest(""));
        var shop = kinds.find("shop");

        var failure = assertThrows(IkabudException.class, () -> kinds.template(shop, POOL));

        assertEquals("template shop/pool.conf", failure.what());
        assertEquals("there is no such file", failure.why());
    }

    @ParameterizedTest
    @ValueSource(strings = {"phpp", "", "../../etc", "php/", "PHP", "nul\u0000"})
    void a_kind_that_is_not_there_is_told(String name) {
        var failure = assertThrows(IkabudException.class, () -> kinds.find(name));

        assertEquals(ExitCode.USAGE, failure.exitCode());
        assertTrue(failure.why().startsWith("unknown kind"), failure.why());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | 'description' is missing",
                "{'description': 'x', 'varables': []} | unknown key 'varables': did you mean 'variables'?",
                "{'description': 'x', 'files': {}} | /files: expected a list, found an object",
                "{'description': 'x', 'files': [1]} | /files/0: expected an object, found '1'",
                "{'description': 'x', 'files': [{'source': 'a', 'target': '../b'}]} | a file name without a directory",
                "{'description': 'x', 'files': [{'source': 'a'}]} | 'target' is missing",
                "{'description': 'x', 'variables': [{'name': 'a'}]} | 'type' is missing",
                "{'description': 'x', 'variables': [{'name': 'a b'}]} | expected a lower-case letter, then lower-case letters, digits or -",
                "{'description': 'x', 'variables': [{'type': 'nummer'}]} | unknown type 'nummer': did you mean 'number'?",
                "{'description': 'x', 'variables': [{'type': 'choice'}]} | a choice has a list",
                "{'description': 'x', 'variables': [{'type': 'size', 'min': '1X'}]} | expected an amount",
                "{'description': 'x', 'variables': [{'type': 'number', 'max': '5', 'default': '6'}]} | at most 5, found '6'",
                "{'description': 'x', 'variables': [{'name': 'a'}, {'name': 'a'}]} | a variable of that name already",
                "[] | it must be one object",
            })
    void a_manifest_with_a_mistake_is_told_with_its_place(String text, String message) throws IOException {
        write("shop", "kind.json", text);

        var failure = assertThrows(IkabudException.class, () -> kinds.find("shop"));

        assertTrue(failure.why().replace('"', '\'').contains(message), failure.why());
        assertTrue(failure.why().contains("kind.json:1:"), failure.why());
    }

    private static Variable text() {
        return new Variable("x", Variable.Type.TEXT, "", "", OptionalLong.empty(), OptionalLong.empty(), List.of());
    }

    private static String manifest(String variables) {
        return "{'description': 'x', 'files': [{'source': 'pool.conf', 'target': 'pool.conf'}]," + " 'variables': ["
                + variables + "]}";
    }

    private void write(String kind, String file, String text) throws IOException {
        Path directory = Files.createDirectories(config.resolve("templates").resolve(kind));
        Files.writeString(directory.resolve(file), text.replace('\'', '"'));
    }
}
