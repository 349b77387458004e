package ikabud.config;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.support.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsLoaderTest {
    private static final Path FILES = Path.of("src/test/resources/config");

    @TempDir
    Path directory;

    @Test
    void without_anything_set_the_defaults_hold() {
        var loaded = SettingsLoader.load(List.of(directory.resolve("missing.json")), Map.of(), Map.of());

        assertEquals(Settings.DEFAULT, loaded.settings());
        assertEquals(
                List.of(
                        "2s", "dark", "auto", "auto", "false", "normal", "auto", "auto", "auto", "15s", "15s", "2000",
                        "10M", "5", "90", "100000"),
                loaded.effective().stream().map(Setting::value).toList());
        assertTrue(
                loaded.effective().stream().allMatch(setting -> setting.source().equals("default")));
    }

    @Test
    void an_empty_object_sets_nothing() {
        assertEquals(Settings.DEFAULT, load(FILES.resolve("valid/empty.json")));
    }

    @Test
    void every_setting_of_a_file_arrives() {
        var expected = new Settings(
                Duration.ofMillis(1500),
                "light",
                ColourMode.INDEXED,
                Ascii.TRUE,
                true,
                Confirm.STRICT,
                "nginx",
                "8.2",
                "direct",
                Duration.ofMinutes(1),
                Duration.ofSeconds(20),
                500,
                64 << 20,
                9,
                Duration.ofDays(30),
                5000);

        assertEquals(expected, load(FILES.resolve("valid/everything.json")));
    }

    @ParameterizedTest
    @EnumSource(SettingKey.class)
    void every_setting_has_a_variable_a_flag_and_a_default_that_is_allowed(SettingKey key) {
        var value = key.valueIn(load(FILES.resolve("valid/everything.json")));

        var byVariable = SettingsLoader.load(List.of(), Map.of(key.variable(), value), Map.of());
        var byFlag = SettingsLoader.load(List.of(), Map.of(), Map.of(key.key(), value));

        assertEquals(new Setting(key.key(), value, key.variable()), byVariable.setting(key));
        assertEquals(new Setting(key.key(), value, "--" + key.key()), byFlag.setting(key));
        assertEquals(byVariable.settings(), byFlag.settings());
        assertTrue(key.problem(key.valueIn(Settings.DEFAULT)).isEmpty());
        assertTrue(!key.help().isEmpty() && !key.expects().isEmpty());
    }

    @Test
    void the_later_source_wins_and_is_named() throws IOException {
        var system = Files.writeString(
                directory.resolve("system.json"),
                "{\"theme\": \"mono\", \"refresh\": \"5s\", \"php\": \"8.1\", \"confirm\": \"low\"}");
        var user = Files.writeString(
                directory.resolve("user.json"), "{\"theme\": \"light\", \"refresh\": \"6s\",\n \"php\": \"8.2\"}");

        var loaded = SettingsLoader.load(
                List.of(system, user),
                Map.of("IKABUD_THEME", "terminal-16", "IKABUD_REFRESH", "7s"),
                Map.of("theme", "high-contrast"));

        var effective = new HashMap<String, String>();
        loaded.effective().forEach(setting -> effective.put(setting.name(), setting.value() + " " + setting.source()));
        assertEquals("high-contrast --theme", effective.get("theme"));
        assertEquals("7s IKABUD_REFRESH", effective.get("refresh"));
        assertEquals("8.2 " + user + ":2:2", effective.get("php"));
        assertEquals("low " + system + ":1:50", effective.get("confirm"));
    }

    @Test
    void no_color_means_no_colour_unless_ikabud_is_told_otherwise() {
        assertEquals(ColourMode.MONO, colour(Map.of("NO_COLOR", "1")));
        assertEquals(ColourMode.AUTO, colour(Map.of("NO_COLOR", "")));
        assertEquals(ColourMode.TRUE, colour(Map.of("NO_COLOR", "1", "IKABUD_COLOR", "true")));
    }

    @Test
    void variables_of_others_are_left_alone_but_a_misspelt_setting_is_told() {
        assertEquals(
                Settings.DEFAULT,
                SettingsLoader.load(List.of(), Map.of("IKABUD_ROOT", "/srv", "IKABUD_JAVA_HOME", "/opt"), Map.of())
                        .settings());

        var failure = assertThrows(
                SettingsException.class,
                () -> SettingsLoader.load(List.of(), Map.of("IKABUD_THEM", "dark"), Map.of("thme", "dark")));

        assertEquals(
                List.of(
                        "\"IKABUD_THEM\": unknown variable: did you mean IKABUD_THEME?",
                        "--thme: unknown setting \"thme\": did you mean \"theme\"?"),
                failure.problems().stream().map(Problem::line).toList());
    }

    static Stream<String> mistakes() throws IOException {
        try (var files = Files.list(FILES.resolve("invalid"))) {
            var names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .sorted()
                    .toList();
            assertTrue(names.size() > 10);
            return names.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void every_kind_of_mistake_is_told_with_its_place_and_what_would_be_right(String name) throws IOException {
        var file = FILES.resolve("invalid").resolve(name);

        var failure = assertThrows(SettingsException.class, () -> load(file));

        assertEquals(ExitCode.USAGE, failure.exitCode());
        Golden.assertSame("config/invalid/" + name.replace(".json", ".expected"), text(failure));
    }

    @Test
    void mistakes_of_all_sources_are_told_together() {
        var file = FILES.resolve("invalid/four-mistakes.json");

        var failure = assertThrows(
                SettingsException.class,
                () -> SettingsLoader.load(List.of(file), Map.of("IKABUD_PHP", "eight"), Map.of("color", "17")));

        assertEquals(6, failure.problems().size());
        assertTrue(failure.getMessage().startsWith("settings: 6 mistakes"), failure.getMessage());
    }

    @Test
    void what_is_not_a_readable_file_is_told() throws IOException {
        var large = Files.write(directory.resolve("large.json"), new byte[(1 << 20) + 1]);

        assertAll(
                () -> assertMistake("it is not a regular file", directory),
                () -> assertMistake("it is larger than 1 MB", large));
    }

    private static void assertMistake(String message, Path file) {
        var failure = assertThrows(SettingsException.class, () -> load(file));
        assertEquals(List.of(new Problem(Problem.Severity.ERROR, file.toString(), message)), failure.problems());
    }

    private static Settings load(Path file) {
        return SettingsLoader.load(List.of(file), Map.of(), Map.of()).settings();
    }

    private static ColourMode colour(Map<String, String> environment) {
        return SettingsLoader.load(List.of(), environment, Map.of()).settings().colour();
    }

    private static String text(IkabudException failure) {
        return String.valueOf(failure.getMessage()).replace(FILES + "/invalid/", "") + "\n";
    }
}
