package ikabud.app;

import static ikabud.support.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ikabud.model.InstanceId;
import ikabud.model.InstanceStore;
import ikabud.support.TestRoot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IkabudTest {
    private Path root;

    // Root refuses a directory below one that everybody can write.
    @BeforeEach
    void make_a_root() throws Exception {
        root = Files.createTempDirectory(Path.of(TestRoot.isRoot() ? "/var/lib" : "/tmp"), "ikabud-test-");
    }

    @AfterEach
    void remove_it() {
        ikabud.backend.Machine.real().files().removeTree(root);
    }

    @Test
    void a_look_at_the_record_waits_for_the_command_that_writes_it() throws Exception {
        try (Ikabud ikabud = Ikabud.open(new Launch(Map.of("IKABUD_ROOT", root.toString()), Map.of(), "ikabud"))) {
            AtomicReference<Thread> looking = new AtomicReference<>();
            CompletableFuture<Optional<?>> look;
            InstanceStore store = ikabud.store();
            synchronized (store) {
                look = CompletableFuture.supplyAsync(() -> {
                    looking.set(Thread.currentThread());
                    return ikabud.find(new InstanceId("blog"));
                });
                eventually("it waits", () -> {
                    Thread thread = looking.get();
                    return thread != null && thread.getState() == Thread.State.BLOCKED;
                });
            }
            assertEquals(Optional.empty(), look.join());
        }
    }
}
