package ikabud.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class FolderWatchTest {
    private final Semaphore told = new Semaphore(0);
    private final Runnable tell = told::release;
    private final List<Thread> threads = new ArrayList<>();
    private final FolderWatch watch = new FolderWatch(work -> {
        Thread thread = new Thread(work, "test-folders");
        threads.add(thread);
        thread.start();
    });

    @TempDir
    private Path folder;

    @AfterEach
    void its_thread_ends_with_it() throws InterruptedException {
        watch.close();
        for (Thread thread : threads) {
            thread.join(5_000);
            assertFalse(thread.isAlive());
        }
    }

    @Test
    void a_file_that_is_made_written_or_deleted_is_told() throws Exception {
        Path file = folder.resolve("a");
        assertTrue(watch.of(folder).set(tell));
        Files.createFile(file);
        assertTold();

        assertTrue(watch.of(folder).set(tell));
        append(file);
        assertTold();

        assertTrue(watch.of(folder).set(tell));
        Files.delete(file);
        assertTold();
        assertEquals(1, threads.size());
    }

    @Test
    void it_is_told_once_however_much_comes() throws Exception {
        Path file = Files.createFile(folder.resolve("a"));
        assertTrue(watch.of(folder).set(tell));
        assertTrue(watch.of(folder).set(tell), "to set it twice is to set it once");
        append(file);
        assertTold();

        append(file);
        append(file);

        assertFalse(told.tryAcquire(100, TimeUnit.MILLISECONDS));
    }

    @Test
    void each_of_several_hears_of_its_own_folder() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        Semaphore toldOther = new Semaphore(0);
        assertTrue(watch.of(other).set(toldOther::release));
        assertTrue(watch.of(folder).set(tell));

        Files.createFile(other.resolve("a"));

        assertTrue(toldOther.tryAcquire(8, TimeUnit.SECONDS));
        assertFalse(told.tryAcquire(100, TimeUnit.MILLISECONDS));
    }

    @Test
    void a_folder_that_goes_away_is_told_and_one_that_is_not_there_cannot_be_watched() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        assertTrue(watch.of(other).set(tell));

        Files.delete(other);

        assertTold();
        assertFalse(watch.of(other).set(tell));
    }

    @Test
    void after_its_end_it_cannot_tell() {
        watch.close();

        assertFalse(watch.of(folder).set(tell));
    }

    private static void append(Path file) throws IOException {
        Files.writeString(file, "line\n", StandardOpenOption.APPEND);
    }

    private void assertTold() throws InterruptedException {
        assertTrue(told.tryAcquire(8, TimeUnit.SECONDS));
    }
}
