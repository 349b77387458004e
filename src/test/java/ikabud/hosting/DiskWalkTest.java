package ikabud.hosting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ikabud.os.SystemClock;
import ikabud.support.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskWalkTest {
    private static final Duration ENOUGH = Duration.ofSeconds(5);

    @TempDir
    private Path temporary;

    private Path directory;

    @BeforeEach
    void make() throws IOException {
        directory = Files.createDirectory(temporary.resolve("site"));
    }

    private OptionalLong all() {
        return new DiskWalk(directory, new SystemClock()).walk(ENOUGH);
    }

    private void file(String name, int bytes) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[bytes]);
    }

    @Test
    void all_files_are_added_up() throws IOException {
        file("a", 10);
        file("b/c/d", 100);
        file("b/e", 1000);

        assertEquals(OptionalLong.of(1110), all());
    }

    @Test
    void a_file_with_two_names_counts_once_and_a_link_not_at_all() throws IOException {
        file("a", 10);
        file("b/c", 100);
        Files.createLink(directory.resolve("b/again"), directory.resolve("a"));
        Files.createSymbolicLink(directory.resolve("b/round"), directory);
        Files.createSymbolicLink(directory.resolve("outside"), temporary);

        assertEquals(OptionalLong.of(110), all());
    }

    @Test
    void a_directory_that_is_not_there_holds_nothing() {
        DiskWalk walk = new DiskWalk(directory.resolve("nothing"), new SystemClock());

        assertEquals(OptionalLong.of(0), walk.walk(ENOUGH));
    }

    @Test
    void it_goes_on_where_it_was() throws IOException {
        for (int i = 0; i < 300; i++) {
            file("d" + i % 7 + "/" + i, 1);
        }
        FakeClock clock = new FakeClock();
        DiskWalk walk = new DiskWalk(directory, clock);
        int rounds = 1;
        OptionalLong bytes = walk.walk(Duration.ZERO);
        while (bytes.isEmpty()) {
            bytes = walk.walk(Duration.ZERO);
            rounds++;
        }

        assertEquals(OptionalLong.of(300), bytes);
        assertTrue(rounds > 3, "rounds: " + rounds);
    }

    @Test
    void what_vanishes_meanwhile_is_no_trouble() throws IOException {
        file("a/b", 10);
        DiskWalk walk = new DiskWalk(directory, new FakeClock());
        Files.delete(directory.resolve("a/b"));
        Files.delete(directory.resolve("a"));

        assertEquals(OptionalLong.of(0), walk.walk(ENOUGH));
    }
}
