package ikabud.os;

import ikabud.model.IkabudException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;

/**
 * One log and what was put aside of it: {@code php.log.1} while somebody may still write to it, {@code php.log.1.gz} and up
 * after that. No line is lost on the way, and nothing is spoilt where we die in between.
 *
 * <p>All of it happens in a directory in which no site can make or rename anything; that is checked each time. For one
 * process at a time.
 */
public final class LogShelf {
    private static final int MODE = 07777;
    private static final int BLOCK = 64 * 1024;
    private static final int TRAILER = 8;
    private static final String GZIP = ".gz";

    private final Path log;
    private final Path aside;
    private final SafeFiles files;
    private final int self;

    /**
     * The shelf of that log.
     *
     * @param self the owner of what was packed, so that a site cannot change it any more
     */
    public LogShelf(Path log, SafeFiles files, int self) {
        this.log = log.toAbsolutePath();
        this.aside = beside(".1");
        this.files = files;
        this.self = self;
    }

    /** Bytes in the log now; 0 where there is none, and for what is no regular file. */
    public long size() {
        return attributes(log).map(BasicFileAttributes::size).orElse(0L);
    }

    /** Bytes that were put aside and not packed yet; 0 where there are none. */
    public long loose() {
        return attributes(aside).map(BasicFileAttributes::size).orElse(0L);
    }

    /** Whether something put aside still has to be packed. */
    public boolean hasLoose() {
        return attributes(aside).isPresent();
    }

    /** The file that holds what was put aside and not packed yet. */
    public Path aside() {
        return aside;
    }

