package ikabud.os;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ikabud.model.Actor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActorsTest {
    @TempDir
    private Path root;

    @Test
    void the_kernels_word_is_kept_apart_from_what_the_environment_claims() throws IOException {
        self("1000\n", "3\n");

        assertEquals(
                new Actor("root", 0, 1000L, 3L, "sudo by alice from 192.0.2.7", "ikabud"),
                actor(Map.of("SUDO_USER", "alice", "SSH_CONNECTION", "192.0.2.7 51000 198.51.100.1 22")));
    }

    @Test
    void no_login_is_unknown_not_four_thousand_million() throws IOException {
        self("4294967295", "4294967295");

        assertEquals(new Actor("root", 0, null, null, "", "ikabud"), actor(Map.of()));
    }

    @Test
    void a_hostile_environment_is_only_shown() throws IOException {
        self("", "x");

        assertEquals(
                new Actor("root", 0, null, null, "sudo by a^[2J?b", "ikabud"),
                actor(Map.of("SUDO_USER", "a\u001b[2J\nb")));
    }

    private Actor actor(Map<String, String> environment) {
        ProcFs proc = new ProcFs(root);
        return new Actors(proc, new Users(new Spawner(), proc), environment).current("ikabud");
    }

    private void self(String loginUid, String session) throws IOException {
        Files.createDirectories(root.resolve("self"));
        Files.writeString(root.resolve("self/status"), "Name:\tjava\nUid:\t0\t0\t0\t0\n");
        Files.writeString(root.resolve("self/loginuid"), loginUid);
        Files.writeString(root.resolve("self/sessionid"), session);
    }
}
