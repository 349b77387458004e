package ikabud.manager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.support.CommandProcess;
import ikabud.support.Survives;
import ikabud.support.Trouble;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("live")
class GuardLiveTest {
    @Test
    @Survives(Trouble.MEMORY_OVER)
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void a_site_over_its_memory_is_told_of_once_or_restarted_once_as_it_is_set(@TempDir Path directory)
            throws Exception {
        List<String> lines = CommandProcess.guardOfNobody(directory);

        assertEquals(8, lines.size(), lines + "");
        assertTrue(lines.get(0).startsWith("memory by the supervisor's guard: "), lines + "");
        assertTrue(lines.get(1).startsWith("cpu not limited: "), lines + "");
        assertEquals(
                List.of(
                        "at one look: 0",
                        "at more: 1",
                        "the same master: true",
                        "it was ended: 1",
                        "another master: true",
                        "it was ended: 1"),
                lines.subList(2, 8));
    }
}
