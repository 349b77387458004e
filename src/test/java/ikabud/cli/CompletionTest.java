package ikabud.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("live")
class CompletionTest {
    @TempDir
    Path directory;

    /** What bash offers after these words, the last of which is being typed. */
    private List<String> offered(String... words) throws IOException, InterruptedException {
        Path script = directory.resolve("completion");
        Files.writeString(script, CompletionScript.of(Verbs.definitions()));
        String quoted = "'" + String.join("' '", words) + "'";
        String bash = "ikabud() { echo blog; echo shop-1; }; . " + script + "; COMP_WORDS=(ikabud " + quoted
                + "); COMP_CWORD=" + words.length + "; _ikabud; printf '%s\\n' \"${COMPREPLY[@]}\"";
        Process process = new ProcessBuilder("bash", "-euc", bash)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(5, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), output);
        return output.lines().filter(line -> !line.isEmpty()).toList();
    }

    @Test
    void verbs_options_values_and_ids_are_offered() throws Exception {
        assertEquals(List.of("start", "stop", "status"), offered("st"));
        assertEquals(List.of("blog", "shop-1"), offered("stop", ""));
        assertEquals(List.of("shop-1"), offered("stop", "blog", "sh"));
        assertEquals(List.of("--force"), offered("stop", "--f"));
        assertEquals(List.of("KILL"), offered("kill", "-s", "KI"));
        assertEquals(List.of("restart", "reload", "remove"), offered("help", "re"));
        assertEquals(List.of(), offered("create", "--php", "8"));
        assertEquals(List.of("/etc"), offered("create", "--root", "/et"));
    }
}
