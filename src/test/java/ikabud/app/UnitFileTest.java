package ikabud.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ikabud.os.Captured;
import ikabud.os.Spawner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnitFileTest {
    private static final Path UNIT = Path.of("docs/ikabud.service");

    @Test
    void masters_survive_the_unit_that_started_them() throws IOException {
        List<String> lines = Files.readAllLines(UNIT);

        assertTrue(lines.containsAll(List.of("KillMode=process", "SendSIGKILL=no", "Restart=always", "Type=exec")));
    }

    @Test
    @Tag("live")
    void systemd_finds_no_mistake_in_it(@TempDir Path directory) throws IOException {
        assumeTrue(Spawner.find("systemd-analyze").isPresent(), "there is no systemd-analyze");
        // Its launcher is where it will be installed, which is not here.
        String unit = Files.readString(UNIT).replace("/usr/local/bin/ikabud", "/bin/true");
        Path copy = Files.writeString(directory.resolve("ikabud.service"), unit);

        Captured verdict = new Spawner()
                .run(
                        List.of("systemd-analyze", "verify", "--man=no", copy.toString()),
                        Map.of(),
                        Duration.ofSeconds(20),
                        4096);

        assertEquals(
                "",
                verdict.output().lines().filter(line -> line.contains("ikabud")).reduce("", String::concat));
        assertEquals(0, verdict.exit(), verdict.output());
    }
}
