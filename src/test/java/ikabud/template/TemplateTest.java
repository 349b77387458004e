package ikabud.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
    private static String render(String text, Map<String, String> values) {
        return Template.parse("php/php-fpm.conf", text).render(values);
    }

    private static IkabudException mistake(String text, Map<String, String> values) {
        return assertThrows(IkabudException.class, () -> render(text, values));
    }

    @Test
    void a_variable_becomes_its_value() {
        assertEquals("listen = /run/a.sock\n", render("listen = {{socket}}\n", Map.of("socket", "/run/a.sock")));
    }

    @Test
    void a_quoted_place_takes_a_path_with_brackets_and_semicolons() {
        assertEquals("chdir = \"/srv/[a];b c\"", render("chdir = {{\"root\"}}", Map.of("root", "/srv/[a];b c")));
    }

    @Test
    void a_condition_alone_on_its_line_leaves_no_line_behind() {
        String text = "a\n  {{#if user}}\nacl = {{user}}\n{{/if}}\nb\n";

        assertEquals("a\nacl = www-data\nb\n", render(text, Map.of("user", "www-data")));
        assertEquals("a\nb\n", render(text, Map.of("user", "")));
    }

    @Test
    void conditions_nest_and_stand_within_a_line() {
        String text = "x{{#if a}}[{{#if b}}{{b}}{{/if}}]{{/if}}y";

        assertEquals("x[2]y", render(text, Map.of("a", "1", "b", "2")));
        assertEquals("x[]y", render(text, Map.of("a", "1", "b", "")));
        assertEquals("xy", render(text, Map.of("a", "", "b", "2")));
    }

    @Test
    void an_unknown_variable_is_named_with_its_line_and_the_known_ones() {
        IkabudException mistake = mistake("a\nb = {{sokket}}\n", Map.of("socket", "s", "pool", "p"));

        assertEquals(
                "template php/php-fpm.conf, line 2: the variable \"sokket\" is unknown: known are: pool, socket",
                mistake.getMessage());
    }

    @Test
    void an_unknown_variable_in_a_condition_is_named_too() {
        IkabudException mistake = mistake("{{#if a}}\n{{/if}}\n\n{{#if zz}}\n{{/if}}\n", Map.of("a", "1"));

        assertTrue(mistake.getMessage().startsWith("template php/php-fpm.conf, line 4: the variable \"zz\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nuser = root", "a\0", "[global]", "a;b", "a\"", "${x}", "a\\", "a\u0085b", "\u007f"})
    void a_value_that_could_be_read_as_a_directive_is_refused(String value) {
        IkabudException mistake = mistake("x = {{v}}", Map.of("v", value));

        assertEquals(ExitCode.USAGE, mistake.exitCode());
        assertTrue(mistake.getMessage().contains("\"v\""), mistake.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\"b", "$pool", "a\\"})
    void quotes_do_not_make_everything_harmless(String value) {
        assertEquals(
                ExitCode.USAGE, mistake("x = {{\"v\"}}", Map.of("v", value)).exitCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{{a", "{{a\n}}", "{{}}", "{{a b}}", "{{\"a}}", "{{#if}}", "{{#if a}}", "{{/if}}", "{{#each a}}"
            })
    void a_tag_that_is_not_understood_is_a_mistake_with_its_line(String tag) {
        IkabudException mistake =
                assertThrows(IkabudException.class, () -> Template.parse("php/php-fpm.conf", "one\n\n" + tag));

        assertTrue(mistake.getMessage().startsWith("template php/php-fpm.conf, line 3: "), mistake.getMessage());
    }

    @Test
    void it_knows_the_variables_it_needs() {
        Template template = Template.parse("t", "{{b}}{{#if c}}{{\"a\"}}{{/if}}");

        assertEquals(Set.of("a", "b", "c"), template.variables());
    }
}
