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
}