    /**
     * Puts the log aside and a new, empty one of the same owner and mode in its place. There is a log at its place all the
     * time, since an unprivileged writer could not make it.
     *
     * @return false where what was put aside before is not packed yet
     */
    public boolean putAside() {
        files.requireTrustedParent(log);
        Path fresh = hidden(".new");
        try {
            Optional<BasicFileAttributes> before = attributes(aside);
            if (before.isPresent()) {
                // The same file under both names: we died between the two steps below.
                if (!key(before.get()).equals(attributes(log).map(LogShelf::key).orElse(""))) {
                    return false;
                }
                Files.delete(aside);
            }
            Map<String, Object> old = Files.readAttributes(log, "unix:mode,uid,gid", LinkOption.NOFOLLOW_LINKS);
            Files.deleteIfExists(fresh);
            files.makeFile(fresh, number(old, "mode") & MODE, number(old, "uid"), number(old, "gid"));
            Files.createLink(aside, log);
            Files.move(fresh, log, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException failed) {
            discard(fresh);
            throw failure("putting " + log + " aside", failed);
        }
    }

    /** Packs what was put aside, once nobody writes to it, and drops what is more than {@code keep}. */
    public void pack(int keep) {
        files.requireTrustedParent(log);
        Path packed = beside(".1" + GZIP);
        Path fresh = hidden(".1" + GZIP + ".new");
        try {
            FileTime written = Files.getLastModifiedTime(aside, LinkOption.NOFOLLOW_LINKS);
            if (!isPacked(packed, written)) {
                Files.deleteIfExists(fresh);
                Map<String, Object> old = Files.readAttributes(aside, "unix:mode,gid", LinkOption.NOFOLLOW_LINKS);
                files.makeFile(fresh, number(old, "mode") & MODE, self, number(old, "gid"));
                compress(fresh);
                Files.setLastModifiedTime(fresh, written);
                shift(keep);
                Files.move(fresh, packed, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.delete(aside);
            dropBeyond(keep);
        } catch (IOException failed) {
            discard(fresh);
            throw failure("packing " + aside, failed);
        }
    }

    /** Empties a file that others append to. What they write meanwhile may be lost: not for logs that somebody reads. */
    public void empty() {
        files.requireTrustedParent(log);
        try (FileChannel channel = FileChannel.open(log, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
            channel.truncate(0);
        } catch (IOException failed) {
            throw failure("emptying " + log, failed);
        }
    }

    // We died before the last step: it would be packed twice. The time alone may be that of the one before.
    private boolean isPacked(Path packed, FileTime written) throws IOException {
        try {
            // The fractions of a millisecond do not survive everywhere.
            return Files.getLastModifiedTime(packed, LinkOption.NOFOLLOW_LINKS).toMillis() == written.toMillis()
                    && trailer(packed).equals(sum());
        } catch (NoSuchFileException none) {
            return false;
        }
    }

    /** How a gzip file ends: the sum and the length of what is packed in it (RFC 1952, section 2.3.1). */
    private static ByteBuffer trailer(Path packed) throws IOException {
        ByteBuffer end = ByteBuffer.allocate(TRAILER);
        try (FileChannel channel = FileChannel.open(packed, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            channel.position(Math.max(0, channel.size() - TRAILER));
            while (end.hasRemaining() && channel.read(end) >= 0) {
                // A local file gives all of it at once, as a rule.
            }
        }
        return end.flip();
    }

    /** How it would end if what was put aside was packed. */
    private ByteBuffer sum() throws IOException {
        CRC32 sum = new CRC32();
        byte[] block = new byte[BLOCK];
        long length = 0;
        try (InputStream in = Files.newInputStream(aside, LinkOption.NOFOLLOW_LINKS)) {
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                sum.update(block, 0, count);
                length += count;
            }
        }
        return ByteBuffer.allocate(TRAILER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) sum.getValue())
                .putInt((int) length)
                .flip();
    }

    private void compress(Path into) throws IOException {
        byte[] block = new byte[BLOCK];
        try (InputStream in = Files.newInputStream(aside, LinkOption.NOFOLLOW_LINKS);
                FileChannel channel = FileChannel.open(into, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            OutputStream plain = new BufferedOutputStream(Channels.newOutputStream(channel), BLOCK);
            GZIPOutputStream gzip = new GZIPOutputStream(plain, BLOCK);
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                gzip.write(block, 0, count);
            }
            gzip.finish();
            plain.flush();
            channel.force(true);
        }
    }

    /** Makes room at number 1; a gap that a crash left is filled. */
    private void shift(int keep) throws IOException {
        int free = 1;
        while (free < keep && Files.exists(beside("." + free + GZIP), LinkOption.NOFOLLOW_LINKS)) {
            free++;
        }
        for (int number = free - 1; number >= 1; number--) {
            Files.move(beside("." + number + GZIP), beside("." + (number + 1) + GZIP), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private void dropBeyond(int keep) throws IOException {
        String prefix = log.getFileName() + ".";
        try (DirectoryStream<Path> kept = Files.newDirectoryStream(directory(), prefix + "*" + GZIP)) {
            for (Path file : kept) {
                String name = file.getFileName().toString();
                String number = name.substring(prefix.length(), name.length() - GZIP.length());
                if (number.matches("[1-9][0-9]{0,5}") && Integer.parseInt(number) > keep) {
                    Files.delete(file);
                }
            }
        }
    }

    private static Optional<BasicFileAttributes> attributes(Path file) {
        try {
            return Optional.of(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS))
                    .filter(BasicFileAttributes::isRegularFile);
        } catch (IOException missing) {
            return Optional.empty();
        }
    }

    private static Object key(BasicFileAttributes of) {
        Object key = of.fileKey();
        return key == null ? of : key;
    }

    private static int number(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof Integer number ? number : SafeFiles.UNCHANGED;
    }

    private Path directory() {
        Path parent = log.getParent();
        return parent == null ? log : parent;
    }

    private Path beside(String suffix) {
        return log.resolveSibling(log.getFileName() + suffix);
    }

    private Path hidden(String suffix) {
        return log.resolveSibling("." + log.getFileName() + suffix);
    }

    private static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException left) {
            // The failure before is the one to tell.
            return;
        }
    }

    private static IkabudException failure(String what, IOException cause) {
        String reason = cause instanceof java.nio.file.FileSystemException system && system.getReason() != null
                ? system.getReason()
                : cause.getClass().getSimpleName() + " " + cause.getMessage();
        return IkabudException.failed(what, reason, "check rights and free space there", cause);
    }
}
