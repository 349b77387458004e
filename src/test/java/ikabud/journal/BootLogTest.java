package ikabud.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ikabud.model.BootCheck;
import ikabud.model.BootCheck.Result;
import ikabud.model.BootLog;
import ikabud.model.BootPhase;
import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import ikabud.model.InstanceId;
import ikabud.support.FakeClock;
import ikabud.support.Instances;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootLogTest {
    private static final InstanceId BLOG = new InstanceId("blog");

    @TempDir
    Path directory;

    private Journal journal;

    @BeforeEach
    void open() {
        journal = Journal.open(directory.resolve("state.db"), new FakeClock());
        journal.register(Instances.down("blog"), JournalChild.EVENT);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private static BootLog boot(int second) {
        return new BootLog(
                BLOG,
                Instant.EPOCH.plusSeconds(second),
                Duration.ofMillis(120),
                List.of(
                        new BootCheck(BootPhase.KERNEL, "record", Result.PASSED, Duration.ofNanos(80_000), "", ""),
                        new BootCheck(
                                BootPhase.RUNTIME,
                                "socket",
                                Result.FAILED,
                                Duration.ofMillis(3),
                                "it is taken",
                                "free it")));
    }

    @Test
    void the_last_boot_comes_back_as_it_was_stored() {
        assertEquals(Optional.empty(), journal.lastBoot(BLOG));

        for (int i = 0; i < 2 * BootRows.KEPT; i++) {
            journal.record(boot(i));
        }

        assertEquals(Optional.of(boot(2 * BootRows.KEPT - 1)), journal.lastBoot(BLOG));
    }

    @Test
    void boots_go_with_their_instance() {
        journal.record(boot(1));

        journal.forget(BLOG, JournalChild.EVENT);

        assertEquals(Optional.empty(), journal.lastBoot(BLOG));
        var failure = assertThrows(IkabudException.class, () -> journal.record(boot(2)));
        assertEquals(ExitCode.NO_SUCH_INSTANCE, failure.exitCode());
    }
}
