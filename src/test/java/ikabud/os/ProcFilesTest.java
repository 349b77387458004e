package ikabud.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcFilesTest {
    @TempDir
    private Path root;

    private final byte[] buffer = new byte[10_000];

    @BeforeEach
    void one_process() throws IOException {
        Files.createDirectory(root.resolve("7"));
        Files.writeString(root.resolve("7/stat"), "first");
    }

    @Test
    void a_file_is_read_from_its_start_each_time() throws IOException {
        try (ProcFile file = new ProcFiles(new ProcFs(root), 2).open("7/stat").orElseThrow()) {
            assertEquals("first", text(file));

            Files.writeString(root.resolve("7/stat"), "2nd");

            assertEquals("2nd", text(file));
        }
    }

    @Test
    void a_file_longer_than_a_page_is_read_whole() throws IOException {
        Files.writeString(root.resolve("7/stat"), "1234 ".repeat(1900));

        try (ProcFile file = new ProcFiles(new ProcFs(root), 2).open("7/stat").orElseThrow()) {
            assertEquals(9500, file.read(buffer));
        }
    }

    @Test
    void enough_is_enough_until_one_is_closed() {
        var files = new ProcFiles(new ProcFs(root), 1);
        ProcFile first = files.open("7/stat").orElseThrow();

        assertTrue(files.open("7/stat").isEmpty());
        first.close();
        first.close();

        files.open("7/stat").orElseThrow().close();
    }

    @Test
    void a_file_that_is_not_there_is_nothing() {
        assertTrue(new ProcFiles(new ProcFs(root), 1).open("8/stat").isEmpty());
    }

    @Test
    void half_of_what_may_be_open_is_taken() {
        String limits = """
                Limit                     Soft Limit           Hard Limit           Units
                Max open files            1024                 524288               files
                """;

        assertEquals(512, ProcFiles.half(limits));
        assertEquals(8192, ProcFiles.half(limits.replace("1024", "unlimited")));
        assertEquals(256, ProcFiles.half("nothing of the kind"));
    }

    private String text(ProcFile file) {
        return new String(buffer, 0, file.read(buffer), StandardCharsets.UTF_8);
    }
}
