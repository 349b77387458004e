package ikabud.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;

class PhpDirectivesTest {
    @Test
    void directives_are_told_from_what_else_php_prints_about_itself() {
        String output = """
                phpinfo()
                PHP Version => 8.2.36
                Directive => Local Value => Master Value
                max_input_vars => 1000 => 1000
                opcache.memory_consumption => 128 => 128
                include_path => .:/usr/share/php => .:/usr/share/php
                session.save_handler => files => files
                _ENV['x'] => y
                """;

        assertEquals(
                Set.of("max_input_vars", "opcache.memory_consumption", "include_path", "session.save_handler"),
                PhpDirectives.names(output));
    }
}
