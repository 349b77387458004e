package ikabud.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsersTest {
    private final Users users = new Users(new Spawner(), new ProcFs());

    @Test
    void a_line_of_the_user_database_is_an_account() {
        assertEquals(
                Optional.of(new Account("www-data", 33, 34, Path.of("/var/www"))),
                Users.parse("www-data:x:33:34:www-data:/var/www:/usr/sbin/nologin"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":x:1:1::/:", "a:x:one:1::/:", "a:x:1", "+::::::", "a:x:1:99999999999::/:/bin/sh"})
    void what_is_not_such_a_line_is_nobody(String line) {
        assertTrue(Users.parse(line).isEmpty());
    }

    @Test
    void the_superuser_is_known_both_ways() {
        assertEquals(0, users.byName("root").orElseThrow().uid());
        assertEquals("root", users.byUid(0).orElseThrow().name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-r", "a:b", "Root", "a b", "a\nb"})
    void a_name_that_could_be_taken_for_something_else_is_refused(String name) {
        var refused = assertThrows(IkabudException.class, () -> users.create(name, Path.of("/nonexistent")));

        assertEquals(ExitCode.USAGE, refused.exitCode());
    }
}
