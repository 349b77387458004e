package ikabud.journal;

import ikabud.model.IkabudException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteJDBCLoader;

/**
 * Keeps one unpacked copy of SQLite's native library, where only we can write.
 *
 * <p>Left alone the driver unpacks it into the temporary directory at each start: slow, impossible where {@code /tmp} is
 * {@code noexec}, and 1.1 MB stay behind after each kill -9.
 */
final class NativeLibrary {
    private static final String FILE = "libsqlitejdbc.so";
    private static final String PATH_PROPERTY = "org.sqlite.lib.path";
    private static final String NAME_PROPERTY = "org.sqlite.lib.name";
    private static final String TEMPORARY_PROPERTY = "org.sqlite.tmpdir";

    private NativeLibrary() {}

    /** Loads the library, from {@code ikabud.native.dir} if a launcher set it, else from below {@code state}. */
    static synchronized void load(Path state) {
        if (System.getProperty(PATH_PROPERTY) == null) {
            String given = System.getProperty("ikabud.native.dir");
            Path directory = given != null ? Path.of(given) : state.resolve("native");
            prepare(directory.resolve("sqlite-" + SQLiteJDBCLoader.getVersion()));
        }
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception e) {
            loadTheDriversWay(e);
        }
    }

    // A state directory may be noexec or read-only while the temporary one is not.
    private static void loadTheDriversWay(Exception first) {
        System.clearProperty(PATH_PROPERTY);
        System.clearProperty(NAME_PROPERTY);
        System.clearProperty(TEMPORARY_PROPERTY);
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception e) {
            e.addSuppressed(first);
            throw IkabudException.failed(
                    "SQLite's native library",
                    "it could be loaded neither from the state directory nor from the temporary one",
                    "mount one of them without noexec, or set -Dikabud.native.dir to a directory that allows it",
                    e);
        }
    }

    private static void prepare(Path directory) {
        URL packed = SQLiteJDBCLoader.class.getResource("/org/sqlite/native/Linux/" + architecture() + "/" + FILE);
        if (packed == null) {
            return;
        }
        try {
            Path copy = directory.resolve(FILE);
            if (!isSound(copy, packed)) {
                unpack(packed, copy);
            }
            System.setProperty(PATH_PROPERTY, directory.toString());
            System.setProperty(NAME_PROPERTY, FILE);
            // The driver also lists its temporary directory at each start, to tidy up; here is little to list.
            System.setProperty(TEMPORARY_PROPERTY, directory.toString());
        } catch (IOException e) {
            // Nothing is lost but speed: the driver unpacks it by itself.
            System.clearProperty(PATH_PROPERTY);
        }
    }

    private static String architecture() {
        String machine = System.getProperty("os.arch", "");
        return machine.equals("amd64") ? "x86_64" : machine;
    }

    /** Whether the copy is ours alone and whole. */
    private static boolean isSound(Path copy, URL packed) throws IOException {
        Path directory = copy.toAbsolutePath().getParent();
        if (directory == null || !StateFile.isOurs(directory) || !StateFile.isOurs(copy)) {
            return false;
        }
        if (!Files.isRegularFile(copy, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        ZipEntry entry = entry(packed);
        return entry != null && Files.size(copy) == entry.getSize() && checksum(copy) == entry.getCrc();
    }

    private static @Nullable ZipEntry entry(URL packed) throws IOException {
        return packed.openConnection() instanceof JarURLConnection connection ? connection.getJarEntry() : null;
    }

    private static long checksum(Path file) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(Files.readAllBytes(file));
        return sum.getValue();
    }

    private static void unpack(URL packed, Path copy) throws IOException {
        Path directory = copy.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException("no directory for " + copy);
        }
        StateFile.makePrivateDirectory(directory);
        // Several processes may do this at once: each writes a file of its own, and the last rename wins.
        Path fresh = Files.createTempFile(
                directory,
                FILE,
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (InputStream in = packed.openStream();
                OutputStream out = Files.newOutputStream(fresh)) {
            in.transferTo(out);
            out.flush();
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("r-x------"));
            Files.move(fresh, copy, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
