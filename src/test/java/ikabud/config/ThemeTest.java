package ikabud.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.Health;
import ikabud.model.LogLevel;
import ikabud.model.Phase;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThemeTest {
    private static final Paint GREEN = new Paint("green", null, null);

    @Test
    void a_role_takes_what_it_leaves_open_from_its_parent() {
        var theme = theme(
                        Map.of(Role.LOG_WARNING, GREEN, Role.LOG_ERROR, new Paint(null, null, Set.of(Attribute.BOLD))))
                .at(Depth.SIXTEEN);

        assertEquals(new Style(Colour.named(2), Colour.DEFAULT, Set.of(Attribute.BOLD)), theme.style(Role.LOG_FATAL));
        assertEquals(Style.PLAIN, theme.style(Role.TITLE));
    }

    @Test
    void a_palette_colour_may_refer_to_another_but_not_to_itself() {
        var palette = Map.of("a", "$b", "b", "#fff", "c", "$d", "d", "$c");

        assertEquals(Optional.of(Colour.rgb(0xffffff)), ThemeDefinition.colour("$a", palette));
        assertEquals(Optional.empty(), ThemeDefinition.colour("$c", palette));
        assertEquals(Optional.empty(), ThemeDefinition.colour("$none", palette));
    }

    @Test
    void a_theme_beats_what_its_base_says_for_one_depth() {
        var base = new ThemeDefinition(
                "base",
                Theme.Variant.DARK,
                ThemeLayer.EMPTY,
                Map.of(Depth.SIXTEEN, new ThemeLayer(Map.of(), Map.of(Role.TITLE, new Paint("red", "blue", null)))));

        var theme = theme(Map.of(Role.TITLE, GREEN)).extending(base).at(Depth.SIXTEEN);

        assertEquals(new Style(Colour.named(2), Colour.DEFAULT, Set.of()), theme.style(Role.TITLE));
    }

    @Test
    void without_colours_what_stood_out_is_reversed() {
        var mono = Theme.fallback(Depth.MONO);

        assertEquals(Set.of(Attribute.REVERSE), mono.style(Role.ROW_SELECTED).attributes());
        assertEquals(Set.of(Attribute.BOLD), mono.style(Role.STATE_FAILED).attributes());
        assertTrue(mono.styles().values().stream()
                .allMatch(style -> style.foreground().equals(Colour.DEFAULT)));
    }

    @ParameterizedTest
    @EnumSource(Depth.class)
    void the_built_in_theme_tells_a_selected_row_from_any_state(Depth depth) {
        var theme = Theme.fallback(depth);

        Stream.of(Phase.values())
                .map(Role::of)
                .forEach(role -> assertNotEquals(theme.style(Role.ROW_SELECTED), theme.style(role)));
    }

    @Test
    void every_role_has_a_name_of_its_own_and_a_parent_before_it() {
        assertEquals(
                Role.values().length,
                Arrays.stream(Role.values()).map(Role::key).distinct().count());
        for (Role role : EnumSet.complementOf(EnumSet.of(Role.TEXT))) {
            assertTrue(role.parent().orElseThrow().compareTo(role) < 0, role.key());
            assertEquals(Optional.of(role), Role.named(role.key()));
        }
    }

    @Test
    void every_word_of_the_model_has_its_role() {
        for (Phase phase : Phase.values()) {
            assertEquals("state." + phase.word(), Role.of(phase).key());
        }
        for (LogLevel level : LogLevel.values()) {
            assertTrue(Role.of(level).key().startsWith("log."));
        }
        assertEquals(Role.VALUE_CRITICAL, Role.of(Health.FAILING));
        assertEquals(Role.VALUE_WARN, Role.of(Health.SATURATED));
        assertEquals(Role.VALUE_OK, Role.of(Health.HEALTHY));
        assertEquals(Role.TEXT_DIM, Role.of(Health.UNKNOWN));
    }

    private static ThemeDefinition theme(Map<Role, Paint> roles) {
        return new ThemeDefinition("mine", Theme.Variant.DARK, new ThemeLayer(Map.of(), roles), Map.of());
    }
}
