package ikabud.os;

import ikabud.model.ExitCode;
import ikabud.model.IkabudException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Files written so that neither a crash nor a site can spoil them. Modes are exact, whatever the mask. As root, nothing
 * is made or given away in a directory that somebody else can write.
 */
public final class SafeFiles {
    /** For a uid, a gid or a mode: leave it as it is. */
    public static final int UNCHANGED = -1;

    /** Stands between the name of a file and that of what is to replace it, see {@link #replaceInPlace}. */
    public static final String LEFTOVER = ".ikabud-";

    private static final FileAttribute<?> PRIVATE_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> PRIVATE_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final AtomicLong SEQUENCE = new AtomicLong();

    private final ProcFs proc;
    private final TrustedPath trust;

    /** Acts as the user of this process. */
    public SafeFiles(ProcFs proc, Users users) {
        this.proc = proc;
        this.trust = new TrustedPath(users.currentUid());
    }

    /** Replaces a file at once: readers see the old content or the new, also after a power cut. */
    public void writeAtomically(Path file, byte[] content, int mode, int uid, int gid) {
        Path directory = parent(file);
        trust.requireParent(file, directory);
        write(file, temporary(file, ".", "."), content, mode, uid, gid, () -> {});
    }

    /**
     * The same for a file in a directory that others may write, too, such as the document root of a hoster's account. What a
     * crash leaves behind begins with the file's own name and {@link #LEFTOVER}.
     *
     * @param lastLook runs when all but the replacing is done; nothing is replaced if it throws
     */
    public static void replaceInPlace(Path file, byte[] content, int mode, int gid, Runnable lastLook) {
        write(file, temporary(file, "", LEFTOVER), content, mode, UNCHANGED, gid, lastLook);
    }

    private static Path temporary(Path file, String before, String between) {
        return file.resolveSibling(before + file.getFileName() + between
                + ProcessHandle.current().pid() + "-" + SEQUENCE.incrementAndGet());
    }

    private static void write(
            Path file, Path temporary, byte[] content, int mode, int uid, int gid, Runnable lastLook) {
        try {
            try (FileChannel channel = create(temporary)) {
                ByteBuffer rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                give(temporary, mode, uid, gid);
                channel.force(true);
            }
            lastLook.run();
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            synchronise(parent(file));
        } catch (IOException failed) {
            discard(temporary);
            throw failure("writing " + file, failed);
        } catch (IkabudException stop) {
            discard(temporary);
            throw stop;
        }
    }

    /** Makes a file that must not exist yet, empty; an existing regular file of that owner is left alone. */
    public void makeFile(Path file, int mode, int uid, int gid) {
        trust.requireParent(file, parent(file));
        try {
            create(file).close();
            give(file, mode, uid, gid);
        } catch (FileAlreadyExistsException exists) {
            require(file, false, uid);
        } catch (IOException failed) {
            throw failure("making " + file, failed);
        }
    }

    /** Makes a directory, or sets mode and group of the one there is; a link or another's directory is refused. */
    public void makeDirectory(Path directory, int mode, int uid, int gid) {
        trust.requireParent(directory, parent(directory));
        try {
            Files.createDirectory(directory, PRIVATE_DIRECTORY);
        } catch (FileAlreadyExistsException exists) {
            require(directory, true, uid);
        } catch (IOException failed) {
            throw failure("making " + directory, failed);
        }
        try {
            give(directory, mode, uid, gid);
        } catch (IOException failed) {
            throw failure("making " + directory, failed);
        }
    }

    /**
     * Refuses a path on which somebody other than root and us could swap something. A normal user may be below a sticky
     * directory such as {@code /tmp}; root may not.
     */
    public void requireTrustedPath(Path path) {
        trust.require(path);
    }

    /** Refuses as root to go on with a file in whose directory somebody else can make or rename something. */
    void requireTrustedParent(Path file) {
        trust.requireParent(file, parent(file));
    }

