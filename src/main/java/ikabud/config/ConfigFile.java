package ikabud.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a file that a human wrote, whatever it turns out to be. */
final class ConfigFile {
    private static final int LARGEST_BYTES = 1 << 20;

    private ConfigFile() {}

    /** Its content; empty where it is missing, and, with a problem told, where it cannot be read. */
    static Optional<byte[]> read(Path file, Problems problems) {
        String name = file.toString();
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(file)) {
            // Reading a pipe would wait for ever.
            problems.error(name, "it is not a regular file");
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(LARGEST_BYTES + 1);
            if (content.length > LARGEST_BYTES) {
                problems.error(name, "it is larger than 1 MB");
                return Optional.empty();
            }
            return Optional.of(content);
        } catch (AccessDeniedException e) {
            problems.error(name, "you may not read it");
        } catch (IOException e) {
            problems.error(name, "it cannot be read (" + e.getMessage() + ")");
        }
        return Optional.empty();
    }
}
