package ikabud.backend;

import ikabud.model.PlainText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;

/** The end of a log that a site may have written: at most 16 KiB of it, only if it is a regular file, neutralised. */
final class FpmLog {
    private static final int MOST = 16 * 1024;

    // [20-Nov-2026 12:11:10] NOTICE: reloading: execvp("/usr/sbin/php-fpm8.2", {...})
    // [20-Nov-2026 12:11:10] NOTICE: fpm is running, pid 77
    private static final String RUNNING = "] NOTICE: fpm is running, pid ";
    private static final String RELOADING = "] NOTICE: reloading: execvp(";

    private final Path file;

    FpmLog(Path file) {
        this.file = file;
    }

    /** Bytes it holds now; 0 where it cannot be read. */
    long size() {
        try {
            BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return seen.isRegularFile() ? seen.size() : 0;
        } catch (IOException missing) {
            return 0;
        }
    }

    /** The lines that came after the first {@code offset} bytes, the last of them if they are many. */
    List<String> linesAfter(long offset) {
        long size = size();
        long from = Math.max(size < offset ? 0 : offset, size - MOST);
        if (size == 0 || from >= size) {
            return List.of();
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) (size - from));
        try (FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            int count = 1;
            while (count > 0 && bytes.hasRemaining()) {
                count = channel.read(bytes, from + bytes.position());
            }
        } catch (IOException unreadable) {
            return List.of();
        }
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        return text.lines().map(PlainText::neutralise).toList();
    }

    /** What the master with that PID wrote since it started, the last of it if it is much; nothing of any before it. */
    List<String> linesOf(int pid) {
        List<String> lines = linesAfter(0);
        int begin = 0;
        boolean reloading = false;
        // Without a line of any master's start all are of one whose start lies further back.
        boolean own = true;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.contains(RUNNING)) {
                begin = reloading && own ? begin : i;
                own = line.endsWith(RUNNING + pid);
                reloading = false;
            }
            reloading |= line.contains(RELOADING);
        }
        return own ? lines.subList(begin, lines.size()) : List.of();
    }
}
