package ikabud.hosting;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.Door;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.os.ProcFs;
import ikabud.os.SafeFiles;
import ikabud.os.Spawner;
import ikabud.os.Users;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteSwitchTest {
    private static final byte[] MINE = "# mine \u00e9\r\nRewriteRule ^a$ b [L]".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] INI =
            "memory_limit = 64M\nauto_prepend_file = first.php".getBytes(StandardCharsets.UTF_8);

    private final ProcFs proc = new ProcFs();
    private final Users users = new Users(new Spawner(), proc);

    @TempDir
    private Path directory;

    private Path root;
    private Path state;
    private Path htaccess;
    private Path userIni;

    @BeforeEach
    void make() throws IOException {
        root = Files.createDirectory(directory.resolve("public_html"));
        state = Files.createDirectory(directory.resolve("state"));
        htaccess = root.resolve(".htaccess");
        userIni = root.resolve(".user.ini");
    }

    private SiteSwitch gate(boolean web, boolean php) {
        return new SiteSwitch(
                new InstanceId("blog"), root, state, web, php, new SafeFiles(proc, users), users.currentUid());
    }

    private SiteSwitch gate() {
        return gate(true, true);
    }

    @Test
    void a_site_without_files_of_ours_is_open() {
        assertEquals(Door.OPEN, gate().look());
    }

    @Test
    void shutting_and_opening_leaves_nothing_where_nothing_was() throws IOException {
        gate().shut(unheard -> {});
        assertEquals(Door.SHUT, gate().look());
        assertTrue(Files.exists(htaccess) && Files.exists(userIni));

        gate().open(unheard -> {});

        assertEquals(Door.OPEN, gate().look());
        assertEquals(List.of(), names(root));
        assertEquals(List.of("gate.php"), names(state));
    }

    @Test
    void the_users_files_come_back_byte_for_byte_with_their_mode() throws IOException {
        Files.write(htaccess, MINE);
        Files.write(userIni, INI);
        Files.setPosixFilePermissions(htaccess, PosixFilePermissions.fromString("rw-r-----"));

        gate().shut(unheard -> {});
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(htaccess)));
        gate().open(unheard -> {});

        assertArrayEquals(MINE, Files.readAllBytes(htaccess));
        assertArrayEquals(INI, Files.readAllBytes(userIni));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(htaccess)));
    }

    @Test
    void what_the_user_had_run_first_is_run_by_the_gate_also_after_a_second_stop() throws IOException {
        Files.write(userIni, INI);

        gate().shut(unheard -> {});
        gate().shut(unheard -> {});

        assertTrue(Files.readString(state.resolve("gate.php")).contains("require 'first.php';"));
    }

    @Test
    void doing_it_twice_is_doing_it_once() throws IOException {
        Files.write(htaccess, MINE);
        gate().shut(unheard -> {});
        byte[] shut = Files.readAllBytes(htaccess);

        gate().shut(unheard -> {});
        assertArrayEquals(shut, Files.readAllBytes(htaccess));
        gate().open(unheard -> {});
        gate().open(unheard -> {});

        assertArrayEquals(MINE, Files.readAllBytes(htaccess));
    }

    @Test
    void whoever_is_killed_at_any_step_leaves_what_both_ways_go_on_from() throws IOException {
        for (boolean first : List.of(true, false)) {
            for (boolean then : List.of(true, false)) {
                for (int step = 1; step <= 3; step++) {
                    diesAndGoesOn(first, then, step);
                }
            }
        }
    }

    private void diesAndGoesOn(boolean shutting, boolean thenShut, int step) throws IOException {
        Files.write(htaccess, MINE);
        Files.write(userIni, INI);
        if (!shutting) {
            gate().shut(unheard -> {});
        }
        List<String> steps = new ArrayList<>();
        assertThrows(
                Died.class,
                () -> turn(shutting, done -> {
                    steps.add(done);
                    if (steps.size() == step) {
                        throw new Died();
                    }
                }));
        assertTrue(step == 3 || gate().look() == Door.AJAR, shutting + " " + steps);

        turn(thenShut, unheard -> {});

        assertEquals(thenShut ? Door.SHUT : Door.OPEN, gate().look());
        gate().open(unheard -> {});
        assertArrayEquals(MINE, Files.readAllBytes(htaccess));
        assertArrayEquals(INI, Files.readAllBytes(userIni));
    }

    private void turn(boolean shut, Consumer<String> steps) {
        if (shut) {
            gate().shut(steps);
        } else {
            gate().open(steps);
        }
    }

    private static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void what_a_killed_writer_left_beside_the_file_goes_with_the_next_change() throws IOException {
        Path dead = root.resolve(".htaccess.ikabud-999999999-1");
        Path living = root.resolve(".htaccess.ikabud-" + proc.ownPid() + "-999");
        Files.writeString(dead, "half");
        Files.writeString(living, "half");

        gate().shut(unheard -> {});

        assertFalse(Files.exists(dead));
        assertTrue(Files.exists(living));
    }

    @Test
    void one_of_the_two_files_may_be_enough() throws IOException {
        gate(true, false).shut(unheard -> {});
        assertEquals(List.of(".htaccess"), names(root));
        assertEquals(Door.SHUT, gate(true, false).look());

        gate(false, true).shut(unheard -> {});
        assertEquals(List.of(".user.ini"), names(root));
        assertEquals(Door.SHUT, gate(false, true).look());
        assertEquals(Door.AJAR, gate(true, false).look());
    }

    @Test
    void a_link_is_not_followed() throws IOException {
        Path other = directory.resolve("other");
        Files.write(other, MINE);
        Files.createSymbolicLink(htaccess, other);

        IkabudException refused = assertThrows(IkabudException.class, () -> gate().shut(unheard -> {}));

        assertTrue(refused.why().contains("link"), refused.getMessage());
        assertArrayEquals(MINE, Files.readAllBytes(other));
        assertTrue(Files.isSymbolicLink(htaccess));
    }

    @Test
    void neither_a_second_name_nor_another_owner_nor_a_huge_file_is_replaced() throws IOException {
        Files.write(htaccess, MINE);
        Files.createLink(directory.resolve("second"), htaccess);
        assertTrue(refusal().contains("second name"));

        Files.delete(htaccess);
        Files.write(htaccess, new byte[(1 << 20) + 1]);
        assertTrue(refusal().contains("1 MB"));

        Files.delete(htaccess);
        Files.createDirectory(htaccess);
        assertTrue(refusal().contains("regular"));

        if (users.currentUid() == 0) {
            Files.delete(htaccess);
            Files.write(htaccess, MINE);
            Files.setAttribute(htaccess, "unix:uid", 61234, LinkOption.NOFOLLOW_LINKS);
            assertTrue(refusal().contains("uid 61234"));
        }
    }

    private String refusal() {
        return assertThrows(IkabudException.class, () -> gate().shut(unheard -> {}))
                .why();
    }

    @Test
    void lines_that_somebody_changed_are_left_for_them_to_mend() throws IOException {
        gate().shut(unheard -> {});
        Files.writeString(htaccess, Files.readString(htaccess).replace("RewriteEngine On", "RewriteEngine Off"));
        String changed = Files.readString(htaccess);

        IkabudException refused = assertThrows(IkabudException.class, () -> gate().open(unheard -> {}));

        assertTrue(refused.getMessage().contains("take them out by hand"), refused.getMessage());
        assertEquals(changed, Files.readString(htaccess));
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
