package ikabud.hosting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.hosting.Block.Place;
import ikabud.hosting.Block.State;
import ikabud.model.InstanceId;
import ikabud.support.Golden;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockTest {
    private static final InstanceId BLOG = new InstanceId("blog");
    private static final List<String> LINES = HtaccessLines.of(BLOG);
    private static final String WORDPRESS = """
            # BEGIN WordPress
            <IfModule mod_rewrite.c>
            RewriteEngine On
            RewriteRule . /index.php [L]
            </IfModule>
            # END WordPress
            """;

    private final Block top = new Block("blog", "#", Place.TOP);
    private final Block bottom = new Block("blog", ";", Place.BOTTOM);

    @Test
    void a_file_of_the_user_gets_the_lines_before_its_own() throws IOException {
        Golden.assertSame("hosting/htaccess-wordpress.txt", top.put(Optional.of(WORDPRESS), LINES));
    }

    @Test
    void php_gets_the_lines_behind_the_users_own_because_the_last_one_counts() throws IOException {
        String lines = bottom.put(
                Optional.of("memory_limit = 256M"),
                GateScript.userIni(BLOG, Path.of("/home/me/.local/state/ikabud/instances/blog/gate.php")));

        Golden.assertSame("hosting/user-ini.txt", lines);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\r\n",
                "Options -Indexes",
                "Options -Indexes\n",
                "Options -Indexes\r\n",
                "a\r\nb\nc",
                "a\nb\r\n\r\n",
                "\u00ef\u00bb\u00bfOptions -Indexes\r\n",
                "\u00ef\u00bb\u00bf",
                "# \u00e9\u00ff\u0080 not UTF-8\nDeny \\\n",
                "\n\n\nlast without an end",
                "# BEGIN Ikabud shop 00000000\n# END Ikabud shop\n",
                "# begin ikabud blog\n"
            })
    void what_was_there_is_there_again_byte_for_byte(String file) {
        for (Block block : List.of(top, bottom)) {
            String with = block.put(Optional.of(file), LINES);

            assertEquals(State.INTACT, block.state(with));
            assertEquals(Optional.of(file), block.take(with));
            assertEquals(State.NONE, block.state(file));
        }
    }

    @Test
    void a_file_that_was_made_for_it_goes_with_it() {
        assertEquals(Optional.empty(), top.take(top.put(Optional.empty(), LINES)));
        assertEquals(Optional.empty(), bottom.take(bottom.put(Optional.empty(), LINES)));
    }

    @Test
    void what_the_user_wrote_into_a_file_of_ours_stays() {
        String with = top.put(Optional.empty(), LINES);

        assertEquals(Optional.of("mine\n"), top.take(with + "mine\n"));
        assertEquals(Optional.of("mine\n"), top.take("mine\n" + with));
    }

    @Test
    void what_the_user_wrote_behind_it_stays_on_a_line_of_its_own() {
        String with = bottom.put(Optional.of("a = 1"), LINES);

        assertEquals(Optional.of("a = 1\nb = 2"), bottom.take(with + "b = 2"));
    }

    @Test
    void putting_it_twice_is_putting_it_once() {
        String once = bottom.put(Optional.of("a = 1"), LINES);

        assertEquals(once, bottom.put(Optional.of(once), LINES));
        assertEquals(top.put(Optional.empty(), LINES), top.put(Optional.of(top.put(Optional.empty(), LINES)), LINES));
    }

    @Test
    void lines_of_an_older_version_are_replaced() {
        String old = top.put(Optional.of("mine\n"), List.of("Redirect 503 /"));

        assertEquals(top.put(Optional.of("mine\n"), LINES), top.put(Optional.of(old), LINES));
    }

    @Test
    void the_ends_of_lines_are_those_of_the_file() {
        String with = top.put(Optional.of("Options -Indexes\r\n"), LINES);

        assertEquals(-1, with.replace("\r\n", "").indexOf('\n'));
    }

    @Test
    void an_editor_may_change_the_ends_of_lines() {
        String with = top.put(Optional.of("mine\n"), LINES);

        assertEquals(Optional.of("mine\r\n"), top.take(with.replace("\n", "\r\n")));
        assertEquals(Optional.of("mine\n"), top.take(with.replace("L]\n", "L]  \n")));
    }

    @Test
    void a_block_that_was_copied_is_taken_out_twice() {
        String with = top.put(Optional.empty(), LINES);

        assertEquals(Optional.of("mine\n"), top.take(with + "mine\n" + with));
    }

    @Test
    void other_instances_keep_theirs() {
        Block shop = new Block("shop", "#", Place.TOP);
        String both = shop.put(Optional.of(top.put(Optional.of("mine\n"), LINES)), LINES);

        assertEquals(shop.put(Optional.of("mine\n"), LINES), top.take(both).orElseThrow());
        assertEquals(State.INTACT, shop.state(both));
    }

    @Test
    void a_missing_mark_is_seen() {
        String with = top.put(Optional.of("mine\n"), LINES);

        assertEquals(State.DAMAGED, top.state(with.replace("# END Ikabud blog\n", "")));
        assertEquals(State.DAMAGED, top.state(with.substring(with.indexOf('\n') + 1)));
        assertEquals(State.DAMAGED, top.state(with.replace("# END Ikabud blog\n", "") + with));
    }

    @Test
    void a_line_that_somebody_wrote_between_the_marks_is_seen() {
        String with = top.put(Optional.of("mine\n"), LINES);

        assertEquals(State.DAMAGED, top.state(with.replace("RewriteEngine On\n", "RewriteEngine On\nmine\n")));
        assertEquals(State.DAMAGED, top.state(with.replace("Redirect 503 /\n", "")));
    }

    @Test
    void a_huge_file_is_no_burden() {
        String huge = "Deny from 192.0.2.1\n".repeat(50_000);

        assertEquals(Optional.of(huge), bottom.take(bottom.put(Optional.of(huge), LINES)));
        assertTrue(top.put(Optional.of(huge), LINES).endsWith(huge));
    }
}
