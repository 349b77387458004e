package ikabud.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ikabud.model.IkabudException;
import ikabud.model.Layout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutsTest {
    private static final Map<String, String> JOE =
            Map.of("HOME", "/home/joe", "XDG_CONFIG_HOME", "/home/joe/cfg", "XDG_STATE_HOME", "relative/is/ignored");

    @Test
    void root_has_the_directories_of_the_system_whatever_its_environment_says() {
        var layout = Layouts.detect(JOE, 0);

        assertEquals(
                new Layout(
                        Path.of("/etc/ikabud"),
                        Path.of("/var/lib/ikabud"),
                        Path.of("/run/ikabud"),
                        Path.of("/var/log/ikabud"),
                        true),
                layout);
        assertEquals(List.of(Path.of("/etc/ikabud/ikabud.json")), Layouts.settingsFiles(JOE, layout));
    }

    @Test
    void a_user_has_directories_at_home() {
        var layout = Layouts.detect(JOE, 1000);
        var state = Path.of("/home/joe/.local/state/ikabud");

        assertEquals(
                new Layout(Path.of("/home/joe/cfg/ikabud"), state, state.resolve("run"), state.resolve("log"), false),
                layout);
        assertEquals(
                List.of(Path.of("/etc/ikabud/ikabud.json"), Path.of("/home/joe/cfg/ikabud/ikabud.json")),
                Layouts.settingsFiles(JOE, layout));
    }

    @Test
    void ikabud_root_moves_everything() {
        var environment = Map.of("IKABUD_ROOT", "/srv/try/../demo", "HOME", "/home/joe");
        var layout = Layouts.detect(environment, 1000);
        var top = Path.of("/srv/demo");

        assertEquals(
                new Layout(top.resolve("etc"), top.resolve("state"), top.resolve("run"), top.resolve("log"), false),
                layout);
        assertEquals(List.of(Path.of("/srv/demo/etc/ikabud.json")), Layouts.settingsFiles(environment, layout));
    }

    @ParameterizedTest
    @ValueSource(strings = {"relative", "./x", "~/x", "/with\u0000nul"})
    void a_root_that_is_not_absolute_is_refused(String root) {
        var failure = assertThrows(IkabudException.class, () -> Layouts.detect(Map.of("IKABUD_ROOT", root), 1000));

        assertEquals("it is not an absolute path", failure.why());
    }

    @Test
    void a_root_with_a_line_end_in_it_is_refused_and_never_printed_raw() {
        var failure = assertThrows(IkabudException.class, () -> Layouts.detect(Map.of("IKABUD_ROOT", "/srv/a\nb"), 0));

        assertEquals(
                "IKABUD_ROOT=\"/srv/a?b\": it holds a control character: write one such as /srv/try",
                failure.getMessage());
    }
}
