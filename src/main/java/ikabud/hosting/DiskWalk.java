package ikabud.hosting;

import ikabud.model.Clock;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds up how many bytes the files below a directory hold, so much at a time, and remembers where it was. Files with
 * several names count once, links are not followed, other file systems are left out. Confined to one thread at a time.
 */
public final class DiskWalk implements AutoCloseable {
    // More names for files with several than anybody has; beyond it they count each time.
    private static final int MOST_KNOWN = 100_000;
    private static final int MOST_WAITING = 1_000_000;
    private static final int LOOK_AT_CLOCK = 64;

    private final Clock clock;
    private final Path root;
    private final Deque<Path> waiting = new ArrayDeque<>();
    private final Set<Object> counted = new HashSet<>();
    private @Nullable DirectoryStream<Path> open;
    private @Nullable Iterator<Path> entries;
    private @Nullable Object device;
    private long bytes;
    private boolean broken;

    /** A walk that has not begun. */
    public DiskWalk(Path root, Clock clock) {
        this.root = root;
        this.clock = clock;
        waiting.add(root);
    }

    /**
     * Goes on for that long.
     *
     * @return the sum when the walk is over; empty while it goes on
     */
    public OptionalLong walk(Duration time) {
        long deadline = clock.nanoTime() + time.toNanos();
        for (int i = 1; i % LOOK_AT_CLOCK != 0 || clock.nanoTime() - deadline < 0; i++) {
            Path entry = next();
            if (entry == null) {
                return OptionalLong.of(bytes);
            }
            add(entry);
        }
        return OptionalLong.empty();
    }

    /** Whether something could not be looked into, so that the sum is too small. */
    public boolean isIncomplete() {
        return broken;
    }

    private @Nullable Path next() {
        while (true) {
            try {
                if (entries != null && entries.hasNext()) {
                    return entries.next();
                }
            } catch (DirectoryIteratorException unreadable) {
                broken = true;
            }
            close();
            Path directory = waiting.pollLast();
            if (directory == null) {
                return null;
            }
            enter(directory);
        }
    }

    @SuppressWarnings("StreamResourceLeak") // closed before the next one is opened
    private void enter(Path directory) {
        try {
            Map<String, Object> seen =
                    Files.readAttributes(directory, "unix:dev,isDirectory,size", LinkOption.NOFOLLOW_LINKS);
            if (device == null && directory.equals(root)) {
                device = seen.get("dev");
            }
            if (Boolean.TRUE.equals(seen.get("isDirectory")) && Objects.equals(seen.get("dev"), device)) {
                open = Files.newDirectoryStream(directory);
                entries = open.iterator();
            }
        } catch (IOException gone) {
            broken |= Files.exists(directory, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private void add(Path entry) {
        try {
            Map<String, Object> seen = Files.readAttributes(
                    entry, "unix:dev,ino,nlink,size,isDirectory,isRegularFile", LinkOption.NOFOLLOW_LINKS);
            if (!Objects.equals(seen.get("dev"), device)) {
                return;
            }
            if (Boolean.TRUE.equals(seen.get("isDirectory"))) {
                broken |= waiting.size() >= MOST_WAITING;
                if (waiting.size() < MOST_WAITING) {
                    waiting.add(entry);
                }
            } else if (Boolean.TRUE.equals(seen.get("isRegularFile")) && isFirst(seen)) {
                bytes += seen.get("size") instanceof Long size ? size : 0;
            }
        } catch (IOException gone) {
            return;
        }
    }

    private boolean isFirst(Map<String, Object> seen) {
        boolean several = seen.get("nlink") instanceof Integer names && names > 1;
        return !several || counted.size() >= MOST_KNOWN || counted.add(seen.get("ino"));
    }

    @Override
    public void close() {
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException left) {
            broken = true;
        } finally {
            open = null;
            entries = null;
        }
    }
}
