package ikabud.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Who holds which {@code flock(2)} lock, from {@code /proc/locks}; a lock is never tried to find out.
 *
 * <p>Inside a PID namespace the kernel leaves out locks whose taker has ended, even though its children still hold
 * them: found is certain, not found is not. {@link Holders} asks the processes themselves.
 */
public final class LockTable {
    private static final int MOST = 16 << 20;

    private final ProcFs proc;
    private final Mounts mounts;

    /** Reads {@code proc} at each call. */
    public LockTable(ProcFs proc) {
        this.proc = proc;
        this.mounts = new Mounts(proc);
    }

    /** The process that took the lock on the file; it may have ended and left the lock to its children. */
    public OptionalInt taker(Path file) {
        try {
            Map<String, Object> seen = Files.readAttributes(file, "unix:dev,ino", LinkOption.NOFOLLOW_LINKS);
            long inode = number(seen, "ino");
            List<Lock> candidates = parse(proc.readWhole("locks", MOST), inode);
            // Most often there is none, and then nobody has to know what the kernel calls the file.
            Set<String> names = candidates.isEmpty() ? Set.of() : names(file, number(seen, "dev"), inode);
            return candidates.stream()
                    .filter(lock -> names.contains(lock.file()))
                    .mapToInt(Lock::pid)
                    .findFirst();
        } catch (IOException missing) {
            return OptionalInt.empty();
        }
    }

    /** Whether a descriptor of this process is open on the file. */
    boolean isOpenHere(int descriptor, Path file) {
        try {
            return descriptor > 2 && Files.isSameFile(proc.path("self/fd/" + descriptor), file);
        } catch (IOException closed) {
            return false;
        }
    }

    record Lock(int pid, String file) {}

    /** The locks on files whose inode is that; in what file system is left open. */
    // 1: FLOCK  ADVISORY  WRITE 1234 fe:00:2146532 0 EOF
    static List<Lock> parse(String table, long inode) {
        String endOfName = ":" + inode;
        return table.lines()
                .filter(line -> line.contains(endOfName))
                .map(line -> line.trim().split("\\s+"))
                // "->" marks one that still waits for it
                .filter(fields -> fields.length >= 6 && fields[1].equals("FLOCK") && fields[5].endsWith(endOfName))
                .map(LockTable::lock)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Lock> lock(String[] fields) {
        try {
            return Optional.of(new Lock(Integer.parseInt(fields[4]), fields[5]));
        } catch (NumberFormatException odd) {
            return Optional.empty();
        }
    }

    // The kernel writes the device of the file system, which on btrfs is not the one that stat shows: accept both.
    private Set<String> names(Path file, long device, long inode) throws IOException {
        Set<String> names = new HashSet<>();
        names.add(name((int) ((device >> 8) & 0xfff), (int) ((device & 0xff) | ((device >> 12) & 0xfff00)), inode));
        mounts.of(file.toRealPath()).ifPresent(mount -> names.add(name(mount.device(), inode)));
        return names;
    }

    private static long number(Map<String, Object> seen, String name) {
        return seen.get(name) instanceof Long value ? value : 0;
    }

    private static String name(String device, long inode) {
        String[] numbers = device.split(":", 2);
        try {
            return name(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[numbers.length - 1]), inode);
        } catch (NumberFormatException odd) {
            return "";
        }
    }

    private static String name(int major, int minor, long inode) {
        return String.format("%02x:%02x:%d", major, minor, inode);
    }
}
