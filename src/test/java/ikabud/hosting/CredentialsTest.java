package ikabud.hosting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class CredentialsTest {
    private static Optional<Credentials> of(String host, String user, String password, String database) {
        return Optional.of(new Credentials(host, user, password, database));
    }

    @Test
    void wordpress_defines_them() {
        String file = """
                <?php
                // define('DB_NAME', 'old');
                define( 'DB_NAME', 'blog' );
                define("DB_USER", "me");
                define( 'DB_PASSWORD', 'it\\'s a \\\\ secret' );
                define( 'DB_HOST', 'localhost:3307' );
                """;

        assertEquals(of("localhost:3307", "me", "it's a \\ secret", "blog"), Credentials.parse(file));
    }

    @Test
    void joomla_has_them_in_a_class() {
        String file = """
                <?php
                class JConfig {
                    public $host = 'localhost';
                    public $user = 'me';
                    public $password = 'secret';
                    public $db = 'shop';
                """;

        assertEquals(of("localhost", "me", "secret", "shop"), Credentials.parse(file));
    }

    @Test
    void lines_of_keys_and_values_are_read_too() {
        assertEquals(
                of("db.example", "me", "a=b", "blog"),
                Credentials.parse("[client]\nhost=db.example\nuser = me\npassword = \"a=b\"\ndatabase=blog\n"));
        assertEquals(
                of("127.0.0.1", "me", "", "app"),
                Credentials.parse("DB_HOST=127.0.0.1\nDB_DATABASE=app\nDB_USERNAME=me\nDB_PASSWORD=\n"));
    }

    @Test
    void what_would_have_to_be_run_is_unknown() {
        assertTrue(Credentials.parse("<?php define('DB_NAME', getenv('DB')); define('DB_USER', 'me');")
                .isEmpty());
        assertTrue(Credentials.parse("").isEmpty());
    }

    @Test
    void the_password_gets_into_no_message() {
        assertFalse(
                new Credentials("localhost", "me", "secret", "blog").toString().contains("secret"));
    }
}
