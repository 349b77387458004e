package ikabud.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.Layout;
import ikabud.model.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ThemesTest {
    private static final List<String> SHIPPED =
            List.of("dark", "deuteranopia", "high-contrast", "light", "mono", "terminal-16");
    private static final Set<Role> FAINT = EnumSet.of(
            Role.TEXT_DIM,
            Role.FOOTER,
            Role.BORDER,
            Role.ROW_GONE,
            Role.ROW_STALE,
            Role.STATE_DOWN,
            Role.STATE_UNKNOWN,
            Role.METER_EMPTY,
            Role.LOG_DEBUG,
            Role.LOG_TIME,
            Role.LOG_MARK);

    @TempDir
    Path config;

    private Themes themes;
    private Path own;

    @BeforeEach
    void a_user_without_themes() {
        themes = new Themes(new Layout(config, config, config, config, false));
        own = config.resolve("themes");
    }

    static List<String> shipped() {
        return SHIPPED;
    }

    @Test
    void the_shipped_themes_are_found_without_a_list_of_them() {
        assertEquals(SHIPPED, themes.names());
    }

    @ParameterizedTest
    @EnumSource(Depth.class)
    void the_built_in_theme_is_the_shipped_one(Depth depth) throws IOException {
        var problems = new Problems();
        var draft = new ThemeReader("dark", "dark.json", problems)
                .read(Files.readAllBytes(Path.of("themes/dark.json")))
                .orElseThrow();

        assertEquals(List.of(), problems.all());
        assertEquals(Theme.fallback(depth), draft.theme().at(depth));
        assertEquals(Theme.fallback(depth), themes.load("dark", depth).theme());
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void a_shipped_theme_has_no_mistake(String name) {
        for (Depth depth : Depth.values()) {
            var loaded = themes.load(name, depth);

            assertEquals(List.of(), loaded.problems());
            assertEquals(name, loaded.theme().name());
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void a_shipped_theme_can_be_read(String name) {
        double most = name.equals("high-contrast") ? 7 : 4.5;
        for (Depth depth : List.of(Depth.TRUE, Depth.INDEXED)) {
            var theme = themes.load(name, depth).theme();
            theme.styles().forEach((role, style) -> {
                double least = FAINT.contains(role) ? 3 : most;
                double contrast = Contrast.of(style, theme.variant());
                assertTrue(contrast >= least, () -> "%s %s at %s: %.2f".formatted(name, role.key(), depth, contrast));
            });
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void a_selected_row_looks_like_no_state(String name) {
        for (Depth depth : Depth.values()) {
            var theme = themes.load(name, depth).theme();
            var selected = theme.style(Role.ROW_SELECTED);

            Stream.of(Phase.values()).map(Role::of).map(theme::style).forEach(state -> {
                assertNotEquals(state, selected);
                assertFalse(
                        selected.background().kind() != Colour.Kind.DEFAULT
                                && selected.background().equals(state.foreground()),
                        () -> name + " at " + depth + ": the selection has the colour of a state");
            });
            assertNotEquals(theme.style(Role.ROW_SELECTED_UNFOCUSED), selected);
        }
    }

    @Test
    void mono_has_no_colours_at_any_depth() {
        for (Depth depth : Depth.values()) {
            var styles = themes.load("mono", depth).theme().styles().values();
            assertTrue(styles.stream()
                    .allMatch(style -> style.foreground().equals(Colour.DEFAULT)
                            && style.background().equals(Colour.DEFAULT)));
        }
    }

    @Test
    void a_theme_of_ones_own_changes_what_it_says_and_keeps_the_rest() throws IOException {
        write("mine", "{ 'palette': { 'ok': '#0f0' }, 'roles': { 'title': { 'fg': '$ok' } } }");

        var theme = themes.load("mine", Depth.TRUE).theme();

        assertEquals(Colour.rgb(0x00ff00), theme.style(Role.STATE_UP).foreground());
        assertEquals(new Style(Colour.rgb(0x00ff00), Colour.DEFAULT, Set.of(Attribute.BOLD)), theme.style(Role.TITLE));
        assertEquals(Theme.fallback(Depth.TRUE).style(Role.KEY), theme.style(Role.KEY));
        assertTrue(themes.names().contains("mine"));
    }

    @Test
    void a_theme_of_ones_own_goes_before_the_shipped_one_and_may_build_on_it() throws IOException {
        write("dark", "{ 'palette': { 'fg': 'red' } }");
        write("light", "{ 'variant': 'light', 'extends': 'light', 'palette': { 'fg': 'red' } }");

        var dark = themes.load("dark", Depth.TRUE).theme();
        var light = themes.load("light", Depth.TRUE);

        assertTrue(themes.isOverridden("dark"));
        assertEquals(Colour.named(1), dark.style(Role.TEXT).foreground());
        assertEquals(Theme.Variant.LIGHT, light.theme().variant());
        assertEquals(Colour.rgb(0x1a7f37), light.theme().style(Role.STATE_UP).foreground());
        assertEquals(List.of(), light.problems());
    }

    @Test
    void what_is_unknown_in_a_theme_is_told_and_left_out() throws IOException {
        write(
                "mine",
                "{'titel': 1, 'roles': {'state.upp': {}, 'title': {'fgg': 'red', 'fg': 'red'}}, 'depth': {'17': {}}}");

        var loaded = themes.load("mine", Depth.SIXTEEN);

        assertEquals(Colour.named(1), loaded.theme().style(Role.TITLE).foreground());
        assertEquals(
                List.of(
                        "1:2 /titel: unknown key \"titel\": known are $schema, schemaVersion, name, author, variant,"
                                + " extends, palette, roles, depth",
                        "1:24 /roles/state.upp: unknown role \"state.upp\": did you mean \"state.up\"?",
                        "1:51 /roles/title/fgg: unknown key \"fgg\": did you mean \"fg\"?",
                        "1:90 /depth/17: unknown depth \"17\": did you mean \"16\"?"),
                lines(loaded).stream().sorted().toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ 'palette': { 'ok': '#12' } } | 1:16 /palette/ok: expected a colour: #rrggbb",
                "{ 'palette': { 'ok': '$nope' } } | unknown colour of the palette 'nope': known are",
                "{ 'palette': { 'a': '$b', 'b': '$a' } } | the palette's 'a' leads to no colour",
                "{ 'palette': { 'a b': 'red' } } | a colour's name is a letter",
                "{ 'roles': { 'title': 'red' } } | /roles/title: expected an object, found the text 'red'",
                "{ 'roles': { 'title': { 'style': 'bold' } } } | expected a list, found the text 'bold'",
                "{ 'roles': { 'title': { 'style': ['blod'] } } } | unknown style 'blod': did you mean 'bold'?",
                "{ 'variant': 'drak' } | expected dark or light, found 'drak'",
                "{ 'schemaVersion': 2 } | this Ikabud reads version 1, not '2'",
                "{ 'extends': 'drak' } | unknown theme 'drak': did you mean 'dark'?",
                "{ 'extends': '../../etc/passwd' } | unknown theme",
                "{ 'extends': 'mine2' } | it extends itself",
                "{ oops | it is not JSON",
            })
    void a_theme_with_a_mistake_is_replaced_by_the_built_in_one_and_the_mistake_told(String text, String message)
            throws IOException {
        write("mine2", "{ 'extends': 'mine' }");
        write("mine", text);

        var loaded = themes.load("mine", Depth.TRUE);

        assertEquals(Theme.fallback(Depth.TRUE), loaded.theme());
        assertTrue(
                lines(loaded).stream().anyMatch(line -> line.replace('"', '\'').contains(message)),
                () -> lines(loaded).toString());
    }

    @Test
    void a_theme_that_is_nowhere_is_told() {
        var loaded = themes.load("lihgt", Depth.TRUE);

        assertEquals(Theme.fallback(Depth.TRUE), loaded.theme());
        assertEquals(
                "theme \"lihgt\": unknown theme \"lihgt\": did you mean \"light\"?",
                loaded.problems().get(0).line());
        assertFalse(themes.isOverridden("../x"));
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(own);
        Files.writeString(own.resolve(name + ".json"), text.replace('\'', '"'));
    }

    private List<String> lines(Themes.Loaded loaded) {
        return loaded.problems().stream()
                .map(problem -> problem.line().replace(own.resolve("mine.json") + ":", ""))
                .toList();
    }
}
