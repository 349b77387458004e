package ikabud.os;

import ikabud.model.Clock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The growing end of one text file, through rotation and truncation, in bounded memory whatever is in it.
 *
 * <p>Anything but a regular file is refused: root must not be led through a link or hang on a FIFO. Confined to one
 * thread at a time.
 */
final class LogTail implements AutoCloseable {
    /** Bytes read per call; what comes faster is skipped. */
    static final int WINDOW = 256 * 1024;

    // Its writer reopens it some time after it was renamed, and may write to the old one until then.
    private static final long LATE_NANOS = 10_000_000_000L;

    private final Path path;
    private final Clock clock;
    private @Nullable LogGeneration current;
    private @Nullable LogGeneration former;
    private long renamedAt;
    private long dropped;
    private int backlog;
    private boolean known;
    private String complaint = "";

    /** Starts at the last {@code lines} lines. */
    LogTail(Path path, int lines, Clock clock) {
        this.path = path;
        this.clock = clock;
        this.backlog = lines;
    }

    /** The lines that have come since the last call; none while there is no such file. Never blocks. */
    List<String> poll() {
        try {
            BasicFileAttributes seen = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!seen.isRegularFile()) {
                return complain("it is not a regular file and is not read");
            }
            complaint = "";
            return advance(seen);
        } catch (NoSuchFileException missing) {
            known = true;
            return turn(null);
        } catch (IOException unreadable) {
            close();
            return complain("it cannot be read, " + unreadable.getClass().getSimpleName());
        }
    }

    /** Whether only a change in its folder can bring another line: not while time does, as for one that nobody ended. */
    boolean isAtRest() {
        return former == null && (current == null || current.isAtRest());
    }

    /** Where it lies. */
    Path folder() {
        return path.resolveSibling("");
    }

    /** About how many lines were skipped because they came faster than they were read. */
    long dropped() {
        return dropped;
    }

    private List<String> advance(BasicFileAttributes seen) throws IOException {
        LogGeneration now = current;
        if (now != null && former == null && now.is(seen.fileKey()) && now.isDone(seen.size())) {
            return List.of(); // as most often
        }
        if (now == null || !now.is(seen.fileKey())) {
            now = new LogGeneration(
                    FileChannel.open(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)),
                    seen.fileKey(),
                    clock);
            List<String> lines = turn(now);
            lines.addAll(known ? now.read() : now.readLast(seen.size(), backlog));
            known = true;
            dropped += now.takeDropped();
            return lines;
        }
        List<String> lines = late();
        lines.addAll(now.read());
        dropped += now.takeDropped();
        return lines;
    }

    /** Goes on with the next file; the one before is looked at for some more time. */
    private List<String> turn(@Nullable LogGeneration next) {
        List<String> lines = late();
        if (current != null) {
            lines.addAll(retire());
            former = current;
            renamedAt = clock.nanoTime();
            lines.addAll(late());
        }
        current = next;
        return lines;
    }

    // What the old file still got after it was renamed away.
    private List<String> late() {
        LogGeneration old = former;
        if (old == null) {
            return new ArrayList<>();
        }
        try {
            List<String> lines = new ArrayList<>(old.read());
            dropped += old.takeDropped();
            if (clock.nanoTime() - renamedAt >= LATE_NANOS) {
                lines.addAll(retire());
            }
            return lines;
        } catch (IOException gone) {
            return retire();
        }
    }

    private List<String> retire() {
        LogGeneration old = former;
        former = null;
        if (old == null) {
            return new ArrayList<>();
        }
        old.close();
        return old.finish();
    }

    @Override
    public void close() {
        retire();
        if (current != null) {
            current.close();
            current = null;
        }
    }

    // Once, until it changes.
    private List<String> complain(String why) {
        known = true;
        if (complaint.equals(why)) {
            return List.of();
        }
        complaint = why;
        return List.of("WARNING: " + path.getFileName() + ": " + why);
    }
}
