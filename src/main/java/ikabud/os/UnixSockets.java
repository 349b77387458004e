package ikabud.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Unix sockets of this network namespace, all in one read of {@code /proc/net/unix}. */
public final class UnixSockets {
    // Num               RefCount Protocol Flags    Type St Inode Path
    // 00000000206226ec: 00000002 00000000 00010000 0001 01 20745 /run/ikabud/blog/php.sock      listens
    // 0000000000000000: 00000002 00000000 00000000 0001 02     0 /run/ikabud/blog/php.sock      waits to be accepted
    private static final int FLAGS = 36;
    private static final int STATE = 50;
    private static final String LISTENS = "00010000 ";
    private static final String CONNECTING = "02 ";
    private static final char LAST_ASCII = 0x7f;
    private static final int MOST = 64 << 20;
    private static final int FILE_TYPE = 0170000;
    private static final int SOCKET = 0140000;

    private final ProcFs proc;

    /** Reads {@code proc}. */
    public UnixSockets(ProcFs proc) {
        this.proc = proc;
    }

    /** The listening sockets by path; where two share one path, the last that was made. */
    public Map<String, SocketState> listening() {
        Map<String, SocketState> byPath = new HashMap<>();
        for (SocketState socket : listeners()) {
            byPath.merge(socket.path(), socket, (one, other) -> one.inode() > other.inode() ? one : other);
        }
        return byPath;
    }

    /** Whether somebody listens at one of these paths; looks closer only where the table names one of them. */
    public boolean isAnyListening(List<Path> paths) {
        String table = proc.readWhole("net/unix", MOST);
        return paths.stream().map(Path::toString).anyMatch(path -> table.contains(raw(path)))
                && parse(table).stream()
                        .anyMatch(socket ->
                                paths.stream().anyMatch(path -> path.toString().equals(socket.path())));
    }

    /** All listening sockets: also those whose path was taken over by another since. */
    public List<SocketState> listeners() {
        return parse(proc.readWhole("net/unix", MOST));
    }

    /** Whether a client finds a socket at that path; a table goes on naming one whose file was deleted or replaced. */
    public static boolean isAt(Path path) {
        try {
            int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            return (mode & FILE_TYPE) == SOCKET;
        } catch (NoSuchFileException gone) {
            return false;
        } catch (IOException unknown) {
            // It cannot be looked at, which says nothing of what others find.
            return true;
        }
    }

    static List<SocketState> parse(String table) {
        Map<String, Integer> waiting = new HashMap<>();
        List<SocketState> bare = new ArrayList<>();
        int start = 0;
        for (int end = table.indexOf('\n'); end >= 0; end = table.indexOf('\n', start)) {
            boolean listens = table.startsWith(LISTENS, start + FLAGS);
            if (listens || table.startsWith(CONNECTING, start + STATE)) {
                addTo(listens ? bare : null, waiting, table.substring(start, end));
            }
            start = end + 1;
        }
        return bare.stream()
                .map(socket -> new SocketState(socket.path(), socket.inode(), waiting.getOrDefault(socket.path(), 0)))
                .toList();
    }

    // A socket without a name has no path, and nobody can wait at it.
    private static void addTo(@Nullable List<SocketState> listeners, Map<String, Integer> waiting, String line) {
        int inodeAt = STATE + CONNECTING.length();
        while (inodeAt < line.length() && line.charAt(inodeAt) == ' ') {
            inodeAt++;
        }
        int blank = line.indexOf(' ', inodeAt);
        long inode = blank < 0 ? -1 : number(line, inodeAt, blank);
        if (inode < 0 || blank + 1 >= line.length()) {
            return;
        }
        String path = path(line.substring(blank + 1));
        if (listeners != null) {
            listeners.add(new SocketState(path, inode, 0));
        } else if (inode == 0) {
            waiting.merge(path, 1, Integer::sum);
        }
    }

    /** The bytes of a path as the text they are in a file system. */
    private static String path(String bytes) {
        for (int i = 0; i < bytes.length(); i++) {
            if (bytes.charAt(i) > LAST_ASCII) {
                return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            }
        }
        return bytes;
    }

    private static String raw(String path) {
        return new String(path.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static long number(String line, int from, int to) {
        try {
            return Long.parseLong(line, from, to, 10);
        } catch (NumberFormatException none) {
            return -1;
        }
    }
}
