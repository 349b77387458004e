package ikabud.journal;

import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The database as a file: its directory, its neighbours, who owns it, and how it is put aside. */
final class StateFile {
    /** What SQLite keeps beside a database. */
    private static final List<String> NEIGHBOURS = List.of("-wal", "-shm", "-journal");

    private static final long MIX = 1_000_003;
    private static final Object GUARD = new Object();

    private StateFile() {}

    /** Makes the directory, and refuses a file that could be somebody's trap. */
    static void prepare(Path database) {
        Path directory = parent(database);
        if (database.toString().indexOf('?') >= 0) {
            throw IkabudException.usage(
                    "state directory " + directory, "SQLite's driver cannot open a path with a '?'", "choose another");
        }
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory);
                // Instances' users pass through it to their own directories, but may not list it.
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
            }
            refuseTrap(database);
            for (String neighbour : NEIGHBOURS) {
                refuseTrap(beside(database, neighbour));
            }
        } catch (IOException e) {
            throw unwritable(directory, e);
        }
    }

    private static void refuseTrap(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        String what = "database " + file;
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw IkabudException.refused(what, "it is not a regular file", "look who put it there, then remove it");
        }
        if (owner(file) != ourUid()) {
            throw IkabudException.needsRights(
                    what, "it belongs to uid " + owner(file) + ", not to us", "run as that user, or set IKABUD_ROOT");
        }
    }

    /** Creates an empty database file that only we can read. */
    static void create(Path database) {
        try {
            Files.createFile(
                    database, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            // An empty one will do.
            return;
        } catch (IOException e) {
            throw unwritable(parent(database), e);
        }
    }

    /** Bytes in the file; 0 where there is none. */
    static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    /** What tells the file from another one of the same name; empty where there is none. */
    static Optional<Object> identity(Path file) {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A number that changes with every write to the file, as far as the kernel's clock tells; empty where there is none. */
    static OptionalLong trace(Path file) {
        try {
            BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
            return OptionalLong.of(seen.lastModifiedTime().to(TimeUnit.NANOSECONDS) * MIX + seen.size());
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** Renames the database and its neighbours to {@code <name>.corrupt-<stamp>}; nothing is deleted. */
    static Path moveAside(Path database, String stamp) {
        Path target = beside(database, ".corrupt-" + stamp);
        for (int i = 2; Files.exists(target, LinkOption.NOFOLLOW_LINKS); i++) {
            target = beside(database, ".corrupt-" + stamp + "." + i);
        }
        try {
            // The log first: a new database must never meet the log of an old one.
            for (String neighbour : NEIGHBOURS) {
                if (Files.exists(beside(database, neighbour), LinkOption.NOFOLLOW_LINKS)) {
                    move(beside(database, neighbour), beside(target, neighbour));
                }
            }
            if (Files.exists(database, LinkOption.NOFOLLOW_LINKS)) {
                move(database, target);
            }
        } catch (IOException e) {
            throw unwritable(parent(database), e);
        }
        return target;
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Runs {@code work} while no other process of Ikabud opens this database. */
    static <T> T guarded(Path database, Supplier<T> work) {
        return guarded(database, false, work);
    }

    /** Runs {@code work} while no other process of Ikabud makes, changes or moves this database; others may do as we do. */
    static <T> T sharing(Path database, Supplier<T> work) {
        return guarded(database, true, work);
    }

    private static <T> T guarded(Path database, boolean shared, Supplier<T> work) {
        synchronized (GUARD) {
            try (FileChannel channel = FileChannel.open(
                    beside(database, ".guard"),
                    Set.of(
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            LinkOption.NOFOLLOW_LINKS),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                // Java's kind of lock is good enough for a file that is opened nowhere else; closing it lets go.
                channel.lock(0, Long.MAX_VALUE, shared);
                return work.get();
            } catch (IOException | OverlappingFileLockException e) {
                throw unwritable(parent(database), e);
            }
        }
    }

    /** A path with {@code suffix} appended to its name. */
    static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /** Makes a directory, and those above it, that only we can enter. */
    static void makePrivateDirectory(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        if (!isOurs(directory)) {
            throw new AccessDeniedException(directory.toString());
        }
    }

    /** Whether a file or directory is no link, belongs to us, and nobody else can write it. */
    static boolean isOurs(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS) || Files.isSymbolicLink(file)) {
            return false;
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
        boolean shared =
                mode.contains(PosixFilePermission.GROUP_WRITE) || mode.contains(PosixFilePermission.OTHERS_WRITE);
        return !shared && owner(file) == ourUid();
    }

    private static int owner(Path file) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    // The kernel gives /proc/<pid> to the effective uid.
    private static int ourUid() throws IOException {
        return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    private static Path parent(Path database) {
        Path directory = database.toAbsolutePath().getParent();
        return directory == null ? database.toAbsolutePath() : directory;
    }

    private static IkabudException unwritable(Path directory, Exception cause) {
        String reason = cause instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : cause.getClass().getSimpleName();
        return new IkabudException(
                cause instanceof AccessDeniedException ? ExitCode.NEEDS_RIGHTS : ExitCode.FAILED,
                "state directory " + directory,
                "it cannot be written (" + reason + ")",
                "check owner, permissions, free space and whether the file system is mounted read-only",
                cause);
    }
}
