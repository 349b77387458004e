package ikabud.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The Unix sockets of this network namespace, all in one read of {@code /proc/net/unix}. The table of a machine at rest stays
 * the same, byte by byte, and is then not parsed again. Safe from any thread.
 */
public final class UnixSockets {
    // Num               RefCount Protocol Flags    Type St Inode Path
    // 00000000206226ec: 00000002 00000000 00010000 0001 01 20745 /run/ikabud/blog/php.sock      listens
    // 0000000000000000: 00000002 00000000 00000000 0001 02     0 /run/ikabud/blog/php.sock      waits to be accepted
    private static final int FLAGS = 36;
    private static final int STATE = 50;
    private static final byte[] LISTENS = "00010000 ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONNECTING = "02 ".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST = 64 << 20;
    private static final int ROOM = 4096;

    private final ProcFs proc;
    private volatile Reading last = new Reading(new byte[0], List.of(), Map.of());

    /** Reads {@code proc}. */
    public UnixSockets(ProcFs proc) {
        this.proc = proc;
    }

    /** The listening sockets by path; where two share one path, the last that was made. */
    public Map<String, SocketState> listening() {
        return read().byPath();
    }

    /** Whether somebody listens at one of these paths. */
    public boolean isAnyListening(List<Path> paths) {
        Map<String, SocketState> listening = listening();
        return paths.stream().anyMatch(path -> listening.containsKey(path.toString()));
    }

    /** All listening sockets: also those whose path was taken over by another since. */
    public List<SocketState> listeners() {
        return read().all();
    }

    private Reading read() {
        Reading before = last;
        byte[] table = proc.readBytes("net/unix", before.table().length + ROOM, MOST);
        if (Arrays.equals(table, before.table())) {
            return before;
        }
        Reading now = Reading.of(table);
        last = now;
        return now;
    }

    /** The table as it was read and what it says. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
    private record Reading(byte[] table, List<SocketState> all, Map<String, SocketState> byPath) {
        static Reading of(byte[] table) {
            List<SocketState> all = parse(table);
            Map<String, SocketState> byPath = new HashMap<>();
            for (SocketState socket : all) {
                byPath.merge(socket.path(), socket, (one, other) -> one.inode() > other.inode() ? one : other);
            }
            return new Reading(table, all, Collections.unmodifiableMap(byPath));
        }
    }

    /** Whether a client finds a socket at that path; a table goes on naming one whose file was deleted or replaced. */
    public static boolean isAt(Path path) {
        try {
            // Neither a file nor a directory nor a link; who may put a device or a pipe there could as well listen.
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isOther();
        } catch (NoSuchFileException gone) {
            return false;
        } catch (IOException unknown) {
            // It cannot be looked at, which says nothing of what others find.
            return true;
        }
    }

    static List<SocketState> parse(String table) {
        return parse(table.getBytes(StandardCharsets.ISO_8859_1));
    }

    // It may have thousands of lines: text is made of those paths alone that are of use.
    private static List<SocketState> parse(byte[] table) {
        Map<String, Integer> waiting = new HashMap<>();
        List<SocketState> bare = new ArrayList<>();
        int start = 0;
        for (int end = lineEnd(table, 0); end < table.length; end = lineEnd(table, start)) {
            if (holds(table, start + FLAGS, end, LISTENS)) {
                addListening(bare, table, start, end);
            } else if (holds(table, start + STATE, end, CONNECTING)) {
                addWaiting(waiting, table, start, end);
            }
            start = end + 1;
        }
        return waiting.isEmpty()
                ? bare
                : bare.stream()
                        .map(socket ->
                                new SocketState(socket.path(), socket.inode(), waiting.getOrDefault(socket.path(), 0)))
                        .toList();
    }

    private static int lineEnd(byte[] table, int from) {
        int end = from;
        while (end < table.length && table[end] != '\n') {
            end++;
        }
        return end;
    }

    private static boolean holds(byte[] table, int at, int end, byte[] wanted) {
        return at + wanted.length <= end && Arrays.equals(table, at, at + wanted.length, wanted, 0, wanted.length);
    }

    // A socket without a name has no path, and nobody can wait at it.
    private static void addListening(List<SocketState> listeners, byte[] table, int start, int end) {
        int blank = blankBeforePath(table, start, end);
        long inode = inode(table, start, end);
        if (inode >= 0 && blank + 1 < end) {
            listeners.add(new SocketState(path(table, blank, end), inode, 0));
        }
    }

    private static void addWaiting(Map<String, Integer> waiting, byte[] table, int start, int end) {
        int blank = blankBeforePath(table, start, end);
        if (inode(table, start, end) == 0 && blank + 1 < end) {
            waiting.merge(path(table, blank, end), 1, Integer::sum);
        }
    }

    private static int inodeAt(byte[] table, int start, int end) {
        int at = start + STATE + CONNECTING.length;
        while (at < end && table[at] == ' ') {
            at++;
        }
        return at;
    }

    private static int blankBeforePath(byte[] table, int start, int end) {
        int at = inodeAt(table, start, end);
        while (at < end && table[at] != ' ') {
            at++;
        }
        return at;
    }

    private static long inode(byte[] table, int start, int end) {
        NumberFields fields = new NumberFields(table, end);
        fields.moveTo(inodeAt(table, start, end));
        return fields.next();
    }

    private static String path(byte[] table, int blank, int end) {
        return new String(table, blank + 1, end - blank - 1, StandardCharsets.UTF_8);
    }
}
