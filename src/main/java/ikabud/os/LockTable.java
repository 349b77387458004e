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
            String lines = linesWith(":" + number(seen, "ino") + " ", proc.readWhole("locks", MOST));
            // Mostly there is none, and nothing more to look at.
            Set<String> names = lines.isEmpty() ? Set.of() : names(file, seen);
            return parse(lines).stream()
                    .filter(lock -> names.contains(lock.file()))
                    .mapToInt(Lock::pid)
                    .findFirst();
        } catch (IOException missing) {
            return OptionalInt.empty();
        }
    }

    /** The lines of a table that hold a text; there is one for each lock on the machine. */
    static String linesWith(String text, String table) {
        StringBuilder lines = new StringBuilder();
        int end = 0;
        for (int at = table.indexOf(text); at >= 0; at = table.indexOf(text, end)) {
            int start = table.lastIndexOf('\n', at) + 1;
            end = table.indexOf('\n', at) + 1;
            end = end == 0 ? table.length() : end;
            lines.append(table, start, end);
        }
        return lines.toString();
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

    // 1: FLOCK  ADVISORY  WRITE 1234 fe:00:2146532 0 EOF
    static List<Lock> parse(String table) {
        return table.lines()
                .map(line -> line.trim().split("\\s+"))
                // "->" marks one that still waits for it
                .filter(fields -> fields.length >= 6 && fields[1].equals("FLOCK"))
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
    private Set<String> names(Path file, Map<String, Object> seen) throws IOException {
        Set<String> names = new HashSet<>();
        long device = number(seen, "dev");
        long inode = number(seen, "ino");
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