    /** A regular file's first bytes; empty for anything else, a link included. */
    public static Optional<byte[]> readRegular(Path file, int most) {
        try {
            BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!seen.isRegularFile()) {
                return Optional.empty();
            }
            try (InputStream stream = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of(stream.readNBytes(most));
            }
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** Whether another machine keeps the files there. */
    public boolean isNetworkFileSystem(Path path) {
        return mount(path).filter(Mount::network).isPresent();
    }

    /** Whether programs and libraries there cannot be run. */
    public boolean isNoexec(Path path) {
        return mount(path).filter(Mount::noexec).isPresent();
    }

    /** The mount that holds the path or, where it does not exist yet, its nearest parent. */
    public Optional<Mount> mount(Path path) {
        return nearest(path).flatMap(new Mounts(proc)::of);
    }

    /** Bytes an ordinary user may still write there. */
    public static OptionalLong freeBytes(Path path) {
        Optional<Path> there = nearest(path);
        long free =
                there.map(found -> new File(found.toString()).getUsableSpace()).orElse(0L);
        boolean known = free > 0 || there.filter(Files::isReadable).isPresent();
        return known ? OptionalLong.of(free) : OptionalLong.empty();
    }

    /** Deletes a directory and all below it, never through a link and never into another file system. */
    public void removeTree(Path directory) {
        try {
            TreeRemoval.remove(directory.toAbsolutePath());
        } catch (NoSuchFileException gone) {
            return;
        } catch (IOException failed) {
            throw failure("deleting " + directory, failed);
        }
    }

    private static FileChannel create(Path file) throws IOException {
        Set<OpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return FileChannel.open(file, fresh, PRIVATE_FILE);
    }

    /** Gives a file or directory that is there its mode and owner; {@link #UNCHANGED} leaves one as it is. */
    public void mend(Path path, int mode, int uid, int gid) {
        trust.requireParent(path, parent(path));
        try {
            give(path, mode, uid, gid);
        } catch (IOException failed) {
            throw failure("mending " + path, failed);
        }
    }

    // The owner first: changing it clears bits of the mode.
    private static void give(Path path, int mode, int uid, int gid) throws IOException {
        if (uid != UNCHANGED) {
            Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        }
        if (gid != UNCHANGED) {
            Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
        }
        if (mode != UNCHANGED) {
            Files.setAttribute(path, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private void require(Path path, boolean directory, int uid) {
        try {
            Map<String, Object> seen =
                    Files.readAttributes(path, "unix:uid,isDirectory,isRegularFile", LinkOption.NOFOLLOW_LINKS);
            if (!Boolean.TRUE.equals(seen.get(directory ? "isDirectory" : "isRegularFile"))) {
                throw foreign(path, directory ? "it is there and is no directory" : "it is there and is no file");
            }
            int wanted = uid == UNCHANGED ? trust.self() : uid;
            if (!Integer.valueOf(wanted).equals(seen.get("uid"))) {
                throw foreign(path, "it is there and belongs to uid " + seen.get("uid"));
            }
        } catch (IOException unreadable) {
            throw failure("looking at " + path, unreadable);
        }
    }

    private static IkabudException foreign(Path path, String why) {
        return IkabudException.refused("making " + path, why, "look at it, then move or delete it yourself");
    }

    private static void synchronise(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void discard(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException left) {
            // The write's own failure is the one to tell.
            return;
        }
    }

    private static Optional<Path> nearest(Path path) {
        Path at = path.toAbsolutePath();
        while (at != null) {
            try {
                return Optional.of(at.toRealPath());
            } catch (IOException missing) {
                at = at.getParent();
            }
        }
        return Optional.empty();
    }

    private static Path parent(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null) {
            throw IkabudException.refused("making " + path, "it is the root directory", "");
        }
        return parent;
    }

    private static IkabudException failure(String what, IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return new IkabudException(
                    ExitCode.NEEDS_RIGHTS, what, "you have no right to", "check owner and permissions there", cause);
        }
        String reason = cause instanceof java.nio.file.FileSystemException system && system.getReason() != null
                ? system.getReason()
                : cause.getClass().getSimpleName() + " " + cause.getMessage();
        return IkabudException.failed(what, reason, "check rights and free space there", cause);
    }
}
