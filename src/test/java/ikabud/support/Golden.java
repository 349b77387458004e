package ikabud.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts that are kept beside the tests and compared; {@code -Dgolden=write} writes them anew. */
public final class Golden {
    private static final Path DIRECTORY = Path.of("src/test/resources");

    private Golden() {}

    /** The text must be the one that is kept under this name, a path below the test resources. */
    public static void assertSame(String name, String text) throws IOException {
        assertSame(DIRECTORY.resolve(name), text);
    }

    /** The text must be the one that is kept in this file, a path below the project's directory. */
    public static void assertSame(Path file, String text) throws IOException {
        if ("write".equals(System.getProperty("golden"))) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertEquals(Files.exists(file) ? Files.readString(file) : "", text, file.toString());
    }
}
