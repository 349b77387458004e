package ikabud.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.journal.Journal;
import ikabud.model.Event;
import ikabud.model.EventKind;
import ikabud.model.IkabudException;
import ikabud.model.InstanceRecord;
import ikabud.model.Wanted;
import ikabud.os.SystemClock;
import ikabud.support.Instances;
import ikabud.support.Survives;
import ikabud.support.TestRoot;
import ikabud.support.Trouble;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A program that opens a damaged record, and one whose settings somebody else could have written. */
@Tag("live")
@Timeout(30)
@Survives(Trouble.RECORD_DAMAGED)
class RecoveryLiveTest {
    private Path root;
    private Ikabud ikabud;

    @BeforeEach
    void a_place_that_root_trusts() throws IOException {
        root = Files.createTempDirectory(
                Path.of(TestRoot.isRoot() ? "/run" : System.getProperty("java.io.tmpdir")), "ikabud-damaged");
        ikabud = Ikabud.open(new Launch(Map.of("IKABUD_ROOT", root.toString()), Map.of(), "test"));
    }

    @AfterEach
    void remove() throws Exception {
        ikabud.close();
        new ProcessBuilder("rm", "-rf", root.toString()).start().waitFor();
    }

    private void recordWithDamagedEvents() throws IOException {
        Path database = ikabud.layout().database();
        try (Journal journal = ikabud.openJournal()) {
            var created = new Event(
                    0, new SystemClock().now(), null, EventKind.CREATED, TestRoot.ACTOR, "x".repeat(2000), null, null);
            journal.register(Instances.up("blog"), created);
            for (int i = 0; i < 60; i++) {
                journal.append(created);
            }
        }
        try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
            file.seek(file.length() / 4096 / 2 * 4096);
            file.write(new byte[20_000]);
        }
    }

    @Test
    void what_was_wanted_survives_damage_elsewhere_in_the_record_and_the_damage_is_told() throws Exception {
        recordWithDamagedEvents();

        List<InstanceRecord> records = ikabud.store().all();

        assertEquals(1, records.size());
        assertEquals(Instances.up("blog").instance(), records.get(0).instance());
        assertEquals(Wanted.UP, records.get(0).intent().wanted());
        assertTrue(ikabud.warning().orElseThrow().contains("is kept as " + root), ikabud.warning() + "");
        assertEquals(2, ikabud.store().events(null, null, 0, 10).size());
    }

    @Test
    void root_does_not_read_settings_that_others_can_write() throws Exception {
        Path settings = ikabud.layout().config().resolve("ikabud.json");
        Files.createDirectories(settings.getParent());
        Files.writeString(settings, "{}");
        settings.toFile().setWritable(true, false);

        try {
            ikabud.settings();
            assertTrue(!TestRoot.isRoot());
        } catch (IkabudException refused) {
            assertTrue(refused.why().contains("can be written by others"), refused.getMessage());
        }
    }
}
