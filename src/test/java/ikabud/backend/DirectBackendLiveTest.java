package ikabud.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.model.Instance;
import ikabud.model.InstanceId;
import ikabud.model.ProcessIdentity;
import ikabud.os.SystemClock;
import ikabud.support.TestRoot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("live")
class DirectBackendLiveTest {
    private static final InstanceId BLOG = new InstanceId("blog");
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final TestRoot root;
    private final DirectBackend backend;
    private final Instance blog;

    DirectBackendLiveTest(@TempDir Path directory) {
        root = new TestRoot(directory);
        backend = root.backend();
        blog = backend.define(BLOG, TestRoot.blueprint(null, Map.of("disable-functions", "")));
        backend.prepare(blog);
    }

    @AfterEach
    void end() {
        backend.kill(blog, null, true);
    }

    private ProcessIdentity start() {
        ProcessIdentity master = backend.spawn(blog);
        backend.awaitReady(blog, master, PATIENCE, new BootChecks(blog.id(), new SystemClock(), BootChecks.UNHEARD));
        return master;
    }

    @Test
    void a_started_master_answers_and_is_found_again_without_a_record() {
        ProcessIdentity master = start();

        assertTrue(backend.answers(blog, PATIENCE));
        assertEquals(master, backend.survey(blog, null).master().orElseThrow());
        assertEquals(Set.of(BLOG), backend.listening(List.of(BLOG)));
    }

    @Test
    void a_stop_leaves_nothing_behind() {
        ProcessIdentity master = start();

        Ended ended = backend.stop(blog, master, PATIENCE, false);

        assertFalse(ended.forced());
        assertEquals(List.of(), ended.strays());
        assertTrue(backend.survey(blog, master).isEmpty());
        assertFalse(backend.isAlive(master));
    }
}
