package ikabud.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.config.Kinds;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.Layout;
import ikabud.model.Owner;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FpmTemplateTest {
    private static final Layout LAYOUT = new Layout(
            Path.of("/etc/ikabud"),
            Path.of("/var/lib/ikabud"),
            Path.of("/run/ikabud"),
            Path.of("/var/log/ikabud"),
            true);

    private static Instance blog(String php, String documentRoot, Map<String, String> variables) {
        return new Instance(
                new InstanceId("blog"),
                "php",
                new Owner("ikabud_blog", 998, 998, true),
                php,
                Path.of("/usr/sbin/php-fpm" + php),
                Path.of(documentRoot),
                variables,
                Instant.EPOCH);
    }

    private static String render(Instance instance, String webUser) {
        InstanceFiles files = new InstanceFiles(LAYOUT, Machine.real().files(), 0);
        return new FpmTemplate(LAYOUT, files, webUser, new Kinds(LAYOUT)).render(instance);
    }

    @Test
    void the_shipped_template_needs_nothing_that_is_unknown() {
        String file = render(blog("8.2", "/srv/blog", Map.of()), "www-data");

        assertTrue(file.contains("\nlisten = \"/run/ikabud/blog/php.sock\"\n"), file);
        assertTrue(file.contains("\npm.status_listen = \"/run/ikabud/blog/status.sock\"\n"), file);
        assertTrue(file.contains("\nlisten.acl_users = www-data\n"), file);
        assertTrue(
                file.contains("\nphp_admin_value[open_basedir] = \"/var/lib/ikabud/instances/blog/:/srv/blog/\"\n"),
                file);
        assertFalse(file.contains("{{"), file);
    }

    @Test
    void without_a_web_user_there_is_no_access_list() {
        assertFalse(render(blog("8.2", "/srv/blog", Map.of()), "").contains("acl_users"));
    }

    @Test
    void the_status_socket_is_left_out_before_php_8() {
        assertFalse(render(blog("7.4", "/srv/blog", Map.of()), "").contains("status_listen"));
    }

    @Test
    void a_variable_of_the_instance_wins_over_the_kinds_default() {
        assertTrue(render(blog("8.2", "/srv", Map.of("max-children", "17")), "").contains("pm.max_children = 17\n"));
    }

    @Test
    void a_variable_that_the_kind_does_not_have_is_refused_with_those_it_has() {
        Instance instance = blog("8.2", "/srv", Map.of("maxChildern", "17"));

        String message =
                assertThrows(IkabudException.class, () -> render(instance, "")).getMessage();

        assertTrue(message.contains("maxChildern") && message.contains("max-children"), message);
    }

    @Test
    void a_document_root_cannot_widen_what_php_may_open() {
        Instance instance = blog("8.2", "/srv/blog:/", Map.of());

        assertThrows(IkabudException.class, () -> render(instance, ""));
    }

    @Test
    void a_form_may_be_larger_than_the_files_in_it() {
        assertTrue(
                render(blog("8.2", "/srv", Map.of("upload-limit", "32M")), "").contains("post_max_size] = 40960K\n"));
        assertEquals("9216K", FpmTemplate.postLimit("1024K"));
        assertEquals("1056768K", FpmTemplate.postLimit("1G"));
    }

    @Test
    void settings_of_the_master_are_read_back_from_the_file() {
        assertEquals(
                Map.of("opcache.memory_consumption", "32"),
                FpmTemplate.directives(render(blog("8.2", "/srv", Map.of()), "")));
        assertEquals(Map.of(), FpmTemplate.directives("; php -d a;b = 1\n;php -d x = 2\n; php -d y = a b\n"));
    }

    @Test
    void php_directives_come_after_the_templates_own_lines() {
        Map<String, String> set = Map.of(
                "php.max_input_vars", "3000",
                "php.date.timezone", "Europe/Manila",
                "php.short_open_tag", "On",
                "php.error_reporting", "E_ALL & ~E_DEPRECATED",
                "php.opcache.revalidate_freq", "60");
        String file = render(blog("8.2", "/srv", set), "");

        assertTrue(file.endsWith("""
                php_value[session.cookie_httponly] = 1

                ; Set for this instance.
                php_admin_value[date.timezone] = "Europe/Manila"
                php_admin_value[error_reporting] = E_ALL & ~E_DEPRECATED
                php_admin_value[max_input_vars] = "3000"
                ; php -d opcache.revalidate_freq = 60
                php_admin_flag[short_open_tag] = On
                """), file);
        assertEquals("60", FpmTemplate.directives(file).get("opcache.revalidate_freq"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "memory_limit | php.memory_limit: Ikabud sets it for each instance: use memory-limit",
                "opcache.memory_consumption | php.opcache.memory_consumption: Ikabud sets it for each instance: use opcache-memory",
                "disable_functions | php.disable_functions: Ikabud sets it for each instance: use disable-functions",
                "post_max_size | php.post_max_size: Ikabud sets it for each instance: it follows upload-limit: use upload-limit",
                "open_basedir | php.open_basedir: Ikabud sets it for each instance: it keeps the site within its own directories",
                "cgi.fix_pathinfo | php.cgi.fix_pathinfo: Ikabud sets it for each instance: the template of kind php does"
            })
    void a_directive_that_is_ours_is_refused_with_what_to_use_or_why(String directive, String expected) {
        Instance instance = blog("8.2", "/srv", Map.of("php." + directive, "1"));

        assertEquals(
                expected,
                assertThrows(IkabudException.class, () -> render(instance, "")).why());
    }

    @Test
    void what_goes_into_the_masters_command_is_held_to_harmless_characters() {
        Instance instance = blog("8.2", "/srv", Map.of("php.opcache.preload", "/a b"));

        String why =
                assertThrows(IkabudException.class, () -> render(instance, "")).why();

        assertTrue(why.startsWith("php.opcache.preload: expected letters, digits"), why);
    }

    @Test
    void a_pool_that_breaks_a_rule_is_not_rendered() {
        Instance instance = blog("8.2", "/srv", Map.of("pm", "dynamic", "max-children", "2"));

        assertEquals(
                "max-spare=3 must not be more than max-children=2 with pm=dynamic",
                assertThrows(IkabudException.class, () -> render(instance, "")).why());
    }
}
