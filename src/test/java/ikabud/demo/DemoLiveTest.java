package ikabud.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ikabud.app.Ikabud;
import ikabud.app.Launch;
import ikabud.backend.Machine;
import ikabud.journal.Journal;
import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.model.LogKind;
import ikabud.model.Phase;
import ikabud.model.ProcessIdentity;
import ikabud.support.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** As root, since only root can give each site a user of its own; on real PHP-FPM. */
@Tag("live")
@Timeout(90)
class DemoLiveTest {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final int FIRST_UID = 61_150;

    private Path root;
    private Ikabud ikabud;
    private Journal record;

    @BeforeEach
    void open() throws Exception {
        assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0));
        root = Files.createTempDirectory(Path.of("/run"), "ikabud-demo-test");
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx--x--x"));
        ikabud = Ikabud.open(new Launch(Map.of("IKABUD_ROOT", root.toString()), Map.of(), "ikabud-top"));
        record = ikabud.openJournal();
    }

    @AfterEach
    void close() {
        if (root != null) {
            record.close();
            ikabud.close();
            Machine.real().files().removeTree(root);
        }
    }

    private Optional<ProcessIdentity> master(InstanceId id) {
        return record.find(id)
                .filter(found -> found.observed().phase() == Phase.UP)
                .map(found -> found.observed().master());
    }

    private List<Optional<ProcessIdentity>> masters() {
        return Arrays.stream(Site.values()).map(site -> master(site.id())).toList();
    }

    private String log(Site site, LogKind kind) throws IOException {
        Path file = ikabud.layout().logFile(site.id(), kind);
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private static int owner(int pid) throws IOException {
        return (Integer) Files.getAttribute(Path.of("/proc", Integer.toString(pid)), "unix:uid");
    }

    @Test
    void the_five_live_misbehave_as_they_should_and_go_without_a_trace() throws Exception {
        Files.writeString(root.resolve("demo"), FIRST_UID + "\n");

        Demo.begin(ikabud);

        List<Optional<ProcessIdentity>> masters =
                Eventually.within(SOON, this::masters, all -> all.stream().allMatch(Optional::isPresent));
        for (Site site : Site.values()) {
            int pid = master(site.id()).orElseThrow().pid();
            assertEquals(FIRST_UID + site.uidOffset(), owner(pid));
        }
        Eventually.within(SOON, () -> log(Site.LEAKER, LogKind.PHP), text -> text.contains("cache holds 5 MB"));
        Eventually.within(SOON, () -> log(Site.CRASHER, LogKind.FPM), text -> text.contains("SIGSEGV"));

        assertEquals(ExitCode.DONE, Demo.end(ikabud));

        assertEquals(List.of(), record.all());
        for (Optional<ProcessIdentity> master : masters) {
            assertTrue(Files.notExists(
                    Path.of("/proc", Integer.toString(master.orElseThrow().pid()), "exe")));
        }
    }

    @Test
    void a_root_that_is_no_demo_is_left_alone() {
        assertThrows(IkabudException.class, () -> Demo.begin(ikabud));
        assertThrows(IkabudException.class, () -> Demo.end(ikabud));
    }
}
