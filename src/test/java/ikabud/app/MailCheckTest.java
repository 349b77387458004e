package ikabud.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.app.Finding.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailCheckTest {
    @TempDir
    private Path root;

    @BeforeEach
    void make() throws Exception {
        Files.createDirectories(root.resolve("usr/sbin"));
    }

    private Finding look() {
        return new MailCheck(root).look();
    }

    private void program(String name, int mode) throws Exception {
        Path file = Files.createFile(root.resolve("usr/sbin").resolve(name));
        Files.setAttribute(file, "unix:mode", mode);
    }

    @Test
    void without_a_sendmail_there_is_only_smtp() {
        assertEquals(Level.NOTE, look().level());
        assertTrue(look().remedy().contains("SMTP"));
    }

    @Test
    void a_sendmail_without_rights_of_its_own_works() throws Exception {
        program("msmtp", 0755);
        Files.createSymbolicLink(root.resolve("usr/sbin/sendmail"), Path.of("msmtp"));

        assertEquals(Level.OK, look().level());
    }

    @Test
    void one_that_is_set_id_is_told_by_its_own_name() throws Exception {
        program("exim4", 04755);
        Files.createSymbolicLink(root.resolve("usr/sbin/sendmail"), Path.of("exim4"));

        assertEquals(Level.WARNING, look().level());
        assertTrue(
                look().why()
                        .startsWith(root.resolve("usr/sbin/exim4").toRealPath().toString()),
                look().why());
    }

    @Test
    void postfix_hides_it_in_a_second_program() throws Exception {
        program("sendmail", 0755);
        program("postdrop", 02555);

        assertEquals(Level.WARNING, look().level());
        assertTrue(look().why().contains("postdrop"), look().why());
    }
}
