package ikabud.os;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;

/**
 * Deletes trees by open directories, so that whoever swaps a directory for a link meanwhile gains nothing. What lies too
 * deep to keep all directories above it open is moved up first.
 */
final class TreeRemoval {
    private static final int DEEPEST = 128;
    private static final int MOST_ROUNDS = 100_000;

    private final String device;
    private int moved;

    private TreeRemoval(String device) {
        this.device = device;
    }

    static void remove(Path directory) throws IOException {
        try (SecureDirectoryStream<Path> parent = open(parent(directory))) {
            Path name = directory.getFileName();
            BasicFileAttributes top = look(parent, name);
            if (!top.isDirectory()) {
                throw new IOException("it is no directory");
            }
            new TreeRemoval(device(top)).delete(parent, name);
        }
    }

    private void delete(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        for (int round = 0; round == 0 || (moved > 0 && round < MOST_ROUNDS); round++) {
            moved = 0;
            try (SecureDirectoryStream<Path> top = parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                for (Path entry : top) {
                    delete(top, top, entry.getFileName(), 1);
                }
            }
        }
        parent.deleteDirectory(name);
    }

    private void delete(SecureDirectoryStream<Path> top, SecureDirectoryStream<Path> parent, Path name, int depth)
            throws IOException {
        BasicFileAttributes seen;
        try {
            seen = look(parent, name);
        } catch (NoSuchFileException gone) {
            return;
        }
        if (!seen.isDirectory()) {
            parent.deleteFile(name);
            return;
        }
        if (!device(seen).equals(device)) {
            throw new IOException("another file system is mounted at " + name);
        }
        if (depth == DEEPEST) {
            parent.move(name, top, Path.of(".deep-" + UUID.randomUUID()));
            moved++;
            return;
        }
        try (SecureDirectoryStream<Path> inside = parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            for (Path entry : inside) {
                delete(top, inside, entry.getFileName(), depth + 1);
            }
        }
        if (moved == 0) {
            parent.deleteDirectory(name);
        }
    }

    private static BasicFileAttributes look(SecureDirectoryStream<Path> parent, Path name) throws IOException {
        return parent.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    // A key reads (dev=fe00,ino=2146532).
    private static String device(BasicFileAttributes seen) {
        return String.valueOf(seen.fileKey()).split(",", 2)[0];
    }

    private static Path parent(Path directory) throws IOException {
        Path parent = directory.getParent();
        if (parent == null) {
            throw new IOException("it is the root directory");
        }
        return parent;
    }

    @SuppressWarnings("StreamResourceLeak") // the caller closes it
    private static SecureDirectoryStream<Path> open(Path directory) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(directory);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        stream.close();
        throw new IOException("the file system has no directories that can be held open");
    }
}
