package ikabud.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ikabud.support.Survives;
import ikabud.support.Trouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The journal on file systems that are full, read-only or without execution, mounted where nobody else sees them. */
@Tag("live")
@Timeout(60)
class FileSystemLiveTest {
    private static final String SCRIPT =
            "mount -t tmpfs -o \"$1\" none \"$2\" && shift 2 && eval \"$1\" && shift && exec \"$@\"";

    @TempDir
    Path directory;

    private Path mount;

    @BeforeEach
    void only_root_can_mount() throws Exception {
        mount = Files.createDirectory(directory.resolve("mount"));
        assumeTrue("".equals(run("size=1m", "true", List.of("true"))), "needs the right to mount");
    }

    @Test
    void a_temporary_directory_without_execution_does_no_harm() throws Exception {
        var command = new ArrayList<>(JournalChild.command(directory.resolve("state.db"), "try"));
        command.add(1, "-Djava.io.tmpdir=" + mount);

        assertEquals("opened 0\n", run("noexec,size=5m", "true", command));
    }

    @Test
    void a_state_directory_without_execution_does_no_harm() throws Exception {
        assertEquals(
                "opened 0\n", run("noexec,size=5m", "true", JournalChild.command(mount.resolve("state.db"), "try")));
    }

    @Test
    @Survives(Trouble.DISK_OR_LOG)
    void a_disk_that_fills_up_is_told_and_what_was_stored_stays() throws Exception {
        var append = String.join(" ", JournalChild.command(mount.resolve("state.db"), "append"));
        var script = append + "; rm -r " + mount + "/native; touch " + mount + "/room";

        var lines = run("size=3m", script, JournalChild.command(mount.resolve("state.db"), "count"));

        var told = lines.split("\n", 2)[0];
        assertTrue(told.startsWith("FAILED the disk "), told);
        var stored = Integer.parseInt(lines.split("\n", 2)[1].strip());
        assertTrue(stored > 100, lines);
    }

    @Test
    void a_state_directory_that_is_mounted_read_only_is_told() throws Exception {
        var script = "mount -o remount,ro " + mount;

        assertEquals("FAILED\n", run("size=5m", script, JournalChild.command(mount.resolve("state.db"), "try")));
    }

    private String run(String options, String script, List<String> command) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(
                List.of("unshare", "--mount", "sh", "-c", SCRIPT, "sh", options, mount.toString(), script));
        all.addAll(command);
        Process process = new ProcessBuilder(all)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? output : "failed: " + output;
    }
}
