package ikabud.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Stream;

/** A copy of our class path for a JVM that runs as somebody else, who may not look into our home. */
public final class ClassPathCopy {
    private static final Set<PosixFilePermission> FOR_ALL = PosixFilePermissions.fromString("rwxr-xr-x");

    private ClassPathCopy() {}

    /** Copies it to {@code classes} below that directory, opens both for all, and returns it as an argument. */
    public static String below(Path directory) throws IOException {
        Path copies = Files.createDirectory(directory.resolve("classes"));
        StringJoiner path = new StringJoiner(":");
        int count = 0;
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            Path copy = copies.resolve(count + "-" + Path.of(entry).getFileName());
            copyTree(Path.of(entry), copy);
            path.add(copy.toString());
            count++;
        }
        Files.setPosixFilePermissions(directory, FOR_ALL);
        Files.setPosixFilePermissions(copies, FOR_ALL);
        return path.toString();
    }

    private static void copyTree(Path from, Path to) throws IOException {
        if (!Files.exists(from)) {
            return;
        }
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.copy(file, copy);
                Files.setPosixFilePermissions(copy, FOR_ALL);
            }
        }
    }
}
