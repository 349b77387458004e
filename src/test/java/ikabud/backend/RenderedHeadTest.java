package ikabud.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.BackendKind;
import ikabud.model.IkabudException;
import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.Limits;
import ikabud.model.OverLimit;
import ikabud.model.Owner;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenderedHeadTest {
    private static Instance shop(Map<String, String> variables) {
        return new Instance(
                new InstanceId("shop-2"),
                "php",
                new Owner("ikabud_shop_2", 998, 997, true),
                "8.2",
                Path.of("/usr/sbin/php-fpm8.2"),
                Path.of("/srv/a = b; c/public"),
                variables,
                Instant.parse("2026-11-20T08:47:51.123456Z"));
    }

    private static final Instance SHOP = shop(Map.of("max-children", "8", "memory-limit", "256M"));

    @Test
    void a_definition_comes_back_from_a_rendered_file() {
        assertEquals(Optional.of(SHOP), RenderedHead.read(RenderedHead.dress(SHOP, "[global]\n")));
    }

    @Test
    void so_do_its_limits_and_how_it_is_run() {
        Limits limits = new Limits(
                OptionalLong.of(512 << 20),
                OptionalLong.empty(),
                OptionalLong.of(0),
                OptionalInt.of(150),
                OptionalInt.of(64),
                OverLimit.ALERT);
        Instance limited = SHOP.with(BackendKind.SYSTEMD).with(limits);

        assertEquals(Optional.of(limited), RenderedHead.read(RenderedHead.dress(limited, "")));
    }

    @Test
    void a_nameless_user_comes_back_too() {
        Instance nameless = new Instance(
                SHOP.id(),
                "php",
                new Owner("#61001", 61001, 61001, false),
                "8.2",
                SHOP.phpBinary(),
                SHOP.documentRoot(),
                Map.of(),
                SHOP.createdAt());

        assertEquals(Optional.of(nameless), RenderedHead.read(RenderedHead.dress(nameless, "")));
    }

    @Test
    void a_change_by_hand_shows() {
        String file = RenderedHead.dress(SHOP, "pm.max_children = 8\n");

        assertTrue(RenderedHead.isUntouched(file));
        assertFalse(RenderedHead.isUntouched(file.replace("children = 8", "children = 9")));
        assertTrue(RenderedHead.isOurs(file.replace("children = 8", "children = 9")));
    }

    @Test
    void a_file_of_somebody_else_is_not_ours() {
        assertFalse(RenderedHead.isOurs("[global]\ndaemonize = no\n"));
        assertEquals(Optional.empty(), RenderedHead.read("[global]\n; ikabud id = x\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "; Written by Ikabud.",
                "; Written by Ikabud.\n; ikabud id = ../etc\n",
                "; Written by Ikabud.\n; ikabud id = blog\n; ikabud owner = x y z\n",
                """
                ; Written by Ikabud.
                ; ikabud id = blog
                ; ikabud kind = php
                ; ikabud owner = 1 1 made a
                ; ikabud php = 8
                ; ikabud binary = rel
                ; ikabud root = /x
                ; ikabud created = never
                """
            })
    void a_spoiled_head_gives_nothing(String file) {
        assertEquals(Optional.empty(), RenderedHead.read(file));
        assertFalse(RenderedHead.isUntouched(file));
    }

    @Test
    void a_value_cannot_bring_a_line_of_its_own() {
        Instance trick = shop(Map.of("max-children", "8\n; ikabud owner = 0 0 made root"));

        assertThrows(IkabudException.class, () -> RenderedHead.dress(trick, ""));
    }
}
